// What flagged rows have in common.
import type { Coding, DataSet } from '#core/dataset/data-set';
import type { TriageGroup } from '#core/dataset/data-triage';

/** Groups that are listed of each kind, those with the most flagged rows first. */
const mostGroups = 50;

/** @param flagged - rows of the set */
export function groupsOf(
  { labels, sources, times, count }: DataSet,
  flagged: readonly number[],
): readonly TriageGroup[] {
  const days = times === undefined ? undefined : codeDays(times);
  return [
    ...(labels === undefined ? [] : groupBy('class', labels, flagged, count)),
    ...(sources === undefined ? [] : groupBy('source', sources, flagged, count)),
    ...(days === undefined ? [] : groupBy('day', days, flagged, count)),
  ];
}

function groupBy(
  by: TriageGroup['by'],
  { names, codes }: Coding,
  flagged: readonly number[],
  count: number,
): readonly TriageGroup[] {
  const rows = new Float64Array(names.length);
  const marked = new Float64Array(names.length);
  for (let row = 0; row < count; row++) rows[codes[row] ?? -1] = (rows[codes[row] ?? -1] ?? 0) + 1;
  for (const row of flagged) marked[codes[row] ?? -1] = (marked[codes[row] ?? -1] ?? 0) + 1;
  return names
    .map((name, code) => ({ by, name, flagged: marked[code] ?? 0, rows: rows[code] ?? 0 }))
    .filter((group) => group.flagged > 0)
    .toSorted((a, b) => b.flagged - a.flagged)
    .slice(0, mostGroups);
}

function codeDays(times: Float64Array): Coding {
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(times, (time) => {
    if (Number.isNaN(time)) return -1;
    const day = new Date(time).toISOString().slice(0, 10);
    const code = codeOf.get(day) ?? codeOf.size;
    codeOf.set(day, code);
    return code;
  });
  return { names: [...codeOf.keys()], codes };
}
