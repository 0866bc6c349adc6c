// `assay gate decide`: a decision about an asset, from what the log says now.
import { canonicalJson, type Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type Decision, decide } from '#gates/decide';
import type { Gate } from '#gates/gate';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as svr } from '#predicates/svr';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Draft, Workspace } from '../workspace/workspace.ts';
import { collectEvidence, type Moment, type Subject } from './collect-evidence.ts';
import { decisionBody } from './decision-body.ts';
import { momentNow } from './moment-now.ts';

export interface DecidedGate extends Decision {
  readonly schema: 'assay.gate-decision/1';
  readonly gate: string;
  readonly asset: Sha256;
  readonly label: string;
  readonly decidedAt: string;
  readonly logSize: number;
  readonly fromZone?: string;
  readonly toZone?: string;
  readonly purpose?: string;
  /** Trust in the supplier; absent for what was made here. */
  readonly tier?: string;
  /** Rules of the scanner of that moment. */
  readonly scanner?: string;
  /** Evidence id, when it was recorded. */
  readonly recorded?: Sha256;
}

export interface DecideOptions {
  /** Puts the decision on record; without it nothing is written. */
  readonly record: boolean;
  readonly fromZone?: string;
  readonly toZone?: string;
  /** What it is to be used for; data that are for something else are not let through. */
  readonly purpose?: string;
}

/** @throws {AssayError} ASSET_UNKNOWN, and what store, log and index throw */
export async function decideGate(
  workspace: Workspace,
  gate: Gate,
  word: string,
  options: DecideOptions,
): Promise<DecidedGate> {
  return decideAbout(workspace, gate, await resolveAsset(await workspace.index(), word), options);
}

/** About a digest that need not be an asset, for example the composition of a release. @throws as `decideGate` */
export async function decideAbout(
  workspace: Workspace,
  gate: Gate,
  { id, label }: Subject,
  { record, ...request }: DecideOptions,
): Promise<DecidedGate> {
  const moment: Moment = { ...(await momentNow(workspace)), request };
  const evidence = await collectEvidence(workspace, gate, { id, label }, moment);
  const { tier } = evidence.facts;
  const decided: DecidedGate = {
    schema: 'assay.gate-decision/1',
    gate: gate.name,
    asset: id,
    label,
    decidedAt: moment.at,
    logSize: moment.logSize,
    ...request,
    ...(tier === '' ? {} : { tier }),
    ...(moment.scanner === undefined ? {} : { scanner: moment.scanner }),
    ...decide(gate, evidence),
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
