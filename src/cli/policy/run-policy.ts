// What `assay policy ...` does; loaded when it is called.
import { readFileSync, statSync } from 'node:fs';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { escapeInvisible, quote } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import type { ChangedRight } from '#flow/policies/access-difference';
import { approvePolicy, changePolicy, type PolicyChanged } from '#flow/policies/change-policy';
import { listPolicies, showPolicy } from '#flow/policies/list-policies';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { reasonOf } from '../reason-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface ChangeFlags extends SigningFlags {
  readonly file?: string;
  readonly shipped?: boolean;
  readonly why: string;
  readonly sign?: boolean;
}

export interface ApproveFlags extends SigningFlags {
  readonly why: string;
  readonly sign?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runPolicyList(this: AssayContext, flags: SigningFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listPolicies);
  const lines = [
    ...list.policies.map(({ rule, origin, since, by }) =>
      origin === 'shipped' ? rule : `${rule}  since ${since}, by ${by.join(' and ')}`,
    ),
    ...list.proposals.map(
      ({ rule, statement, at, by, why }) =>
        `proposed  ${rule}  ${statement.slice(0, 12)}, ${at}, by ${by.join(' and ')}: ${why}`,
    ),
  ];
  answer(this, flags.json, list, lines.map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runPolicyShow(this: AssayContext, flags: SigningFlags, rule: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showPolicy(workspace, rule));
  answer(this, flags.json, shown, shown.text.trimEnd().split('\n').map(escapeInvisible));
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runPolicyChange(this: AssayContext, flags: ChangeFlags, rule: string): Promise<void> {
  const { file, shipped = false, why, sign = false } = flags;
  if ((file === undefined) !== shipped)
    throw new AssayError('USAGE', 'Say how it is to be: --file FILE, or --shipped.');
  const document = file === undefined ? {} : { document: readRule(file) };
  const changed = await withWorkspace(this, flags, (workspace) =>
    changePolicy(workspace, { rule, ...document, why, sign }),
  );
  answer(this, flags.json, changed, changedLines(changed).map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runPolicyApprove(this: AssayContext, flags: ApproveFlags, change: string): Promise<void> {
  const { why, sign = false } = flags;
  const changed = await withWorkspace(this, flags, (workspace) => approvePolicy(workspace, change, { why, sign }));
  answer(this, flags.json, changed, changedLines(changed).map(escapeInvisible));
}

function changedLines({ rule, difference, state, statement }: PolicyChanged): readonly string[] {
  const { rights, compared } = difference;
  const id = statement?.slice(0, 12) ?? '';
  const ends = {
    shown: 'nothing was signed; --sign signs it',
    proposed: `proposed as ${id}; it holds when another person says the same: assay policy approve ${id}`,
    'in-force': `in force, by ${id}`,
  };
  return [
    ...(compared === 0
      ? []
      : [`${formatCount(compared, 'decision')} compared, ${formatCount(rights.length, 'right')} would change`]),
    ...rights.map(rightLine),
    ...difference.notCovered.map((one) => `not compared: ${one}`),
    `${rule}  ${ends[state]}`,
  ];
}

function rightLine({ change, identities, roles, action, zone, sensitivities, made }: ChangedRight): string {
  const who = identities.length === 0 ? `the role ${roles.join(', ')} (nobody has it)` : identities.join(', ');
  const whose = made === 'any' ? '' : made === 'own' ? ', what they made themselves' : ', what others made';
  return `  ${change === 'gains' ? '+' : '-'} ${who}: ${action} in ${zone} (${sensitivities.join(', ')}${whose})`;
}

function readRule(path: string): Uint8Array {
  try {
    if (statSync(path).size > limits.policyBytes.value)
      throw new AssayError('USAGE', `${quote(path)} is larger than any rule.`, { limit: 'policyBytes' });
    return readFileSync(path);
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError('USAGE', `${quote(path)} cannot be read: ${reasonOf(error)}.`, { path });
  }
}
