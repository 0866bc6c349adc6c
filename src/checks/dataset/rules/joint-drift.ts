// Whether several columns together, texts by their words among them, are still distributed as in the last version that was accepted: columns may
// change towards each other while each stays as it is.
import type { BlockColumn, TableBlock } from '#core/dataset/table-block';
import { type Random, seeded } from '#numeric/random/seeded';
import { maximumMeanDiscrepancy } from '#numeric/statistics/maximum-mean-discrepancy';
import { robustScale } from '#numeric/statistics/quantile';
import { splitTokens } from '#numeric/text/split-tokens';
import { numberOf, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface JointDrift {
  readonly columns: readonly string[];
  /** Chance of a false alarm. */
  readonly level: number;
}

export const rule: RuleKind<JointDrift> = {
  kind: 'joint-drift',
  of: 'set',
  characteristic: 'consistency',
  needsBaseline: true,
  title: 'Are these columns together distributed as before?',
  schema: (z) =>
    z.strictObject({ columns: z.array(z.string()).min(1).max(50), level: z.number().min(leastLevel).max(0.5) }),
  begin({ columns, level }, { names, siblings, violate }) {
    const places = columns.map((name) => names.indexOf(name));
    const unknown = columns.filter((name) => !names.includes(name));
    const before = new Drawn(1);
    const after = new Drawn(2);
    return {
      visitBaseline: (block) => before.add(block, places),
      visit: (block) => after.add(block, places),
      finish: () => {
        if (unknown.length > 0) return { checked: 0, why: `there is no column ${unknown.join(', ')}` };
        if (before.rows.length < least || after.rows.length < least)
          return { checked: after.seen, why: `fewer than ${least} rows` };
        const { a, b, width } = asMatrices(before.rows, after.rows);
        const { statistic, pValue } = maximumMeanDiscrepancy(a, b, width, { seed: 3, permutations });
        const measured = `kernel two-sample test of ${before.rows.length} and ${after.rows.length} drawn rows: discrepancy ${statistic.toFixed(4)}, p ${pValue.toFixed(3)}`;
        if (pValue <= level / Math.max(1, siblings)) violate(-1, measured);
        return { checked: after.seen, measured };
      },
    };
  },
};

const least = 50;
/** Rows that are drawn of each version: more make differences significant that are too small to matter. */
const drawn = 300;
const permutations = 199;
/** What so many permutations can show. */
const leastLevel = 1 / (permutations + 1);
const textWidth = 64;

/** A row: numbers, and of texts how often which words occur, hashed. */
type Row = readonly (number | Float64Array)[];

/** An even draw of the rows that pass. @source Vitter 1985, algorithm R */
class Drawn {
  seen = 0;
  readonly rows: Row[] = [];
  readonly #random: Random;

  constructor(stream: number) {
    this.#random = seeded(stream);
  }

  add(block: TableBlock, places: readonly number[]): void {
    for (let row = 0; row < block.count; row++) {
      this.seen += 1;
      const place = this.seen <= drawn ? this.rows.length : this.#random.integer(this.seen);
      if (place >= drawn) continue;
      this.rows[place] = places.map((at) => cellOf(block.columns[at], row));
    }
  }
}

function cellOf(column: BlockColumn | undefined, row: number): number | Float64Array {
  const value = numberOf(column, row);
  const text = Number.isNaN(value) ? textOf(column, row) : undefined;
  return text === undefined ? value : wordsOf(text);
}

/** Square roots of the shares of words, hashed into a fixed number of places. */
function wordsOf(text: string): Float64Array {
  const { count, hashes } = splitTokens(text, 2000);
  const words = new Float64Array(textWidth);
  for (let at = 0; at < count; at++) {
    const place = (hashes[2 * at] ?? 0) % textWidth;
    words[place] = (words[place] ?? 0) + 1;
  }
  return words.map((times) => Math.sqrt(times / Math.max(1, count)));
}

/** Numbers in robust deviations of the earlier version; what is missing lies in the middle. A column that has any text is one of texts. */
function asMatrices(
  before: readonly Row[],
  after: readonly Row[],
): { a: Float64Array; b: Float64Array; width: number } {
  const writers = (before[0] ?? []).map((_, at) => {
    const isText = [...before, ...after].some((row) => typeof row[at] !== 'number');
    if (isText)
      return {
        width: textWidth,
        write: (cell: number | Float64Array | undefined, into: Float64Array) =>
          into.set(typeof cell === 'object' ? cell : new Float64Array(textWidth)),
      };
    const values = before.map((row) => Number(row[at])).filter((value) => Number.isFinite(value));
    const { median, deviation } = robustScale(values.length === 0 ? [0] : values);
    const scale = deviation > 0 ? deviation : 1;
    return {
      width: 1,
      write: (cell: number | Float64Array | undefined, into: Float64Array) => {
        const value = (Number(cell) - median) / scale;
        into[0] = Number.isFinite(value) ? Math.max(-10, Math.min(10, value)) : 0;
      },
    };
  });
  const width = writers.reduce((sum, one) => sum + one.width, 0);
  const matrix = (rows: readonly Row[]): Float64Array => {
    const values = new Float64Array(rows.length * width);
    for (const [row, cells] of rows.entries()) {
      let from = row * width;
      for (const [at, one] of writers.entries()) {
        one.write(cells[at], values.subarray(from, from + one.width));
        from += one.width;
      }
    }
    return values;
  };
  return { a: matrix(before), b: matrix(after), width };
}
