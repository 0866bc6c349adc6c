// A waiver: enough people who did not make the asset accept, with a reason and an end, that a requirement is not met. It is a
// `risk-decision` of each of them about `GATE/REQUIREMENT`; nothing is hidden by it, the decision becomes an exception.
import { isExpired, isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import type { Evidence } from './evidence.ts';
import type { Gate, Requirement } from './gate.ts';

export interface Waiver {
  readonly approvers: readonly string[];
  readonly reason: string;
  /** The earliest end of those that make it up. */
  readonly expiresAt: string;
  readonly evidence: readonly Sha256[];
}

const dayMs = 86_400_000;

/** What a waiver of the requirement has to be about. */
export function waiverSubject(gate: Gate, requirement: Requirement): string {
  return `${gate.name}/${requirement.id}`;
}

export function waiverOf(gate: Gate, requirement: Requirement, evidence: Evidence): Waiver | undefined {
  if (gate.waivers === undefined) return undefined;
  const { approvers, maxDays } = gate.waivers;
  const id = waiverSubject(gate, requirement);
  const found = evidence.statements.flatMap((statement) => {
    if (!isOfKind(statement, riskDecision)) return [];
    const { about, decision, assets, expiresAt } = statement.body;
    const isAbout = about.kind === 'requirement' && about.id === id && assets.includes(evidence.asset);
    const isShort = Date.parse(expiresAt) - Date.parse(statement.at) <= maxDays * dayMs;
    const isOver = evidence.at >= expiresAt || isExpired(statement, evidence.at);
    return isAbout && decision === 'accept' && isShort && !isOver ? [statement] : [];
  });
  // Each key once: two approvals by one key are one approver.
  const byKey = new Map<Sha256, (typeof found)[number]>();
  for (const statement of found) {
    for (const key of statement.signedBy) if (!evidence.makers.includes(key)) byKey.set(key, statement);
  }
  const counted = [...new Set(byKey.values())];
  if (byKey.size < approvers || counted.length < approvers) return undefined;
  return {
    approvers: counted.map(({ body }) => body.approver),
    reason: counted.map(({ body }) => body.reason).join('; '),
    expiresAt: counted.map(({ body }) => body.expiresAt).toSorted()[0] ?? evidence.at,
    evidence: counted.map((statement) => statement.evidence),
  };
}
