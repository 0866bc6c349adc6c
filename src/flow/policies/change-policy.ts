// `assay policy change` and `approve`: a rule holds as soon as two different people, with different keys, have said so. Before somebody signs,
// it is shown who could do what then that they cannot do now, and the other way round.
import type { Half, PolicyProposal } from '#access/state/access-state';
import { objectionToChange, policyKey } from '#access/state/fold-policies';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type PolicyArea, type PolicyChange, policyAreas, predicate as policyChange } from '#predicates/policy-change';
import { assertSays } from '../access/assert-says.ts';
import { demandAccess } from '../access/decide-access.ts';
import { drawNonce } from '../access/draw-nonce.ts';
import { readAccessState } from '../access/read-access-state.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AccessDifference, accessDifference } from './access-difference.ts';
import { checkDocument } from './check-document.ts';

export interface PolicyChanged {
  readonly schema: 'assay.policy-change/1';
  /** `AREA/NAME` */
  readonly rule: string;
  /** Digest of the document; absent: the rule that comes with Assay. */
  readonly document?: Sha256;
  /** What held before. */
  readonly previous?: Sha256;
  /** Who could do what then. Only rules about access and zones change that. */
  readonly difference: AccessDifference;
  /** `shown`: nothing was signed. `proposed`: another person has to say the same. `in-force` */
  readonly state: 'shown' | 'proposed' | 'in-force';
  readonly statement?: Sha256;
  readonly logIndex?: number;
}

export interface ChangeWish {
  /** `AREA/NAME` */
  readonly rule: string;
  /** Absent: the rule that comes with Assay is to hold again. */
  readonly document?: Uint8Array;
  readonly why: string;
  /** Signs it; otherwise it is only shown what would change. */
  readonly sign: boolean;
}

/** @throws {AssayError} USAGE, ACCESS_DENIED, ACCESS_POLICY, GATE_INVALID, ZONE_INVALID; what recording throws */
export async function changePolicy(
  workspace: Workspace,
  { rule, document, why, sign }: ChangeWish,
): Promise<PolicyChanged> {
  const { area, name } = parseRule(rule);
  const { state } = await readAccessState(workspace);
  const held = state.policies.inForce.get(policyKey({ area, name }))?.document;
  const digest = document === undefined ? undefined : sha256(document);
  if (digest === held) throw new AssayError('USAGE', `${rule} is like this already; nothing would change.`);
  const change = {
    area,
    name,
    ...(digest === undefined ? {} : { document: digest }),
    ...(held === undefined ? {} : { previous: held }),
  };
  return sayHalf(workspace, change, document, why, sign);
}

/** The same that somebody else has said. @param prefix - of the statement of the first, 8 digits or more */
export async function approvePolicy(
  workspace: Workspace,
  prefix: string,
  { why, sign }: Pick<ChangeWish, 'why' | 'sign'>,
): Promise<PolicyChanged> {
  const { state } = await readAccessState(workspace);
  const { change } = findProposal(state.policies.proposals, prefix);
  const { document } = change;
  const bytes = document === undefined ? undefined : await workspace.store.read(document, limits.policyBytes.value);
  return sayHalf(workspace, change, bytes, why, sign);
}

async function sayHalf(
  workspace: Workspace,
  change: PolicyProposal['change'],
  document: Uint8Array | undefined,
  why: string,
  sign: boolean,
): Promise<PolicyChanged> {
  const { area, name } = change;
  const rule = policyKey(change);
  if (document !== undefined) await checkDocument(workspace, area, name, document);
  const difference = await accessDifference(workspace, { area, name, ...(document === undefined ? {} : { document }) });
  const facts = { schema: 'assay.policy-change/1', rule, ...withoutNames(change), difference } as const;
  const { request } = await demandAccess(workspace, {
    action: 'change-policy',
    resource: { policy: rule },
    half: true,
  });
  const body: PolicyChange = { ...change, by: request.actor.identity, why, nonce: drawNonce() };
  await assertSays(
    workspace,
    'ACCESS_POLICY',
    ({ state }, by) => objectionToChange(state, body, by) ?? alreadySaid(state.policies.proposals, body, by),
  );
  if (difference.locksOut !== undefined)
    throw new AssayError('ACCESS_POLICY', `nothing was recorded: ${difference.locksOut}`);
  if (!sign) return { ...facts, state: 'shown' };
  const batch = workspace.store.batch();
  if (document !== undefined) await batch.add(document);
  const subjects = (policyChange.subjects?.(body) ?? []).map((digest) => ({ sha256: digest, name: rule }));
  const [recorded] = await workspace.record([{ predicate: policyChange, subjects, body }], batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the change could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  const after = (await readAccessState(workspace)).state.policies.inForce.get(rule);
  const counts = after?.index === recorded.index;
  return { ...facts, state: counts ? 'in-force' : 'proposed', statement: recorded.evidence, logIndex: recorded.index };
}

/** A second half by the same person changes nothing; whoever gives it is told so. */
function alreadySaid(
  proposals: readonly PolicyProposal[],
  body: PolicyChange,
  by: readonly { readonly identity: string }[],
): string | undefined {
  const said = proposals.find(
    ({ change }) => policyKey(change) === policyKey(body) && change.document === body.document,
  );
  const mine: Half | undefined = said?.halves.find((half) => by.some(({ identity }) => identity === half.identity));
  if (mine === undefined) return undefined;
  return `you have said so already (${mine.statement.slice(0, 12)}); another person has to: assay policy approve ${mine.statement.slice(0, 12)}`;
}

function withoutNames({ document, previous }: PolicyProposal['change']): Pick<PolicyChanged, 'document' | 'previous'> {
  return { ...(document === undefined ? {} : { document }), ...(previous === undefined ? {} : { previous }) };
}

/** @throws {AssayError} USAGE */
export function parseRule(rule: string): { readonly area: PolicyArea; readonly name: string } {
  const [, word = '', name = ''] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(rule) ?? [];
  const area = policyAreas.find((one) => one === word);
  if (area !== undefined && name.length <= 80) return { area, name };
  throw new AssayError(
    'USAGE',
    `${quote(rule)} is no rule: expected one of ${policyAreas.join(', ')}, a slash and a name.`,
  );
}

function findProposal(proposals: readonly PolicyProposal[], prefix: string): PolicyProposal {
  if (!/^[0-9a-f]{8,64}$/.test(prefix))
    throw new AssayError('USAGE', 'A change is named by the id of its statement, or the first 8 digits of it or more.');
  const [found, other] = proposals.filter(({ halves }) => halves.some(({ statement }) => statement.startsWith(prefix)));
  if (found !== undefined && other === undefined) return found;
  const message =
    found === undefined
      ? `no change ${quote(prefix)} waits for a second person; assay policy list shows those that do`
      : `more than one change begins with ${quote(prefix)}`;
  throw new AssayError('ACCESS_POLICY', message, { value: prefix });
}
