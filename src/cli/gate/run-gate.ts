// What the commands of `assay gate` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { decisionLines } from '#exports/decision-text';
import { decideGate } from '#flow/gates/decide-gate';
import { recomputeDecision } from '#flow/gates/recompute-decision';
import { waiveRequirement } from '#flow/gates/waive-requirement';
import { findSubject } from '#flow/statements/find-subject';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';
import { findGate, listedGates } from './find-gate.ts';

export interface DecideFlags extends SigningFlags {
  readonly record?: boolean;
}

export interface WaiveFlags extends SigningFlags {
  readonly reason: string;
  readonly until: string;
  readonly approver: string;
}

interface JsonFlag {
  readonly json?: boolean;
}

export async function runGateList(this: AssayContext, { json }: JsonFlag): Promise<void> {
  const gates = listedGates();
  answer(
    this,
    json,
    { schema: 'assay.gates/1', gates },
    gates.map(({ name, purpose }) => `${name.padEnd(20)} ${purpose}`),
  );
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID */
export async function runGateShow(this: AssayContext, { json }: JsonFlag, word: string): Promise<void> {
  const gate = await findGate(word);
  const { stringify } = await import('yaml');
  answer(this, json, gate, [stringify(gate, { lineWidth: 120 }).trimEnd()]);
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_INVALID, and what the flow throws */
export async function runGateDecide(
  this: AssayContext,
  flags: DecideFlags,
  word: string,
  asset: string,
): Promise<void> {
  const gate = await findGate(word);
  const decided = await withWorkspace(this, flags, (workspace) =>
    decideGate(workspace, gate, asset, { record: flags.record ?? false }),
  );
  answer(this, flags.json, decided, decisionLines(decided, textStyleOf(this.process, undefined)));
  if (decided.decision !== 'deny') return;
  const speaksAgainst = decided.because.some(({ outcome }) => outcome === 'fail');
  this.answer = speaksAgainst ? exitCodes.no : exitCodes.couldNotTell;
}

/** @throws {AssayError} GATE_DIFFERENT, USAGE, STATEMENT_UNKNOWN */
export async function runGateRecompute(this: AssayContext, flags: WorkspaceFlags, word: string): Promise<void> {
  const again = await withWorkspace(this, flags, async (workspace) => {
    const found = await findSubject(await workspace.index(), word);
    if (found.kind !== 'statement') throw new AssayError('USAGE', `${word} is no statement`);
    return recomputeDecision(workspace, found.logIndex);
  });
  const changed =
    again.now.decision === again.decision ? 'and the same today' : `today it would be ${again.now.decision}`;
  const open = again.now.because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  answer(this, flags.json, again, [
    `${again.gate}: ${again.decision}, the same bytes again (${again.body.slice(0, 12)}), ${changed}`,
    ...open.map(({ rule, because }) => `  ${rule}: ${because}`),
  ]);
}

/** @throws {AssayError} GATE_UNKNOWN, GATE_WAIVER, and what recording throws */
export async function runGateWaive(
  this: AssayContext,
  flags: WaiveFlags,
  word: string,
  requirement: string,
  asset: string,
): Promise<void> {
  const { reason, until, approver } = flags;
  const gate = await findGate(word);
  const waived = await withWorkspace(this, flags, (workspace) =>
    waiveRequirement(workspace, { gate, requirement, asset, reason, approver, until }),
  );
  answer(this, flags.json, waived, [
    `${waived.label} at ${waived.gate}: ${requirement} is waived by ${escapeInvisible(approver)} until ${until}, recorded as ${waived.statement.slice(0, 12)}`,
    waived.counts ? 'It counts.' : 'It does not count yet: others have to say the same, with other keys.',
  ]);
}
