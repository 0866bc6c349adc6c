// `assay gate recompute`: the same decision again, from the entries that were there then and the gate that was used then.
import { canonicalJson, type Json } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type Decision, decide } from '#gates/decide';
import type { Workspace } from '../workspace/workspace.ts';
import { collectEvidence, type Moment } from './collect-evidence.ts';
import { decisionBody } from './decision-body.ts';
import { momentNow } from './moment-now.ts';
import { readDecision } from './read-decision.ts';
import { requestOf } from './request-of.ts';

export interface RecomputedDecision {
  readonly schema: 'assay.gate-recompute/1';
  readonly statement: Sha256;
  readonly gate: string;
  readonly asset: Sha256;
  readonly decision: Decision['decision'];
  /** Digest of the body, the same both times. */
  readonly body: Sha256;
  /** What the same gate decides on what is known now, and why. */
  readonly now: Decision;
}

/** @throws {AssayError} GATE_DIFFERENT when the bytes differ; USAGE when the statement is no decision */
export async function recomputeDecision(workspace: Workspace, logIndex: number): Promise<RecomputedDecision> {
  const { statement, gate, subject } = await readDecision(workspace, logIndex);
  const { body } = statement;
  const { decidedAt: at, logSize, scanner } = body;
  const request = requestOf(body);
  const then: Moment = { logSize, at, request, ...(scanner === undefined ? {} : { scanner }) };
  const evidence = await collectEvidence(workspace, gate, subject, then);
  const again = decide(gate, evidence);
  const tier = evidence.facts.tier === '' ? {} : { tier: evidence.facts.tier };
  const made = encode(decisionBody(gate, { ...again, decidedAt: at, ...then, ...request, ...tier }, body.policy));
  if (made !== encode(body)) {
    const difference =
      again.decision === body.decision ? 'for other reasons' : `${again.decision}, not ${body.decision}`;
    throw new AssayError('GATE_DIFFERENT', `deciding statement ${logIndex} again gives another result: ${difference}`);
  }
  const now = await collectEvidence(workspace, gate, subject, { ...(await momentNow(workspace)), request });
  return {
    schema: 'assay.gate-recompute/1',
    statement: statement.evidence,
    gate: gate.name,
    asset: subject.id,
    decision: again.decision,
    body: sha256(new TextEncoder().encode(made)),
    now: decide(gate, now),
  };
}

function encode(body: object): string {
  return canonicalJson(body as Json);
}
