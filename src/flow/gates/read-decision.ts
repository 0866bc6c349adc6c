// A recorded decision, and the gate that was used then.
import { isOfKind, type Verified } from '#attest/verified';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type Gate, parseGate } from '#gates/gate';
import { type GateDecision, predicate as gateDecision } from '#predicates/gate-decision';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Subject } from './collect-evidence.ts';

export interface ReadDecision {
  readonly statement: Verified<GateDecision>;
  readonly gate: Gate;
  readonly subject: Subject;
}

/** @throws {AssayError} USAGE when the statement is no decision; GATE_INVALID when the gate of then cannot be decided here any more */
export async function readDecision(workspace: Workspace, logIndex: number): Promise<ReadDecision> {
  const statement = await readStatement(workspace, logIndex);
  const [about] = statement.subjects;
  if (!isOfKind(statement, gateDecision) || about === undefined)
    throw new AssayError('USAGE', `statement ${logIndex} is no decision of a gate`);
  const policy = await workspace.store.read(statement.body.policy, limits.yamlBytes.value);
  const gate = parseGate(JSON.parse(new TextDecoder().decode(policy)));
  return { statement, gate, subject: { id: about.sha256, label: about.name ?? about.sha256.slice(0, 12) } };
}
