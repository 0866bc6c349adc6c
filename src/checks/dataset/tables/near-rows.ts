// Rows that say nearly the same: copies with a little noise, or written with fewer digits. Found by a hash of the cells that numbers fall
// into, several times with other cells, then compared column by column.
import type { Column, NumberColumn } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { robustScale } from '#numeric/statistics/quantile';

export interface NearRows {
  /** The row, an earlier one that is nearly the same. */
  readonly pairs: readonly (readonly [number, number])[];
  /** How far two numbers may be apart, in robust standard deviations of their column. */
  readonly tolerance: number;
  /** Comparisons that were left out because too many rows fell into one cell: pairs may be missing. */
  readonly skipped: number;
  /** Why nothing could be looked for. */
  readonly why?: string;
}

/** Columns of numbers with so many different values in the sample are measured; all others have to agree exactly. */
const leastValues = 50;
const leastMeasured = 3;
const mostTolerance = 0.01;
/** Pairs of unlike rows that may lie within the tolerance by chance, in the whole set. */
const chancePairs = 0.02;
const tables = 6;
const mostHashed = 8;
/** Width of a cell over the tolerance: two near numbers fall into one with a chance of 15/16. */
const cellWidth = 16;
const mostCompared = 32;
const sampled = 5000;

interface Measured {
  readonly values: NumberColumn['values'];
  readonly deviation: number;
}

/**
 * Rows that repeat an earlier one are left out: they are the same, not nearly so. A near pair that differs by
 * half a tolerance in every column is met with a chance of .98, one that differs less nearly always.
 * @param firstOf - per row the first that says the same
 * @source Datar et al. 2004 (hashes by cells of a width); Leskovec, Rajaraman, Ullman, chapter 3.6 (several tables)
 * @limits work in proportion to rows x hashed columns x tables; in a cell a row is compared with the 32 before it at most
 */
export function findNearRows(columns: readonly Column[], count: number, firstOf: Int32Array, seed: number): NearRows {
  const measured: Measured[] = [];
  const exact: Column[] = [];
  for (const column of columns) {
    const scale = column.kind === 'number' ? spreadOf(column, count, seed) : undefined;
    if (scale === undefined || column.kind !== 'number') exact.push(column);
    else measured.push({ values: column.values, deviation: scale });
  }
  const independent = independentColumns(measured, count, seed);
  const none = { pairs: [], tolerance: 0, skipped: 0 };
  if (independent < leastMeasured)
    return { ...none, why: `fewer than ${leastMeasured} columns of numbers say something of their own` };
  // Two unlike rows agree in one column of normal numbers with a chance of .56 tolerances on either side.
  const tolerance = Math.min(mostTolerance, (2 * chancePairs) ** (1 / independent) / count ** (2 / independent) / 1.13);
  const found = new Map<number, number>();
  let skipped = 0;
  const heads = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(2, count))));
  const next = new Int32Array(count);
  for (let table = 0; table < tables; table++) {
    const { low, high } = hashRows(measured, exact, count, tolerance, seed, table);
    heads.fill(-1);
    for (let row = 0; row < count; row++) {
      if (firstOf[row] !== row) continue;
      const slot = (low[row] ?? 0) & (heads.length - 1);
      let other = heads[slot] ?? -1;
      next[row] = other;
      heads[slot] = row;
      if (found.has(row)) continue;
      for (let looks = 0; other >= 0; other = next[other] ?? -1) {
        if (low[other] !== low[row] || high[other] !== high[row]) continue;
        if (isNear(measured, exact, other, row, tolerance)) {
          found.set(row, other);
          break;
        }
        looks += 1;
        if (looks === mostCompared) {
          skipped += 1;
          break;
        }
      }
    }
  }
  return { pairs: [...found].sort(([a], [b]) => a - b), tolerance, skipped };
}

/** Undefined where a column has too few values to be measured. */
function spreadOf({ values }: NumberColumn, count: number, seed: number): number | undefined {
  const sample = Float64Array.from(
    seeded(seed, 31).sample(count, Math.min(count, sampled)),
    (row) => values[row] ?? Number.NaN,
  );
  const finite = sample.filter((value) => Number.isFinite(value));
  if (new Set(finite).size < leastValues) return undefined;
  const { deviation } = robustScale(finite);
  return deviation > 0 ? deviation : undefined;
}

/** As many uncorrelated columns would say as much: d² over the sum of all squared correlations. */
function independentColumns(measured: readonly Measured[], count: number, seed: number): number {
  const rows = seeded(seed, 32).sample(count, Math.min(count, 1000));
  const ranks = measured.map(({ values }) => ranksOf(Float64Array.from(rows, (row) => values[row] ?? Number.NaN)));
  let sum = 0;
  for (const a of ranks) for (const b of ranks) sum += productOf(a, b) ** 2;
  return sum === 0 ? 0 : measured.length ** 2 / sum;
}

/** Ranks, brought to mean 0 and length 1. */
function ranksOf(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  order.forEach((at, rank) => {
    ranks[at] = rank - (values.length - 1) / 2;
  });
  const length = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) || 1;
  return ranks.map((rank) => rank / length);
}

function productOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function hashRows(
  measured: readonly Measured[],
  exact: readonly Column[],
  count: number,
  tolerance: number,
  seed: number,
  table: number,
): { readonly low: Int32Array; readonly high: Int32Array } {
  const random = seeded(seed, 40 + table);
  const chosen = random.sample(measured.length, Math.min(mostHashed, measured.length));
  const low = new Int32Array(count).fill(table + 1);
  const high = new Int32Array(count).fill(~table);
  const add = (row: number, word: number): void => {
    const a = Math.imul((low[row] ?? 0) ^ word, 0x85ebca6b);
    const b = Math.imul((high[row] ?? 0) + word, 0xc2b2ae35);
    low[row] = (a ^ (a >>> 15)) + b;
    high[row] = b ^ (b >>> 13) ^ Math.imul(a, 0x27d4eb2f);
  };
  for (const at of chosen) {
    const { values, deviation } = measured[at] ?? { values: new Float64Array(0), deviation: 1 };
    const width = cellWidth * tolerance * deviation;
    const offset = random.uniform();
    for (let row = 0; row < count; row++) {
      const value = values[row] ?? Number.NaN;
      add(row, Number.isNaN(value) ? 0x7fffffff : Math.floor(value / width + offset) | 0);
    }
  }
  for (const column of exact) {
    const cells = column.kind === 'number' ? column.values : column.values.codes;
    const bits = new Float64Array(1);
    const words = new Int32Array(bits.buffer);
    for (let row = 0; row < count; row++) {
      bits[0] = (cells[row] ?? Number.NaN) + 0;
      add(row, (words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1));
    }
  }
  return { low, high };
}

function isNear(
  measured: readonly Measured[],
  exact: readonly Column[],
  a: number,
  b: number,
  tolerance: number,
): boolean {
  for (const { values, deviation } of measured) {
    const [one, other] = [values[a] ?? Number.NaN, values[b] ?? Number.NaN];
    if (Number.isNaN(one) && Number.isNaN(other)) continue;
    if (!(Math.abs(one - other) <= tolerance * deviation)) return false;
  }
  for (const column of exact) {
    const cells = column.kind === 'number' ? column.values : column.values.codes;
    const [one, other] = [cells[a] ?? Number.NaN, cells[b] ?? Number.NaN];
    if (one !== other && !(Number.isNaN(one) && Number.isNaN(other))) return false;
  }
  return true;
}
