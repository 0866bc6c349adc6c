// A right was given in an emergency, against a rule, and nobody has looked at it since.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { GrantFact } from '#core/audit/audit-facts';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'unreviewed-emergency',
  question: 'Was every right that was given in an emergency looked at afterwards, by somebody else than who got it?',
  why: 'Break-glass access is the way around every rule; it is safe only as long as each use is looked at.',
  remedy:
    'assay attest GRANT --kind risk-decision, or an incident that names the grant, signed by somebody else than who got it.',
  severity: 'high',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    const unjudged: string[] = [];
    const reviews = history.entries.filter(({ event }) => reviewKinds.has(event.kind) && event.standing === 'verified');
    for (const entry of history.entries) {
      const { fact } = entry;
      if (fact?.is !== 'grant' || fact.action !== 'grant' || !fact.isException) continue;
      const due = Date.parse(entry.event.at) + history.settings.reviewDays * 86_400_000;
      const review = findReview(history, reviews, entry, fact);
      if (review !== undefined && Date.parse(review.event.at) <= due) continue;
      if (review === undefined && Date.parse(history.now) < due) {
        unjudged.push(`entry ${entry.event.logIndex}: the review of this emergency is not due yet`);
        continue;
      }
      anomalies.push(anomalyOf(entry, fact, review, history.settings.reviewDays));
    }
    return { anomalies, unjudged };
  },
};

/** A statement that names the grant, by another person than who got it. */
function findReview(
  history: AuditHistory,
  reviews: readonly AuditEntry[],
  grant: AuditEntry,
  fact: GrantFact,
): AuditEntry | undefined {
  const grantee = history.personAt(fact.identity, grant.event.logIndex);
  return reviews.find(
    ({ event, touches }) =>
      event.logIndex > grant.event.logIndex &&
      touches.includes(grant.event.statement) &&
      history.personAt(event.actor, event.logIndex) !== grantee,
  );
}

function anomalyOf(grant: AuditEntry, fact: GrantFact, review: AuditEntry | undefined, days: number): Anomaly {
  const how = review === undefined ? 'nobody has' : `it came late, in entry ${review.event.logIndex}`;
  return {
    severity: 'high',
    entries: [grant.event.logIndex, ...(review === undefined ? [] : [review.event.logIndex])],
    at: grant.event.at,
    actor: fact.identity,
    explanation: `${fact.identity} was given ${fact.permits.join(', ')} in ${fact.zone ?? 'an asset'} as an exception; within ${days} days somebody else has to look at it, and ${how}`,
  };
}

const reviewKinds: ReadonlySet<string> = new Set(['risk-decision', 'incident', 'control-review']);
