// How many rows each contributor has, and how many of them are flagged.
import type { FlaggedRow, ScannedSource } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';

/** Ready to be spread into a report; empty where nobody is named. */
export function countSources(
  { sources, count, id }: DataSet,
  flagged: readonly FlaggedRow[],
): { readonly sources?: readonly ScannedSource[] } {
  if (sources === undefined) return {};
  const byRow = new Map<RowId, FlaggedRow>(flagged.map((row) => [row.row, row]));
  const counts = sources.names.map((source) => ({ source, rows: 0, backdoor: 0, sabotage: 0 }));
  for (let row = 0; row < count; row++) {
    const own = counts[sources.codes[row] ?? -1];
    if (own === undefined) continue;
    own.rows += 1;
    const flag = byRow.size === 0 ? undefined : byRow.get(id(row));
    if (flag !== undefined) own[flag.category] += 1;
  }
  const found = counts.filter(({ rows }) => rows > 0);
  found.sort((a, b) => b.backdoor + b.sabotage - a.backdoor - a.sabotage || b.rows - a.rows);
  return { sources: found.slice(0, mostListed) };
}

const mostListed = 1000;
