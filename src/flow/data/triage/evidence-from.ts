// What a reviewer sees of a row: its content, what speaks against it, and the rows of its class that are most like it.
import type { FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import type { TriageItem } from '#core/dataset/data-triage';
import { rawFeatures } from '../lab/raw-features.ts';
import { contentsOf, reduceRegions, reductionOf } from './content-of.ts';
import { candidatesByClass, nearestRows } from './nearest-rows.ts';

type ItemOf = Omit<TriageItem, 'item'>;

/** Rows of the class that are shown beside a row. */
export const neighbours = 3;

/** What makes items of rows. The neighbours are of the data as they are, and nothing speaks against them. */
export async function evidenceFrom(
  original: DataSet,
  flagged: ReadonlySet<number>,
  seed: number,
): Promise<
  (
    set: DataSet,
    rows: readonly number[],
    flagOf: (at: number) => FlaggedRow | undefined,
    placeOf: (row: number) => number,
  ) => Promise<readonly ItemOf[]>
> {
  const { labels } = original;
  const features = await rawFeatures(original);
  const codes = (labels?.codes ?? new Int32Array(0)).map((code, row) => (flagged.has(row) ? -1 : code));
  const candidates = candidatesByClass(codes, labels?.names.length ?? 0, seed);
  return async (set, rows, flagOf, placeOf) => {
    const items: ItemOf[] = [];
    for (const [at, row] of rows.entries()) {
      const code = set.labels?.codes[row] ?? -1;
      const near = nearestRows(features, placeOf(row), candidates[code] ?? new Int32Array(0), neighbours);
      const [content] = await contentsOf(set, [row]);
      const around = await contentsOf(original, near);
      const flag = flagOf(at);
      if (content === undefined) continue;
      items.push({
        row: set.id(row),
        class: set.labels?.names[code] ?? '',
        from: flag === undefined ? 'sample' : 'flagged',
        ...(flag === undefined ? {} : { decision: flag.decision, score: flag.score }),
        because: reduceRegions(flag?.because ?? [], reductionOf(set)),
        ...contributionOf(set, row),
        content,
        nearest: around.map((one, place) => ({ row: original.id(near[place] ?? -1), content: one })),
      });
    }
    return items;
  };
}

function contributionOf(set: DataSet, row: number): Pick<TriageItem, 'source' | 'time'> {
  const source = set.sources?.names[set.sources.codes[row] ?? -1];
  const time = set.times?.[row] ?? Number.NaN;
  return {
    ...(source === undefined ? {} : { source }),
    ...(Number.isNaN(time) ? {} : { time: new Date(time).toISOString() }),
  };
}
