// First guesses without any conflict of labels: directions in which a class spreads more than all rows do.
import { orthonormaliseRows } from '#numeric/linear/orthonormal-rows';
import { seeded } from '#numeric/random/seeded';
import { quantile, robustScale } from '#numeric/statistics/quantile';
import { leastSuspects } from './refine-suspects.ts';
import { residualOf, solve } from './residual-metric.ts';
import type { Study } from './study.ts';

/**
 * The rows at either end of the directions of largest generalised variance of a class.
 * @param places - of the class
 * @param directions - how many directions are looked at
 * @returns places per end of a direction, the first guesses of `refineSuspects`
 * @source spectral signatures: Tran, Li, Madry 2018 (1811.00636); whitened as in Hayase and others 2021 (2104.11315), here by the
 * residuals of all rows
 */
export function spectralSeeds(
  study: Study,
  places: Int32Array,
  directions: number,
  seed: number,
): readonly Int32Array[] {
  const random = seeded(seed, stream);
  const sample = places.length <= mostRows ? places : random.shuffle(places.slice()).slice(0, mostRows);
  const residuals = centredResiduals(study, sample);
  const features = study.observed.features;
  const { factor } = study.metrics[0];
  let basis = orthonormaliseRows(
    Float64Array.from({ length: directions * features }, random.normal),
    directions,
    features,
  );
  for (let i = 0; i < iterations; i++) {
    const spread = timesScatter(residuals, basis, directions, features);
    for (let d = 0; d < directions; d++) {
      const row = spread.subarray(d * features, (d + 1) * features);
      row.set(solve(factor, row));
    }
    basis = orthonormaliseRows(spread, directions, features);
  }
  const ends: Int32Array[] = [];
  for (let d = 0; d < directions; d++) {
    const along = projections(residuals, basis.subarray(d * features, (d + 1) * features));
    for (const sign of [1, -1]) ends.push(endOf(study, sample, along, sign));
  }
  return ends.filter((end) => end.length >= leastSuspects);
}

const stream = 43;
const mostRows = 3000;
const iterations = 10;

/** Shape [places, features]. */
function centredResiduals(study: Study, places: Int32Array): Float32Array {
  const { width, values, features } = study.observed;
  const result = new Float32Array(places.length * features);
  const mean = new Float64Array(features);
  places.forEach((place, i) => {
    const row = residualOf(study.metrics[0], Float64Array.from(values.subarray(place * width, (place + 1) * width)));
    result.set(row, i * features);
    for (let k = 0; k < features; k++) mean[k] = (mean[k] ?? 0) + (row[k] ?? 0) / places.length;
  });
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) - (mean[i % features] ?? 0);
  return result;
}

/** R' R b for each row b of the basis. */
function timesScatter(residuals: Float32Array, basis: Float64Array, rows: number, features: number): Float64Array {
  const result = new Float64Array(rows * features);
  for (let from = 0; from < residuals.length; from += features) {
    for (let d = 0; d < rows; d++) {
      const at = d * features;
      let sum = 0;
      for (let k = 0; k < features; k++) sum += (residuals[from + k] ?? 0) * (basis[at + k] ?? 0);
      for (let k = 0; k < features; k++) result[at + k] = (result[at + k] ?? 0) + sum * (residuals[from + k] ?? 0);
    }
  }
  return result;
}

function projections(residuals: Float32Array, direction: Float64Array): Float64Array {
  const features = direction.length;
  const result = new Float64Array(residuals.length / features);
  for (let i = 0; i < result.length; i++) {
    let sum = 0;
    for (let k = 0; k < features; k++) sum += (residuals[i * features + k] ?? 0) * (direction[k] ?? 0);
    result[i] = sum;
  }
  return result;
}

/**
 * At most 3 of 100 rows, and these far out; of each half apart, as rows that the metric was learnt from lie nearer to the middle.
 */
function endOf({ half }: Study, places: Int32Array, along: Float64Array, sign: number): Int32Array {
  const ends = new Uint8Array(places.length);
  for (const side of [0, 1]) {
    const own = along.filter((_, i) => half[places[i] ?? 0] === side);
    const { median: middle, deviation } = robustScale(own);
    const least = Math.max(
      3 * deviation,
      quantile(
        own.map((value) => sign * (value - middle)),
        0.97,
      ),
    );
    places.forEach((place, i) => {
      if (half[place] === side && sign * ((along[i] ?? 0) - middle) > least) ends[i] = 1;
    });
  }
  return places.filter((_, i) => ends[i] === 1);
}
