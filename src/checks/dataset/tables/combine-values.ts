// Values that come together in rows whose label is hard to explain: each may be frequent, together they are not.
import { betaDistribution } from '#numeric/statistics/distribution-tails';
import type { ClassModel } from './class-model.ts';
import { type CellValue, type CountedRows, completed, countPlaces, matching, type Pattern } from './value-pattern.ts';

/** Shares of a class, of the rows with the least support, in which combinations are looked for. */
const depths: readonly number[] = [0.02, 0.1, 0.3];
const startsPerDepth = 4;
const mostColumns = 6;
const leastRows = 8;
/** Chance below which a value counts as more frequent. */
const surprising = 1e-6;

/** Candidates, each tested afterwards. */
export async function combineValues(
  counted: CountedRows,
  model: ClassModel,
  pause: (share: number) => Promise<void>,
): Promise<readonly Pattern[]> {
  const patterns: Pattern[] = [];
  for (let one = 0; one < model.classes; one++) {
    const own = leastSupported(counted, model, one);
    for (const depth of depths) {
      const size = Math.max(3 * leastRows, Math.floor(depth * own.length));
      if (size > own.length / 2) continue;
      patterns.push(...grown(counted, one, own.slice(0, size)));
      await pause((one + depth) / model.classes);
    }
  }
  return patterns;
}

/** Counted rows of the class, those first whose label the fewest trees vote for. */
function leastSupported({ labels, rows }: CountedRows, { support }: ClassModel, one: number): number[] {
  const own: number[] = [];
  for (let at = 0; at < labels.length; at++) if (labels[at] === one) own.push(at);
  const supports = own.map((at) => support[rows[at] ?? 0] ?? 1);
  const order = own.map((_, at) => at).sort((a, b) => (supports[a] ?? 1) - (supports[b] ?? 1));
  return order.map((at) => own[at] ?? 0);
}

function grown(counted: CountedRows, one: number, weak: readonly number[]): readonly Pattern[] {
  const isWeak = new Set(weak);
  const outsideCounts = counted.frequent.map(({ places, values }, column) => {
    const here = countPlaces(places, weak, values.length);
    return (counted.totals[column] ?? here).map((total, place) => total - (here[place] ?? 0));
  });
  const starts = enriched(counted, weak, outsideCounts, counted.labels.length - weak.length, []).slice(
    0,
    startsPerDepth,
  );
  return starts.flatMap((start) => {
    const cells: CellValue[] = [start];
    const first = matching(counted, [start]);
    let inside = first.filter((at) => isWeak.has(at));
    let outside = first.filter((at) => !isWeak.has(at));
    while (cells.length < mostColumns && outside.length > 0.05 * inside.length) {
      const counts = counted.frequent.map(({ places, values }) => countPlaces(places, outside, values.length));
      const [next] = enriched(counted, inside, counts, outside.length, cells);
      if (next === undefined) break;
      cells.push(next);
      inside = matching(counted, [next], inside);
      outside = matching(counted, [next], outside);
      if (inside.length < leastRows) return [];
    }
    return [completed({ class: one, cells: pruned(counted, one, cells) }, counted)];
  });
}

/** Values that are more frequent in `inside` than outside, the most surprising first. */
function enriched(
  { frequent }: CountedRows,
  inside: readonly number[],
  outsideCounts: readonly Float64Array[],
  outside: number,
  cells: readonly CellValue[],
): readonly CellValue[] {
  const found: { cell: CellValue; chance: number; gain: number }[] = [];
  frequent.forEach(({ values, places }, column) => {
    if (values.length === 0 || cells.some((cell) => cell.column === column)) return;
    const here = countPlaces(places, inside, values.length);
    for (let place = 0; place < values.length; place++) {
      const hits = here[place] ?? 0;
      const share = ((outsideCounts[column]?.[place] ?? 0) + 1) / (outside + 2);
      if (hits < leastRows || hits < 1.5 * share * inside.length) continue;
      const chance = betaDistribution(share, hits, inside.length - hits + 1);
      if (chance < surprising) found.push({ cell: { column, place }, chance, gain: hits - share * inside.length });
    }
  });
  return found.toSorted((a, b) => a.chance - b.chance || b.gain - a.gain).map(({ cell }) => cell);
}

/** Without values whose removal makes the label more surprising: the same share of it in more rows. */
function pruned(counted: CountedRows, one: number, cells: readonly CellValue[]): readonly CellValue[] {
  const usual = (counted.sizes[one] ?? 0) / counted.rows.length;
  const surprise = (some: readonly CellValue[]): number => {
    const rows = matching(counted, some);
    const share = rows.filter((at) => counted.labels[at] === one).length / Math.max(1, rows.length);
    return share <= usual ? 0 : rows.length * divergence(share, usual);
  };
  let left = cells;
  for (let isShorter = true; isShorter && left.length > 1; ) {
    const before = surprise(left);
    const [best] = left
      .map((cell) => left.filter((other) => other !== cell))
      .map((rest) => ({ rest, value: surprise(rest) }))
      .toSorted((a, b) => b.value - a.value);
    isShorter = best !== undefined && best.value > before;
    if (isShorter) left = best?.rest ?? left;
  }
  return left;
}

/** Of Kullback and Leibler, between two coins, in nats. */
function divergence(p: number, q: number): number {
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, q) + part(1 - p, 1 - q);
}
