// `assay gate recompute`: the same decision again, from the entries that were there then and the gate that was used then.
import { isOfKind } from '#attest/verified';
import { canonicalJson, type Json } from '#core/canonical-json';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Decision, decide } from '#gates/decide';
import { parseGate } from '#gates/gate';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { collectEvidence } from './collect-evidence.ts';
import { decisionBody } from './decide-gate.ts';

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
  const statement = await readStatement(workspace, logIndex);
  const [subject] = statement.subjects;
  if (!isOfKind(statement, gateDecision) || subject === undefined)
    throw new AssayError('USAGE', `statement ${logIndex} is no decision of a gate`);
  const { body } = statement;
  const policy = await workspace.store.read(body.policy, limits.signatureBytes.value);
  const gate = parseGate(JSON.parse(new TextDecoder().decode(policy)));
  const label = subject.name ?? subject.sha256.slice(0, 12);
  const then = { logSize: body.logSize, at: body.decidedAt };
  const again = decide(gate, await collectEvidence(workspace, subject.sha256, label, then));
  const made = encode(decisionBody(gate, { ...again, decidedAt: then.at, logSize: then.logSize }, body.policy));
  const recorded = encode(body);
  if (made !== recorded) {
    const difference =
      again.decision === body.decision ? 'for other reasons' : `${again.decision}, not ${body.decision}`;
    throw new AssayError('GATE_DIFFERENT', `deciding statement ${logIndex} again gives another result: ${difference}`);
  }
  const moment = { logSize: (await (await workspace.index()).cursor()).next, at: workspace.now().toISOString() };
  return {
    schema: 'assay.gate-recompute/1',
    statement: statement.evidence,
    gate: gate.name,
    asset: subject.sha256,
    decision: again.decision,
    body: sha256(new TextEncoder().encode(made)),
    now: decide(gate, await collectEvidence(workspace, subject.sha256, label, moment)),
  };
}

function encode(body: object): string {
  return canonicalJson(body as Json);
}
