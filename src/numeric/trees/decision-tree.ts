// One tree of a forest: splits of binned columns by the Gini impurity, shares of the classes at its leaves.
import type { Random } from '../random/seeded.ts';
import type { BinnedColumn } from './binned-column.ts';

/** Nodes as arrays: node n is a leaf when `column[n]` is -1. */
export interface DecisionTree {
  readonly column: Int16Array;
  /** Ordered: bins up to this go left. Names: this bin goes left. */
  readonly bin: Uint8Array;
  /** The other child is the next one. */
  readonly left: Int32Array;
  /** Shares of the classes at the node, shape [nodes, classes]; rows of splits are not set. */
  readonly shares: Float32Array;
  readonly columns: readonly number[];
}

export interface TreeOptions {
  readonly classes: number;
  /** Columns that the tree may use. */
  readonly columns: readonly number[];
  /** Of these, how many are tried at a split. */
  readonly tried: number;
  readonly leastLeaf: number;
  readonly mostDepth: number;
}

/**
 * @param labels - class per row of the set, 0..classes-1
 * @param rows - rows to learn from; put in another order
 * @source Breiman 2001, Random Forests; Breiman et al. 1984 for the splits
 */
export function growTree(
  columns: readonly BinnedColumn[],
  labels: Int32Array,
  rows: Int32Array,
  options: TreeOptions,
  random: Random,
): DecisionTree {
  return new Grower(columns, labels, rows, options, random).grow();
}

/** Adds the shares of the leaf that the row falls into. @param at - where the shares of the row begin in `sums` */
export function addShares(
  tree: DecisionTree,
  codes: readonly Uint8Array[],
  ordered: readonly boolean[],
  row: number,
  sums: Float32Array,
  at: number,
  classes: number,
): void {
  let node = 0;
  let column = tree.column[0] ?? -1;
  while (column >= 0) {
    const code = codes[column]?.[row] ?? 0;
    const bin = tree.bin[node] ?? 0;
    const goesLeft = ordered[column] === true ? code <= bin : code === bin;
    node = (tree.left[node] ?? 0) + (goesLeft ? 0 : 1);
    column = tree.column[node] ?? -1;
  }
  const from = node * classes;
  for (let one = 0; one < classes; one++) sums[at + one] = (sums[at + one] ?? 0) + (tree.shares[from + one] ?? 0);
}

interface Split {
  readonly column: number;
  readonly bin: number;
}

class Grower {
  readonly #columns: readonly BinnedColumn[];
  readonly #labels: Int32Array;
  readonly #rows: Int32Array;
  readonly #options: TreeOptions;
  readonly #random: Random;
  readonly #candidates: Int32Array;
  readonly #histogram: Int32Array;
  readonly #totals: Int32Array;
  readonly #left: Int32Array;
  readonly #column: number[] = [];
  readonly #bin: number[] = [];
  readonly #child: number[] = [];
  readonly #shares: number[] = [];

  constructor(
    columns: readonly BinnedColumn[],
    labels: Int32Array,
    rows: Int32Array,
    options: TreeOptions,
    random: Random,
  ) {
    this.#columns = columns;
    this.#labels = labels;
    this.#rows = rows;
    this.#options = options;
    this.#random = random;
    this.#candidates = Int32Array.from(options.columns);
    this.#histogram = new Int32Array(256 * options.classes);
    this.#totals = new Int32Array(options.classes);
    this.#left = new Int32Array(options.classes);
  }

