// How unusual a difference of features is, once what the content explains is taken away.
import { cholesky, solveLower } from '#numeric/linear/cholesky';
import { covariance } from '#numeric/linear/covariance';
import type { Observations } from './observations.ts';

/** Learnt on some rows, used on others. */
export interface ResidualMetric {
  /** Of all columns of the observations. */
  readonly mean: Float64Array;
  /** What the content says of each feature, shape [content, features]. */
  readonly regression: Float64Array;
  /** Per feature: residuals are multiplied by it. */
  readonly scale: Float64Array;
  /** Lower factor of the covariance of scaled residuals. */
  readonly factor: Float64Array;
}

/**
 * Regresses features on content and factors the covariance of what remains.
 * @param places - rows to learn from
 * @returns undefined when features have no spread
 * @source partial covariance as the Schur complement (Anderson, An Introduction to Multivariate Statistical Analysis, 2.5)
 */
export function residualMetric(observed: Observations, places: Int32Array): ResidualMetric | undefined {
  const { features, content, width, values, count } = observed;
  const { mean, matrix } = covariance({ values, count, width }, places);
  const regression = regress(matrix, features, content, width);
  const residual = new Float64Array(features * features);
  for (let i = 0; i < features; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * width + j] ?? 0;
      for (let k = 0; k < content; k++) {
        sum -= (matrix[(features + k) * width + i] ?? 0) * (regression[k * features + j] ?? 0);
      }
      residual[i * features + j] = sum;
    }
  }
  const scale = scaleOf(residual, features, observed.pixels);
  if (scale === undefined) return undefined;
  let trace = 0;
  for (let i = 0; i < features; i++) {
    for (let j = 0; j <= i; j++) {
      residual[i * features + j] = (residual[i * features + j] ?? 0) * (scale[i] ?? 0) * (scale[j] ?? 0);
    }
    trace += residual[i * features + i] ?? 0;
  }
  const factor = cholesky(residual, features, (ridge * trace) / features);
  return factor === undefined ? undefined : { mean, regression, scale, factor };
}

/**
 * Weights over all columns of the observations, such that their product with a row says how far it lies along the difference,
 * measured against the spread of residuals: Fisher's discriminant.
 * @param difference - mean of residuals of suspects, scaled, length features
 */
export function discriminant(metric: ResidualMetric, difference: Float64Array): Float64Array {
  const { scale, regression } = metric;
  const features = scale.length;
  const content = regression.length / Math.max(1, features);
  const direction = solve(metric.factor, difference);
  const weights = new Float64Array(features + content);
  for (let i = 0; i < features; i++) weights[i] = (direction[i] ?? 0) * (scale[i] ?? 0);
  for (let k = 0; k < content; k++) {
    let sum = 0;
    for (let i = 0; i < features; i++) sum += (regression[k * features + i] ?? 0) * (weights[i] ?? 0);
    weights[features + k] = -sum;
  }
  return weights;
}

/** The inverse of what was factored, times a vector. @param factor - lower triangle */
export function solve(factor: Float64Array, vector: Float64Array): Float64Array {
  const x = solveLower(factor, vector.slice());
  const n = x.length;
  for (let i = n - 1; i >= 0; i--) {
    const value = (x[i] ?? 0) / (factor[i * n + i] ?? 1);
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = (x[j] ?? 0) - (factor[i * n + j] ?? 0) * value;
  }
  return x;
}

/** The scaled residual of a mean of rows, or of one row. @param row - of all columns */
export function residualOf(metric: ResidualMetric, row: Float64Array): Float64Array {
  const { mean, regression, scale } = metric;
  const features = scale.length;
  const result = new Float64Array(features);
  for (let i = 0; i < features; i++) result[i] = (row[i] ?? 0) - (mean[i] ?? 0);
  for (let k = 0; features + k < row.length; k++) {
    const value = (row[features + k] ?? 0) - (mean[features + k] ?? 0);
    if (value === 0) continue;
    for (let i = 0; i < features; i++) result[i] = (result[i] ?? 0) - value * (regression[k * features + i] ?? 0);
  }
  for (let i = 0; i < features; i++) result[i] = (result[i] ?? 0) * (scale[i] ?? 0);
  return result;
}

function regress(matrix: Float64Array, features: number, content: number, width: number): Float64Array {
  const regression = new Float64Array(content * features);
  if (content === 0) return regression;
  const own = new Float64Array(content * content);
  let trace = 0;
  for (let k = 0; k < content; k++) {
    for (let l = 0; l <= k; l++) own[k * content + l] = matrix[(features + k) * width + features + l] ?? 0;
    trace += own[k * content + k] ?? 0;
  }
  const factor = cholesky(own, content, Math.max((1e-3 * trace) / content, 1e-9));
  if (factor === undefined) return regression;
  const column = new Float64Array(content);
  for (let i = 0; i < features; i++) {
    for (let k = 0; k < content; k++) column[k] = matrix[(features + k) * width + i] ?? 0;
    const solved = solve(factor, column);
    for (let k = 0; k < content; k++) regression[k * features + i] = solved[k] ?? 0;
  }
  return regression;
}

/** Pixels keep their proportions, as the ones that never change tell most; answers of filters are brought to one spread. */
function scaleOf(residual: Float64Array, features: number, pixels: number): Float64Array | undefined {
  const variance = Float64Array.from({ length: features }, (_, i) => Math.max(0, residual[i * features + i] ?? 0));
  const mean = (from: number, to: number): number =>
    to === from ? 0 : variance.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);
  const ofPixels = mean(0, pixels);
  const ofAnswers = mean(pixels, features);
  if (!(ofPixels > 1e-12)) return undefined;
  return variance.map((value, i) =>
    i < pixels ? 1 / Math.sqrt(ofPixels) : 1 / (Math.sqrt(value) + 1e-3 * Math.sqrt(ofAnswers) + 1e-9),
  );
}

/** Of the mean variance. */
const ridge = 0.003;
