// Where every item of a queue stands, by all that was decided so far.
import type { DataTriage, TriageEvent, TriageItem, TriageStanding } from '#core/dataset/data-triage';

type Decided = Extract<TriageEvent, { event: 'decided' }>;

/** In the order of the queue. */
export function foldDecisions(
  { items, twoPersons }: DataTriage,
  events: readonly TriageEvent[],
): readonly TriageStanding[] {
  const byItem = Map.groupBy(events.filter(isDecided), ({ item }) => item);
  return items.map((item) => standingOf(item, byItem.get(item.item) ?? [], twoPersons ? 2 : 1));
}

function isDecided(event: TriageEvent): event is Decided {
  return event.event === 'decided';
}

function standingOf(item: TriageItem, decisions: readonly Decided[], wanted: number): TriageStanding {
  // The last word of each reviewer counts.
  const latest = [...new Map(decisions.map((one) => [one.reviewer.toLowerCase(), one])).values()];
  // Who labelled a row does not make up half of two persons who check it.
  const counted = wanted > 1 ? latest.filter(({ reviewer }) => !isLabeller(item, reviewer)) : latest;
  const [first] = counted;
  const agree = counted.every((one) => one.verb === first?.verb && one.class === first.class);
  const state = !agree
    ? 'disputed'
    : counted.length === 0
      ? 'open'
      : counted.length < wanted
        ? 'second-wanted'
        : 'decided';
  return {
    item: item.item,
    row: item.row,
    from: item.from,
    state,
    ...(state === 'decided' && first !== undefined ? { verb: first.verb } : {}),
    ...(state === 'decided' && first?.class !== undefined ? { class: first.class } : {}),
    reviewers: latest.map(({ reviewer }) => reviewer),
    reasons: [...new Set(latest.map(({ reason }) => reason))],
  };
}

/** Whether the reviewer is the source of the row. */
export function isLabeller({ source }: TriageItem, reviewer: string): boolean {
  return source !== undefined && source.toLowerCase() === reviewer.toLowerCase();
}

/** The first item that this reviewer has not decided and that still wants a decision, from `start` on. */
export function nextItem(triage: DataTriage, events: readonly TriageEvent[], reviewer: string): TriageItem | undefined {
  const standings = foldDecisions(triage, events);
  const own = reviewer.toLowerCase();
  return triage.items.find((item, at) => {
    const standing = standings[at];
    if (standing === undefined || standing.state === 'decided') return false;
    if (standing.reviewers.some((one) => one.toLowerCase() === own)) return false;
    return !(triage.twoPersons && isLabeller(item, reviewer));
  });
}
