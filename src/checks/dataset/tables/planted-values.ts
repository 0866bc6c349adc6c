// Values, or values that come together, which decide the label although everything else in the row speaks for another class:
// how a trigger in a table looks. Candidates come from counting; each must then stand against trees that never had its columns.
import type { Column } from '#core/dataset/data-set';
import { betaDistribution } from '#numeric/statistics/distribution-tails';
import { type FrequentValues, frequentValues } from './cell-values.ts';
import type { ClassModel } from './class-model.ts';
import { combineValues } from './combine-values.ts';
import { type PatternEvidence, testPattern } from './test-pattern.ts';
import { type CountedRows, completed, countPlaces, type Pattern } from './value-pattern.ts';

export interface PlantedValues {
  readonly class: number;
  /** The columns, and number or code of the name in each. */
  readonly cells: readonly { readonly column: number; readonly value: number }[];
  readonly evidence: PatternEvidence;
}

const mostCells = 20_000_000;
/** A trigger that stands in more of the rows than this is a feature. */
const mostShare = 0.25;
const mostSingles = 300;
const significance = 1e-4;

/** @source our own; what is tested is the override of Chen et al. 2017 (targeted backdoors): the trigger beats all else */
export async function findPlantedValues(
  columns: readonly Column[],
  model: ClassModel,
  {
    seed,
    sample,
    pause,
  }: { readonly seed: number; readonly sample: Int32Array; readonly pause: (share: number) => Promise<void> },
): Promise<readonly PlantedValues[]> {
  const counted = await countValues(columns, model, sample.subarray(0, Math.ceil(mostCells / columns.length)), pause);
  const singles = singleValues(counted);
  const combined = await combineValues(counted, model, (share) => pause(0.3 + 0.3 * share));
  const candidates = different([...singles, ...combined]);
  const found: { pattern: Pattern; evidence: PatternEvidence }[] = [];
  for (const [at, pattern] of candidates.entries()) {
    const evidence = testPattern(pattern, counted, model, { seed, level: significance / (candidates.length + 1) });
    if (evidence !== undefined) found.push({ pattern, evidence });
    if (at % 8 === 0) await pause(0.6 + (0.4 * at) / candidates.length);
  }
  return withoutParts(found).map(({ pattern, evidence }) => ({
    class: pattern.class,
    cells: pattern.cells.map(({ column, place }) => ({
      column,
      value: counted.frequent[column]?.values[place] ?? Number.NaN,
    })),
    evidence,
  }));
}

async function countValues(
  columns: readonly Column[],
  model: ClassModel,
  rows: Int32Array,
  pause: (share: number) => Promise<void>,
): Promise<CountedRows> {
  const least = Math.max(5, Math.floor(rows.length / 4000));
  const frequent: FrequentValues[] = [];
  for (const column of columns) {
    frequent.push(frequentValues(column, rows, least));
    await pause((0.3 * frequent.length) / columns.length);
  }
  const labels = Int32Array.from(rows, (row) => model.labels[row] ?? 0);
  const sizes = new Float64Array(model.classes);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const all = Array.from(rows, (_, at) => at);
  const totals = frequent.map(({ places, values }) => countPlaces(places, all, values.length));
  return { rows, labels, frequent, totals, sizes };
}

/** Values that stand nearly always beside one label, and more often than chance gives. */
function singleValues(counted: CountedRows): readonly Pattern[] {
  const { labels, frequent, sizes } = counted;
  const classes = sizes.length;
  const found: { pattern: Pattern; chance: number }[] = [];
  frequent.forEach(({ values, places }, column) => {
    const counts = new Float64Array(values.length * classes);
    for (let at = 0; at < places.length; at++) {
      const place = places[at] ?? -1;
      if (place < 0) continue;
      const cell = place * classes + (labels[at] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    for (let place = 0; place < values.length; place++) {
      const here = counts.subarray(place * classes, (place + 1) * classes);
      const count = here.reduce((sum, one) => sum + one, 0);
      const best = here.reduce((most, one, index) => (one > (here[most] ?? 0) ? index : most), 0);
      const hits = here[best] ?? 0;
      if (count > mostShare * labels.length || hits < 0.8 * count) continue;
      const chance = betaDistribution((sizes[best] ?? 0) / labels.length, hits, count - hits + 1);
      if (chance < 0.01) found.push({ pattern: { class: best, cells: [{ column, place }] }, chance });
    }
  });
  return found
    .toSorted((a, b) => a.chance - b.chance)
    .slice(0, mostSingles)
    .map(({ pattern }) => completed(pattern, counted));
}

function different(patterns: readonly Pattern[]): readonly Pattern[] {
  const known = new Map(patterns.map((pattern) => [JSON.stringify([pattern.class, pattern.cells]), pattern]));
  return [...known.values()];
}

/** A value and the combinations that it is part of tell the same: the one with the most rows stays, then the one of fewer columns. */
function withoutParts(
  found: readonly { readonly pattern: Pattern; readonly evidence: PatternEvidence }[],
): readonly { readonly pattern: Pattern; readonly evidence: PatternEvidence }[] {
  const kept: { readonly pattern: Pattern; readonly evidence: PatternEvidence }[] = [];
  const known: Set<number>[] = [];
  for (const one of found.toSorted((a, b) => b.evidence.rows.length - a.evidence.rows.length)) {
    const isKnown = known.some((rows) => {
      let same = 0;
      for (const row of one.evidence.rows) if (rows.has(row)) same++;
      return same > 0.5 * one.evidence.rows.length;
    });
    if (isKnown) continue;
    kept.push(one);
    known.push(new Set(one.evidence.rows));
  }
  return kept;
}
