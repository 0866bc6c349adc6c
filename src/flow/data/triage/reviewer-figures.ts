// How much attention each reviewer paid, as far as that can be measured.
import type { DataTriage, ReviewerFigures, TriageEvent } from '#core/dataset/data-triage';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { median } from '#numeric/statistics/quantile';

type Decided = Extract<TriageEvent, { event: 'decided' }>;

/** @param seeded - attack by item; empty while the seal is closed */
export function reviewerFigures(
  triage: DataTriage,
  events: readonly TriageEvent[],
  seeded: ReadonlyMap<string, string>,
): readonly ReviewerFigures[] {
  const known = new Set(triage.items.map(({ item }) => item));
  const byReviewer = Map.groupBy(
    events.filter(({ item }) => known.has(item)),
    ({ reviewer }) => reviewer,
  );
  return [...byReviewer].flatMap(([reviewer, own]) => {
    const decisions = decisionsIn(own);
    if (decisions.length === 0) return [];
    const latest = [...new Map(decisions.map((one) => [one.item, one])).values()];
    const seconds = secondsPerDecision(own);
    const onSeeded = latest.filter(({ item }) => seeded.has(item));
    return [
      {
        reviewer,
        decisions: decisions.length,
        rejected: latest.filter(({ verb }) => verb === 'reject').length,
        ...(seconds.length === 0 ? {} : { secondsPerDecision: median(seconds) }),
        ...(onSeeded.length === 0 ? {} : { seeded: foundAmong(onSeeded) }),
      },
    ];
  });
}

export function decisionsIn(events: readonly TriageEvent[]): readonly Decided[] {
  return events.filter((event): event is Decided => event.event === 'decided');
}

/** From when the row was shown, or else from the decision before it; decisions that came in a file were not measured. */
function secondsPerDecision(events: readonly TriageEvent[]): readonly number[] {
  const shownAt = new Map<string, number>();
  const seconds: number[] = [];
  let before = Number.NaN;
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.event === 'shown') {
      shownAt.set(event.item, at);
      continue;
    }
    const took = (at - (shownAt.get(event.item) ?? before)) / 1000;
    if (event.batch === undefined && took >= 0) seconds.push(took);
    before = at;
  }
  return seconds;
}

function foundAmong(decisions: readonly Decided[]): NonNullable<ReviewerFigures['seeded']> {
  const found = decisions.filter(({ verb }) => verb !== 'accept').length;
  const { low, high } = clopperPearsonInterval(found, decisions.length);
  return { decided: decisions.length, found, low, high };
}