  grow(): DecisionTree {
    this.#addNode();
    const open = [{ node: 0, from: 0, to: this.#rows.length, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, from, to, depth } = next;
      const split = this.#bestSplit(from, to, depth);
      if (split === undefined) {
        this.#closeLeaf(node, to - from);
        continue;
      }
      const middle = this.#partition(split, from, to);
      const left = this.#addNode();
      const right = this.#addNode();
      this.#column[node] = split.column;
      this.#bin[node] = split.bin;
      this.#child[node] = left;
      open.push(
        { node: left, from, to: middle, depth: depth + 1 },
        { node: right, from: middle, to, depth: depth + 1 },
      );
    }
    return {
      column: Int16Array.from(this.#column),
      bin: Uint8Array.from(this.#bin),
      left: Int32Array.from(this.#child),
      shares: Float32Array.from(this.#shares),
      columns: this.#options.columns,
    };
  }

  #addNode(): number {
    this.#column.push(-1);
    this.#bin.push(0);
    this.#child.push(0);
    for (let one = 0; one < this.#options.classes; one++) this.#shares.push(0);
    return this.#column.length - 1;
  }

  /** The totals are those of the node, from `#bestSplit`. */
  #closeLeaf(node: number, size: number): void {
    const { classes } = this.#options;
    for (let one = 0; one < classes; one++) {
      this.#shares[node * classes + one] = (this.#totals[one] ?? 0) / Math.max(1, size);
    }
  }

  #bestSplit(from: number, to: number, depth: number): Split | undefined {
    const { leastLeaf, mostDepth, tried } = this.#options;
    const totals = this.#totals.fill(0);
    for (let at = from; at < to; at++) {
      const label = this.#labels[this.#rows[at] ?? 0] ?? 0;
      totals[label] = (totals[label] ?? 0) + 1;
    }
    const size = to - from;
    if (size < 2 * leastLeaf || depth >= mostDepth || totals.includes(size)) return undefined;
    const candidates = this.#candidates;
    let best: Split | undefined;
    let bestGain = purity(totals, size) + 1e-9;
    for (let done = 0; done < candidates.length && (done < tried || best === undefined); done++) {
      const other = done + this.#random.integer(candidates.length - done);
      const column = candidates[other] ?? 0;
      candidates[other] = candidates[done] ?? 0;
      candidates[done] = column;
      const gain = this.#tryColumn(column, from, to, bestGain);
      if (gain === undefined) continue;
      bestGain = gain.value;
      best = { column, bin: gain.bin };
    }
    return best;
  }

  #tryColumn(index: number, from: number, to: number, toBeat: number): { value: number; bin: number } | undefined {
    const column = this.#columns[index];
    if (column === undefined) return undefined;
    const { classes, leastLeaf } = this.#options;
    const { codes, bins, ordered } = column;
    const histogram = this.#histogram;
    histogram.fill(0, 0, bins * classes);
    const rows = this.#rows;
    const labels = this.#labels;
    for (let at = from; at < to; at++) {
      const row = rows[at] ?? 0;
      const cell = (codes[row] ?? 0) * classes + (labels[row] ?? 0);
      histogram[cell] = (histogram[cell] ?? 0) + 1;
    }
    const size = to - from;
    const left = this.#left.fill(0);
    let leftSize = 0;
    let found: { value: number; bin: number } | undefined;
    let best = toBeat;
    for (let bin = 0; bin < bins - (ordered ? 1 : 0); bin++) {
      if (!ordered) {
        left.fill(0);
        leftSize = 0;
      }
      let here = 0;
      for (let one = 0; one < classes; one++) {
        const count = histogram[bin * classes + one] ?? 0;
        left[one] = (left[one] ?? 0) + count;
        here += count;
      }
      if (here === 0) continue;
      leftSize += here;
      if (leftSize < leastLeaf || size - leftSize < leastLeaf) continue;
      const value = splitPurity(left, leftSize, this.#totals, size);
      if (value > best) {
        best = value;
        found = { value, bin };
      }
    }
    return found;
  }

  #partition({ column, bin }: Split, from: number, to: number): number {
    const rows = this.#rows;
    const { codes, ordered } = this.#columns[column] ?? noColumn;
    let low = from;
    let high = to - 1;
    while (low <= high) {
      const row = rows[low] ?? 0;
      const code = codes[row] ?? 0;
      if (ordered ? code <= bin : code === bin) {
        low++;
      } else {
        rows[low] = rows[high] ?? 0;
        rows[high] = row;
        high--;
      }
    }
    return low;
  }
}

/** The sum of squared counts over the size: the Gini impurity is 1 minus this, over the size. */
function purity(counts: Int32Array, size: number): number {
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum / size;
}

function splitPurity(left: Int32Array, leftSize: number, totals: Int32Array, size: number): number {
  let squaresLeft = 0;
  let squaresRight = 0;
  for (let one = 0; one < left.length; one++) {
    const here = left[one] ?? 0;
    const there = (totals[one] ?? 0) - here;
    squaresLeft += here * here;
    squaresRight += there * there;
  }
  return squaresLeft / leftSize + squaresRight / (size - leftSize);
}

const noColumn: BinnedColumn = { codes: new Uint8Array(0), bins: 1, ordered: true };
