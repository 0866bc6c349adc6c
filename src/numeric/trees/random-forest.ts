// A random forest over binned columns: each tree sees a part of the rows and a part of the columns, so what is said of a row
// comes from trees that did not learn from it, and what is said without a column from trees that never had it.
import { type Random, seeded } from '../random/seeded.ts';
import type { BinnedColumn } from './binned-column.ts';
import { addShares, type DecisionTree, growTree } from './decision-tree.ts';

export interface ForestOptions {
  readonly classes: number;
  readonly trees: number;
  /** Columns a tree may have; all when absent. */
  readonly columns?: readonly number[];
  /** Share of these that a tree has, 0..1. */
  readonly columnShare: number;
  /** Rows that a tree learns from, at most. */
  readonly mostRows: number;
  readonly leastLeaf: number;
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
}

export interface RandomForest {
  readonly trees: readonly DecisionTree[];
  readonly classes: number;
  readonly codes: readonly Uint8Array[];
  readonly ordered: readonly boolean[];
  /** Per tree a bit per row: the tree learned from it. */
  readonly learned: readonly Uint8Array[];
}

/**
 * Grows the trees one after the other; the caller may let others run in between.
 * @param labels - class per row, 0..classes-1; rows of -1 are not learned from
 * @source Breiman 2001, Random Forests, section 3 (out of bag); Ho 1998 (random subspaces)
 * @limits O(trees mostRows sqrt(columns) log mostRows) work, a bit per tree and row of memory
 */
export function* growForest(
  columns: readonly BinnedColumn[],
  labels: Int32Array,
  options: ForestOptions,
): Generator<number, RandomForest> {
  const { classes, columnShare, leastLeaf, trees: wanted } = options;
  const random = seeded(options.seed);
  const usable = (options.columns ?? columns.map((_, index) => index)).filter((at) => (columns[at]?.bins ?? 0) > 1);
  const pools = poolsOf(labels, classes);
  const quotas = quotasOf(pools, options.mostRows);
  const size = Math.min(usable.length, Math.max(1, Math.round(usable.length * columnShare)));
  const trees: DecisionTree[] = [];
  const learned: Uint8Array[] = [];
  for (let tree = 0; tree < wanted; tree++) {
    const own = Int32Array.from(random.sample(usable.length, size), (at) => usable[at] ?? 0);
    const rows = drawRows(pools, quotas, random);
    learned.push(markedRows(rows, labels.length));
    trees.push(
      growTree(
        columns,
        labels,
        rows,
        {
          classes,
          columns: [...own].sort((a, b) => a - b),
          tried: Math.ceil(Math.sqrt(size)),
          leastLeaf,
          mostDepth: 24,
        },
        random,
      ),
    );
    yield (tree + 1) / wanted;
  }
  return {
    trees,
    classes,
    codes: columns.map(({ codes }) => codes),
    ordered: columns.map(({ ordered }) => ordered),
    learned,
  };
}

/** Mean shares of the classes, by the trees that did not learn from a row; NaN where all did. */
export interface Votes {
  /** Shape [rows, classes]. */
  readonly shares: Float32Array;
  readonly trees: number;
}

/**
 * @param rows - rows of the set that are asked for
 * @param without - columns that a tree must not have
 */
export function outOfBag(forest: RandomForest, rows: ArrayLike<number>, without: readonly number[] = []): Votes {
  const { classes, codes, ordered } = forest;
  const shares = new Float32Array(rows.length * classes);
  const counts = new Uint16Array(rows.length);
  let trees = 0;
  forest.trees.forEach((tree, index) => {
    if (without.some((column) => tree.columns.includes(column))) return;
    trees++;
    const marks = forest.learned[index] ?? noMarks;
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      if (((marks[row >>> 3] ?? 0) & (1 << (row & 7))) !== 0) continue;
      addShares(tree, codes, ordered, row, shares, at * classes, classes);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  });
  for (let at = 0; at < rows.length; at++) {
    const count = counts[at] ?? 0;
    for (let one = at * classes; one < (at + 1) * classes; one++) shares[one] = (shares[one] ?? 0) / count;
  }
  return { shares, trees };
}

const noMarks = new Uint8Array(0);

function poolsOf(labels: Int32Array, classes: number): readonly Int32Array[] {
  const sizes = new Int32Array(classes);
  for (const label of labels) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  const pools = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? -1;
    const pool = pools[label];
    if (pool === undefined) continue;
    const at = filled[label] ?? 0;
    pool[at] = row;
    filled[label] = at + 1;
  }
  return pools;
}

/** Small classes give two thirds of their rows, large ones what is left: a class of a thousandth would never be learned. */
function quotasOf(pools: readonly Int32Array[], most: number): readonly number[] {
  const wanted = pools.map(({ length }) => Math.ceil((length * 2) / 3));
  let low = 0;
  let high = Math.max(0, ...wanted);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (wanted.reduce((sum, one) => sum + Math.min(one, middle), 0) <= most) low = middle;
    else high = middle - 1;
  }
  return wanted.map((one) => Math.min(one, Math.max(low, 1)));
}

function drawRows(pools: readonly Int32Array[], quotas: readonly number[], random: Random): Int32Array {
  const drawn = new Int32Array(quotas.reduce((sum, one) => sum + one, 0));
  let at = 0;
  pools.forEach((pool, index) => {
    for (const place of random.sample(pool.length, quotas[index] ?? 0)) drawn[at++] = pool[place] ?? 0;
  });
  return drawn;
}

function markedRows(rows: Int32Array, count: number): Uint8Array {
  const marks = new Uint8Array((count + 7) >>> 3);
  for (const row of rows) marks[row >>> 3] = (marks[row >>> 3] ?? 0) | (1 << (row & 7));
  return marks;
}
