// `assay gate decide`: a decision about an asset, from what the log says now.
import { canonicalJson, type Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type Decision, decide } from '#gates/decide';
import type { Gate } from '#gates/gate';
import { type GateDecision, predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as svr } from '#predicates/svr';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Draft, Workspace } from '../workspace/workspace.ts';
import { collectEvidence, type Moment } from './collect-evidence.ts';

export interface DecidedGate extends Decision {
  readonly schema: 'assay.gate-decision/1';
  readonly gate: string;
  readonly asset: Sha256;
  readonly label: string;
  readonly decidedAt: string;
  readonly logSize: number;
  /** Evidence id, when it was recorded. */
  readonly recorded?: Sha256;
}

export interface DecideOptions {
  /** Puts the decision on record; without it nothing is written. */
  readonly record: boolean;
}

/** @throws {AssayError} ASSET_UNKNOWN, and what store, log and index throw */
export async function decideGate(
  workspace: Workspace,
  gate: Gate,
  word: string,
  { record }: DecideOptions,
): Promise<DecidedGate> {
  const index = await workspace.index();
  const { id, label } = await resolveAsset(index, word);
  const moment: Moment = { logSize: (await index.cursor()).next, at: workspace.now().toISOString() };
  const decision = decide(gate, await collectEvidence(workspace, id, label, moment));
  const decided: DecidedGate = {
    schema: 'assay.gate-decision/1',
    gate: gate.name,
    asset: id,
    label,
    decidedAt: moment.at,
    logSize: moment.logSize,
    ...decision,
  };
  return record ? { ...decided, recorded: await recordDecision(workspace, gate, decided) } : decided;
}

/** On record are the decision and, where it is a yes, the properties that were shown (SVR). */
async function recordDecision(workspace: Workspace, gate: Gate, decided: DecidedGate): Promise<Sha256> {
  const batch = workspace.store.batch();
  const policy = await batch.add(new TextEncoder().encode(canonicalJson(gate as unknown as Json)));
  const subjects = [{ sha256: decided.asset, name: decided.label }];
  const drafts: Draft[] = [
    { predicate: gateDecision, subjects, body: decisionBody(gate, decided, policy.sha256) },
    ...(decided.decision === 'allow' ? [svrOf(gate, decided, policy.sha256, subjects)] : []),
  ];
  const [recorded] = await workspace.record(drafts, batch);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the decision could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return recorded.evidence;
}

/** What is signed; the same for the same gate, evidence and moment. */
export function decisionBody(
  gate: Gate,
  { decision, because, decidedAt, logSize }: Decision & { readonly decidedAt: string; readonly logSize: number },
  policy: Sha256,
): GateDecision {
  const waivers = because.flatMap(({ waiver }) => waiver ?? []);
  return {
    gate: gate.name,
    decision,
    policy,
    decidedAt,
    logSize,
    reasons: because.map(({ rule, outcome, because: text, evidence }) => ({ rule, outcome, because: text, evidence })),
    approvers: decision === 'exception' ? [...new Set(waivers.flatMap(({ approvers }) => approvers))] : [],
    ...(decision === 'exception'
      ? {
          exception: {
            reason: waivers.map(({ reason }) => reason).join('; '),
            expiresAt: waivers.map(({ expiresAt }) => expiresAt).toSorted()[0] ?? decidedAt,
          },
        }
      : {}),
  };
}

function svrOf(gate: Gate, { because, decidedAt }: DecidedGate, policy: Sha256, subjects: Draft['subjects']): Draft {
  const shown = because.filter(({ outcome }) => outcome === 'pass');
  const body = {
    verifier: {
      id: `https://assay/gate/${gate.name}/v1`,
      policies: [{ name: `${gate.name}.json`, digest: { sha256: policy } }],
    },
    timeCreated: decidedAt,
    properties: shown.map(({ rule }) => `ASSAY_${rule.toUpperCase().replaceAll('-', '_')}`),
  };
  return { predicate: svr, subjects, body };
}
