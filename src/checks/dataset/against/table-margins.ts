// Rows of a table against trusted ones: a random forest is a nearest-neighbour rule that finds its own measure of likeness.
import type { TableSet } from '#core/dataset/data-set';
import { type BinnedColumn, binNames, binNumbers } from '#numeric/trees/binned-column';
import { growForest, outOfBag } from '#numeric/trees/random-forest';
import { joinTables } from './join-tables.ts';
import { type LabelMargins, largestOf, marginOf, type SharedLabels } from './label-margins.ts';

export interface TableMarginOptions {
  readonly seed: number;
  readonly pause: (share: number) => Promise<void>;
}

const trees = 100;
const mostRows = 20_000;
const chunk = 1 << 15;

/**
 * The forest learns from trusted rows alone. Of these each is asked about by the trees that did not learn from it, new ones by all.
 * @source Breiman 2001, section 3.1 (out of bag); Lin, Jeon 2006, Random forests and adaptive nearest neighbors
 */
export async function tableMargins(
  fresh: TableSet,
  trusted: TableSet,
  labels: SharedLabels,
  { seed, pause }: TableMarginOptions,
): Promise<LabelMargins> {
  const { columns, count, notes } = joinTables(trusted, fresh);
  const binned: BinnedColumn[] = columns.map((column) =>
    column.kind === 'number' ? binNumbers(column.values, seed) : binNames(column.values.codes),
  );
  const all = new Int32Array(count).fill(-1);
  all.set(labels.trusted);
  const options = { classes: labels.names.length, trees, columnShare: 0.5, mostRows, leastLeaf: 2, seed };
  const growing = growForest(binned, all, options);
  let step = growing.next();
  for (; step.done !== true; step = growing.next()) await pause(0.6 * step.value);
  const margins = new Float64Array(count).fill(Number.NaN);
  const predicted = new Int32Array(fresh.count).fill(-1);
  const classes = labels.names.length;
  for (let from = 0; from < count; from += chunk) {
    const rows = Int32Array.from({ length: Math.min(chunk, count - from) }, (_, at) => from + at);
    const { shares } = outOfBag(step.value, rows);
    for (const [at, row] of rows.entries()) {
      const own = shares.subarray(at * classes, (at + 1) * classes);
      const place = row - trusted.count;
      margins[row] = marginOf(own, place < 0 ? (labels.trusted[row] ?? -1) : (labels.fresh[place] ?? -1));
      if (place >= 0) predicted[place] = largestOf(own);
    }
    await pause(0.6 + (0.4 * (from + rows.length)) / count);
  }
  return {
    how: 'votes of a random forest that learnt from the trusted rows',
    parameters: { trees, columns: columns.length },
    folds: [
      { good: margins.subarray(0, trusted.count), goodLabels: labels.trusted, asked: margins.subarray(trusted.count) },
    ],
    predicted,
    notes,
  };
}
