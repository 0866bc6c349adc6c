// What other rows say of the label of each row: a random forest of which only those trees are asked that did not learn from it.
import type { Column } from '#core/dataset/data-set';
import { type BinnedColumn, binNames, binNumbers } from '#numeric/trees/binned-column';
import { growForest, outOfBag, type RandomForest } from '#numeric/trees/random-forest';

export interface ClassModel {
  readonly columns: readonly BinnedColumn[];
  readonly forest: RandomForest;
  /** Class per row, -1 for none. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** The class that most trees vote for; -1 where no tree could be asked. */
  readonly predicted: Int32Array;
  /**
   * 0..9: rows that are predicted to be of the same class in ten equal parts, the most certain first. Where the classes overlap, wrong
   * labels and right ones are in the last parts together; the first ones are far from any border.
   */
  readonly band: Uint8Array;
  /** Share of the votes for the label that the row has, NaN without one. */
  readonly support: Float32Array;
}

export const bands = 10;
const mostTrees = 100;
const leastTrees = 30;
/** Trees times classes: leaves hold a share per class. */
const mostShares = 3000;
/** Rows that a tree learns from. */
const mostRows = 20_000;
const chunk = 1 << 15;

export interface ClassModelOptions {
  readonly seed: number;
  /** Called between pieces of work; may let others run, or throw to end it. */
  readonly pause: (share: number) => Promise<void>;
}

/**
 * @param labels - class per row, -1 for none
 * @source Breiman 2001, section 3.1 (out of bag); Ho 1998 (each tree has half of the columns)
 */
export async function learnClasses(
  columns: readonly Column[],
  labels: Int32Array,
  classes: number,
  { seed, pause }: ClassModelOptions,
): Promise<ClassModel> {
  const binned: BinnedColumn[] = [];
  for (const column of columns) {
    binned.push(column.kind === 'number' ? binNumbers(column.values, seed) : binNames(column.values.codes));
    await pause((0.2 * binned.length) / columns.length);
  }
  const trees = Math.max(leastTrees, Math.min(mostTrees, Math.floor(mostShares / classes)));
  const growing = growForest(binned, labels, { classes, trees, columnShare: 0.5, mostRows, leastLeaf: 3, seed });
  let step = growing.next();
  for (; step.done !== true; step = growing.next()) await pause(0.2 + 0.4 * step.value);
  return ask(binned, step.value, labels, pause);
}

async function ask(
  columns: readonly BinnedColumn[],
  forest: RandomForest,
  labels: Int32Array,
  pause: (share: number) => Promise<void>,
): Promise<ClassModel> {
  const { length } = labels;
  const { classes } = forest;
  const predicted = new Int32Array(length).fill(-1);
  const certainty = new Float32Array(length);
  const support = new Float32Array(length).fill(Number.NaN);
  for (let from = 0; from < length; from += chunk) {
    const rows = Int32Array.from({ length: Math.min(chunk, length - from) }, (_, at) => from + at);
    const { shares } = outOfBag(forest, rows);
    for (const row of rows) {
      const at = (row - from) * classes;
      let best = 0;
      for (let one = 1; one < classes; one++) if ((shares[at + one] ?? 0) > (shares[at + best] ?? 0)) best = one;
      const votes = shares[at + best] ?? Number.NaN;
      if (Number.isNaN(votes)) continue;
      predicted[row] = best;
      certainty[row] = votes;
      const label = labels[row] ?? -1;
      if (label >= 0) support[row] = shares[at + label] ?? 0;
    }
    await pause(0.6 + (0.4 * (from + rows.length)) / length);
  }
  return { columns, forest, labels, classes, predicted, band: bandsOf(predicted, certainty, classes), support };
}

/** By counting: certainties are 0..1, and a thousandth is fine enough. */
function bandsOf(predicted: Int32Array, certainty: Float32Array, classes: number): Uint8Array {
  const steps = 1024;
  const counts = new Int32Array(classes * (steps + 1));
  const cellOf = (row: number): number =>
    (predicted[row] ?? 0) * (steps + 1) + steps - Math.round((certainty[row] ?? 0) * steps);
  const totals = new Int32Array(classes);
  for (let row = 0; row < predicted.length; row++) {
    const one = predicted[row] ?? -1;
    if (one < 0) continue;
    counts[cellOf(row)] = (counts[cellOf(row)] ?? 0) + 1;
    totals[one] = (totals[one] ?? 0) + 1;
  }
  // From counts to the place at which the next row of a cell stands among those of its class.
  for (let one = 0; one < classes; one++) {
    let sum = 0;
    for (let cell = one * (steps + 1); cell < (one + 1) * (steps + 1); cell++) {
      const here = counts[cell] ?? 0;
      counts[cell] = sum;
      sum += here;
    }
  }
  const band = new Uint8Array(predicted.length);
  for (let row = 0; row < predicted.length; row++) {
    const one = predicted[row] ?? -1;
    if (one < 0) continue;
    const place = counts[cellOf(row)] ?? 0;
    counts[cellOf(row)] = place + 1;
    band[row] = Math.min(bands - 1, Math.floor((place * bands) / Math.max(1, totals[one] ?? 1)));
  }
  return band;
}
