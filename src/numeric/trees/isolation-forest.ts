// How few random cuts set a row apart from all others.
import { type Random, seeded } from '../random/seeded.ts';

interface IsolationTree {
  /** Column of a cut; -1 at a leaf. */
  readonly column: Int32Array;
  /** Rows below this go to `left`, others to the next node after it; at a leaf the rest of the path length. */
  readonly cut: Float64Array;
  readonly left: Int32Array;
}

export interface IsolationForest {
  /** 0..1: about .5 for ordinary rows, towards 1 for rows that are soon alone. */
  readonly score: (row: number) => number;
}

const drawn = 256;

/**
 * @param columns - numbers per column; NaN counts as below every cut
 * @param rows - rows to draw from
 * @source Liu, Ting, Zhou 2008, Isolation Forest, algorithms 1 to 3 and equation 2
 */
export function isolationForest(
  columns: readonly (Float64Array | Float32Array)[],
  rows: Int32Array,
  { trees, seed }: { readonly trees: number; readonly seed: number },
): IsolationForest {
  const random = seeded(seed, 9);
  const size = Math.min(drawn, rows.length);
  const grown = Array.from({ length: trees }, () => {
    const own = Int32Array.from(random.sample(rows.length, size), (at) => rows[at] ?? 0);
    return grow(columns, own, Math.ceil(Math.log2(Math.max(2, size))), random);
  });
  const usual = averagePath(size);
  return {
    score: (row) => {
      let sum = 0;
      for (const tree of grown) sum += pathLength(tree, columns, row);
      return usual === 0 ? 0 : 2 ** (-sum / grown.length / usual);
    },
  };
}

function grow(
  columns: readonly (Float64Array | Float32Array)[],
  rows: Int32Array,
  mostDepth: number,
  random: Random,
): IsolationTree {
  const column: number[] = [-1];
  const cut: number[] = [0];
  const left: number[] = [0];
  const open = [{ node: 0, rows, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const chosen = next.depth < mostDepth && next.rows.length > 1 ? chooseCut(columns, next.rows, random) : undefined;
    if (chosen === undefined) {
      cut[next.node] = next.depth + averagePath(next.rows.length);
      continue;
    }
    const values = columns[chosen.column] ?? noValues;
    const below = next.rows.filter((row) => !((values[row] ?? Number.NaN) >= chosen.at));
    const above = next.rows.filter((row) => (values[row] ?? Number.NaN) >= chosen.at);
    const child = column.length;
    column.push(-1, -1);
    cut.push(0, 0);
    left.push(0, 0);
    column[next.node] = chosen.column;
    cut[next.node] = chosen.at;
    left[next.node] = child;
    open.push(
      { node: child, rows: below, depth: next.depth + 1 },
      { node: child + 1, rows: above, depth: next.depth + 1 },
    );
  }
  return { column: Int32Array.from(column), cut: Float64Array.from(cut), left: Int32Array.from(left) };
}

function chooseCut(
  columns: readonly (Float64Array | Float32Array)[],
  rows: Int32Array,
  random: Random,
): { readonly column: number; readonly at: number } | undefined {
  // A few columns may have one value only among these rows.
  for (let attempt = 0; attempt < 8; attempt++) {
    const column = random.integer(columns.length);
    const values = columns[column] ?? noValues;
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = values[row] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const at = low + (high - low) * random.uniform();
    if (high > low && at > low) return { column, at };
  }
  return undefined;
}

function pathLength(tree: IsolationTree, columns: readonly (Float64Array | Float32Array)[], row: number): number {
  let node = 0;
  let column = tree.column[0] ?? -1;
  while (column >= 0) {
    const isAbove = (columns[column]?.[row] ?? Number.NaN) >= (tree.cut[node] ?? 0);
    node = (tree.left[node] ?? 0) + (isAbove ? 1 : 0);
    column = tree.column[node] ?? -1;
  }
  return tree.cut[node] ?? 0;
}

/** Mean length of an unsuccessful search in a binary search tree of n. */
function averagePath(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (Math.log(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}

const noValues = new Float64Array(0);
