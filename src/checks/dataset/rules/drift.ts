// Whether a column is still distributed as in the last version that was accepted.
import { type BlockColumn, cellStates, type TableBlock } from '#core/dataset/table-block';
import { chiSquareTest } from '#numeric/statistics/chi-square-test';
import { jensenShannonDivergence, populationStabilityIndex } from '#numeric/statistics/divergence';
import { kolmogorovSmirnov } from '#numeric/statistics/kolmogorov-smirnov';
import type { RuleKind, RuleRun } from './rule-kind.ts';

interface Drift {
  /** Chance of a false alarm, divided by the number of columns that are compared (Bonferroni). */
  readonly level: number;
  /** Distance that counts, 0..1: a million rows make every difference significant. */
  readonly distance: number;
  /** Population stability index that counts. */
  readonly psi: number;
}

export const rule: RuleKind<Drift> = {
  kind: 'drift',
  of: 'column',
  characteristic: 'consistency',
  needsBaseline: true,
  title: 'Is the column distributed as before?',
  schema: (z) =>
    z.strictObject({
      level: z.number().min(1e-12).max(0.5),
      distance: z.number().min(0).max(1),
      psi: z.number().min(0).max(100),
    }),
  begin(parameters, { column, siblings, violate }): RuleRun {
    const before = new Seen();
    const after = new Seen();
    return {
      visitBaseline: (block) => before.add(block, column),
      visit: (block) => after.add(block, column),
      finish: () => {
        const checked = after.values + after.missing;
        if (before.values + before.missing < least || checked < least)
          return { checked, why: `fewer than ${least} rows` };
        const found = compare(before, after);
        const isFar = found.distance >= parameters.distance || found.psi >= parameters.psi;
        const measured = `${found.test}, p ${found.chance.toExponential(1)}, distance ${found.distance.toFixed(3)}, stability index ${found.psi.toFixed(3)}`;
        if (found.chance < parameters.level / Math.max(1, siblings) && isFar) violate(-1, measured);
        return { checked, measured };
      },
    };
  },
};

const least = 20;
const mostNumbers = 20_000;
const mostNames = 2000;
const bins = 10;

/** What is kept of one version of a column: numbers evenly over the rows, and how often each text occurs. */
class Seen {
  values = 0;
  missing = 0;
  words = 0;
  readonly counts: Map<string, number> = new Map();
  #numbers: number[] = [];
  #step = 1;
  #skip = 0;

  add({ columns, count }: TableBlock, at: number): void {
    const cells = columns[at];
    if (cells === undefined) return;
    for (let row = 0; row < count; row++) this.#addCell(cells, row);
  }

  get numbers(): Float64Array {
    return Float64Array.from(this.#numbers);
  }

  #addCell(cells: BlockColumn, row: number): void {
    if (cells.kind === 'number') {
      const state = cells.states[row];
      if (state === cellStates.missing) this.missing++;
      else {
        this.values++;
        if (state === cellStates.value) this.#addNumber(cells.values[row] ?? 0);
      }
      return;
    }
    const text = cells.values[row];
    if (text === undefined) this.missing++;
    else {
      this.values++;
      this.words++;
      const known = this.counts.get(text);
      if (known !== undefined || this.counts.size < mostNames) this.counts.set(text, (known ?? 0) + 1);
      else this.counts.set('', (this.counts.get('') ?? 0) + 1);
    }
  }

  /** Every second of those that are kept goes when there are too many, and from then on every second is taken. */
  #addNumber(value: number): void {
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    this.#skip = this.#step - 1;
    this.#numbers.push(value);
    if (this.#numbers.length < 2 * mostNumbers) return;
    this.#numbers = this.#numbers.filter((_, at) => at % 2 === 0);
    this.#step *= 2;
  }
}

interface Difference {
  readonly test: string;
  readonly chance: number;
  readonly distance: number;
  readonly psi: number;
}

/** The test of the values and that of what is missing; the larger difference counts, with the smaller chance twice. */
function compare(before: Seen, after: Seen): Difference {
  const isText = before.words + after.words > 0;
  const missing = missingDifference(before, after);
  const values = isText ? nameDifference(before, after) : numberDifference(before.numbers, after.numbers);
  const worse = missing.distance > values.distance ? missing : values;
  return { ...worse, chance: Math.min(1, 2 * worse.chance) };
}

function missingDifference(before: Seen, after: Seen): Difference {
  const counts = [before, after].map(({ values, missing }) => [values, missing]);
  const shares = [before, after].map(({ values, missing }) => missing / Math.max(1, values + missing));
  const distance = Math.abs((shares[0] ?? 0) - (shares[1] ?? 0));
  return { test: 'chi-square of missing values', chance: chiSquareTest(counts).pValue, distance, psi: 0 };
}

function numberDifference(before: Float64Array, after: Float64Array): Difference {
  if (before.length === 0 || after.length === 0) return { test: 'no numbers', chance: 1, distance: 0, psi: 0 };
  const { statistic, pValue } = kolmogorovSmirnov(before, after);
  const edges = edgesOf(before);
  const psi = populationStabilityIndex(histogram(before, edges), histogram(after, edges));
  return { test: 'Kolmogorov-Smirnov', chance: pValue, distance: statistic, psi };
}

function nameDifference(before: Seen, after: Seen): Difference {
  const names = [...new Set([...before.counts.keys(), ...after.counts.keys()])];
  const [p, q] = [before, after].map(({ counts }) => names.map((name) => counts.get(name) ?? 0));
  if (p === undefined || q === undefined || names.length < 2)
    return { test: 'one value', chance: 1, distance: 0, psi: 0 };
  const psi = populationStabilityIndex(p, q);
  return {
    test: 'chi-square',
    chance: chiSquareTest([p, q]).pValue,
    distance: Math.sqrt(jensenShannonDivergence(p, q)),
    psi,
  };
}

/** Tenths of the earlier version. */
function edgesOf(values: Float64Array): readonly number[] {
  const sorted = values.slice().sort();
  const edges = Array.from({ length: bins - 1 }, (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / bins)] ?? 0);
  return edges.filter((edge, at) => at === 0 || edge !== edges[at - 1]);
}

function histogram(values: Float64Array, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] ?? Infinity)) bin++;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
