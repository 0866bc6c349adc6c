// What is wrong with a review: decisions in bulk, reviewers of their own work, defects that passed, data nobody looked at.
import type { DataTriageReport, ReviewerFigures, TriageEvent, TriageStanding } from '#core/dataset/data-triage';
import { isLabeller } from './fold-decisions.ts';
import type { OpenedTriage } from './open-triage.ts';
import { decisionsIn } from './reviewer-figures.ts';

type Finding = DataTriageReport['findings'][number];

/** So many decisions one after the other, each within this time of the one before: nobody looked at them. */
const bulkDecisions = 10;
const bulkSeconds = 2;
/** Seeded defects found: below this share a review shows little. */
const leastAttention = 0.8;

/** @param standings - of all items, seeded ones too */
export function reviewFindings(
  { triage, events, damaged }: OpenedTriage,
  reviewers: readonly ReviewerFigures[],
  standings: readonly TriageStanding[],
): readonly Finding[] {
  const byReviewer = Map.groupBy(events, ({ reviewer }) => reviewer);
  return [
    ...[...byReviewer].flatMap(([reviewer, own]) => [
      ...bulkOf(reviewer, own),
      ...batchesOf(reviewer, own),
      ...sameReason(reviewer, own),
    ]),
    ...ownWork(triage.items, events),
    ...reviewers.flatMap(inattention),
    ...one(
      'disputed',
      standings.filter(({ state }) => state === 'disputed').length,
      (count) => `${count} rows are decided differently by different reviewers`,
    ),
    ...one(
      'damaged-decisions',
      damaged,
      (count) => `${count} lines of the decisions cannot be read; what they said does not count`,
    ),
  ];
}

function bulkOf(reviewer: string, events: readonly TriageEvent[]): readonly Finding[] {
  const times = decisionsIn(events)
    .filter(({ batch }) => batch === undefined)
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b);
  const findings: Finding[] = [];
  for (let first = 0, last = 0; first < times.length; first = last + 1) {
    last = first;
    while (last + 1 < times.length && (times[last + 1] ?? 0) - (times[last] ?? 0) < bulkSeconds * 1000) last++;
    const count = last - first + 1;
    if (count < bulkDecisions) continue;
    const seconds = ((times[last] ?? 0) - (times[first] ?? 0)) / 1000;
    const at = new Date(times[first] ?? 0).toISOString();
    findings.push({
      finding: 'bulk-decisions',
      text: `${reviewer} decided ${count} rows in ${seconds} seconds, from ${at} on`,
    });
  }
  return findings;
}

function batchesOf(reviewer: string, events: readonly TriageEvent[]): readonly Finding[] {
  const batches = Map.groupBy(
    decisionsIn(events).filter(({ batch }) => batch !== undefined),
    ({ at }) => at,
  );
  return [...batches].flatMap(([at, decisions]): readonly Finding[] => {
    const declared = decisions.flatMap(({ declaredSeconds }) => declaredSeconds ?? []);
    const quick = declared.filter((seconds) => seconds < bulkSeconds).length;
    if (decisions.length < bulkDecisions || (declared.length === decisions.length && quick < bulkDecisions)) return [];
    const time =
      declared.length === 0
        ? 'nobody says how long they took'
        : `${quick} of them in under ${bulkSeconds} seconds, as the reviewer says`;
    return [
      {
        finding: 'bulk-decisions',
        text: `${reviewer} handed in ${decisions.length} decisions in one file at ${at}; ${time}`,
      },
    ];
  });
}

/** One reason for everything is none. */
function sameReason(reviewer: string, events: readonly TriageEvent[]): readonly Finding[] {
  const decisions = decisionsIn(events);
  const reasons = new Set(decisions.map(({ reason }) => reason.toLowerCase()));
  if (decisions.length < 3 * bulkDecisions || reasons.size > 1) return [];
  return [{ finding: 'same-reason', text: `${reviewer} gave the same reason for all ${decisions.length} decisions` }];
}

function ownWork(items: OpenedTriage['triage']['items'], events: readonly TriageEvent[]): readonly Finding[] {
  const byItem = new Map(items.map((item) => [item.item, item]));
  const own = decisionsIn(events).filter(({ item, reviewer }) => {
    const decided = byItem.get(item);
    return decided !== undefined && isLabeller(decided, reviewer);
  });
  return [...Map.groupBy(own, ({ reviewer }) => reviewer)].map(([reviewer, decisions]) => ({
    finding: 'reviewer-is-labeller',
    text: `${reviewer} decided on ${decisions.length} rows that came from ${reviewer}`,
  }));
}

function inattention({ reviewer, seeded }: ReviewerFigures): readonly Finding[] {
  if (seeded === undefined || seeded.found >= leastAttention * seeded.decided) return [];
  return [{ finding: 'missed-defects', text: `${reviewer} found ${seeded.found} of ${seeded.decided} seeded defects` }];
}

function one(finding: string, count: number, text: (count: number) => string): readonly Finding[] {
  return count === 0 ? [] : [{ finding, text: text(count) }];
}
