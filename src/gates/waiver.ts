// A waiver: enough people who did not make the asset accept, with a reason and an end, that a requirement is not met. It is a
// `risk-decision` of each of them about `GATE/REQUIREMENT`; nothing is hidden by it, the decision becomes an exception.
import type { Sha256 } from '#core/digest';
import { type RiskDecision, predicate as riskDecision } from '#predicates/risk-decision';
import { bodyOf } from './body-of.ts';
import type { Evidence, Signer, Stated } from './evidence.ts';
import type { Gate, Requirement } from './gate.ts';
import { hasRole, isSomebodyElse } from './people.ts';

export interface Waiver {
  readonly approvers: readonly string[];
  readonly reason: string;
  /** The earliest end of those that make it up. */
  readonly expiresAt: string;
  readonly evidence: readonly Sha256[];
}

interface Approval {
  readonly evidence: Sha256;
  readonly body: RiskDecision;
}

const dayMs = 86_400_000;

/** What a waiver of the requirement has to be about. */
export function waiverSubject(gate: Gate, requirement: Requirement): string {
  return `${gate.name}/${requirement.id}`;
}

export function waiverOf(gate: Gate, requirement: Requirement, evidence: Evidence<Stated>): Waiver | undefined {
  if (gate.waivers === undefined) return undefined;
  const { approvers, maxDays } = gate.waivers;
  const id = waiverSubject(gate, requirement);
  // The newest word of each person: two approvals of one are one approver, and who has taken it back approves no more.
  const byPerson = new Map<string, Approval | undefined>();
  for (const statement of evidence.statements) {
    const body = bodyOf(statement, riskDecision);
    if (body === undefined || body.about.kind !== 'requirement' || body.about.id !== id) continue;
    if (!body.assets.includes(evidence.asset)) continue;
    const counts = body.decision === 'accept' && isInTime(statement, body, evidence.at, maxDays);
    for (const person of approversOf(gate, statement, evidence))
      byPerson.set(person, counts ? { evidence: statement.evidence, body } : undefined);
  }
  const counted = [...byPerson.values()].filter((one) => one !== undefined);
  const different = new Map(counted.map((one) => [one.evidence, one]));
  if (different.size < approvers) return undefined;
  return waiverFrom([...different.values()], evidence.at);
}

function waiverFrom(approvals: readonly Approval[], at: string): Waiver {
  return {
    approvers: approvals.map(({ body }) => body.approver),
    reason: approvals.map(({ body }) => body.reason).join('; '),
    expiresAt: approvals.map(({ body }) => body.expiresAt).toSorted()[0] ?? at,
    evidence: approvals.map((one) => one.evidence),
  };
}

function isInTime(statement: Stated, { expiresAt }: RiskDecision, at: string, maxDays: number): boolean {
  const isShort = Date.parse(expiresAt) - Date.parse(statement.at) <= maxDays * dayMs;
  const isOver = at >= expiresAt || (statement.expiresAt !== undefined && at >= statement.expiresAt);
  return isShort && !isOver && statement.at <= at;
}

/** People who may approve: known by name, none of those who made it, in one of the roles that the gate names. */
function approversOf(
  { waivers }: Gate,
  { evidence: id }: Stated,
  { signers, makers }: Evidence<Stated>,
): readonly string[] {
  const mayApprove = (signer: Signer): boolean =>
    isSomebodyElse(signer, makers) && (waivers?.roles === undefined || hasRole(signer, waivers.roles));
  return (signers.get(id) ?? []).filter(mayApprove).flatMap(({ person }) => person ?? []);
}
