// Softmax regression on sparse rows, in plain TypeScript: the same weights bit for bit on every machine.
import { exactExponential } from '../random/exact-exponential.ts';
import { seeded } from '../random/seeded.ts';
import type { SparseRow } from './hashed-n-gram.ts';

export interface SoftmaxOptions {
  readonly classes: number;
  /** Number of features. */
  readonly width: number;
  readonly seed: number;
  readonly epochs?: number;
  /** First step of AdaGrad. */
  readonly rate?: number;
}

export interface SparseSoftmax {
  readonly classes: number;
  /** Shape [width, classes]. */
  readonly weights: Float32Array;
  /** Shape [classes]. */
  readonly bias: Float64Array;
}

/**
 * Learns softmax regression by AdaGrad, a row at a time, in an order drawn from the seed.
 * @param rows - indices into `data` and `labels` to learn from; without any, all weights are 0
 * @param labels - class per row, 0..classes-1
 * @source Duchi, Hazan, Singer 2011 (AdaGrad)
 * @limits memory width x classes x 8 bytes; time epochs x features of all rows x classes
 */
export function trainSparseSoftmax(
  data: readonly SparseRow[],
  labels: Int32Array,
  rows: Int32Array,
  { classes, width, seed, epochs = 4, rate = 0.5 }: SoftmaxOptions,
): SparseSoftmax {
  const weights = new Float32Array(width * classes);
  const squares = new Float32Array(width * classes);
  const bias = new Float64Array(classes);
  const random = seeded(seed);
  const order = rows.slice();
  const gradient = new Float64Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    random.shuffle(order);
    for (let at = 0; at < order.length; at++) {
      const row = order[at] ?? 0;
      const sparse = data[row];
      if (sparse === undefined) continue;
      logitsInto(gradient, { classes, weights, bias }, sparse);
      softmaxInPlace(gradient);
      const label = labels[row] ?? 0;
      gradient[label] = (gradient[label] ?? 0) - 1;
      step(weights, squares, sparse, gradient, rate);
      for (let c = 0; c < classes; c++) bias[c] = (bias[c] ?? 0) - 0.02 * rate * (gradient[c] ?? 0);
    }
  }
  return { classes, weights, bias };
}

/** Writes the logits of a row into `into`, length classes. */
export function logitsInto(into: Float64Array, { classes, weights, bias }: SparseSoftmax, row: SparseRow): void {
  const { features, values } = row;
  into.set(bias);
  for (let at = 0; at < features.length; at++) {
    const base = (features[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let c = 0; c < classes; c++) into[c] = (into[c] ?? 0) + value * (weights[base + c] ?? 0);
  }
}

/** Logits into probabilities, in place. */
export function softmaxInPlace(logits: Float64Array): void {
  let most = -Infinity;
  for (const logit of logits) if (logit > most) most = logit;
  let sum = 0;
  for (let c = 0; c < logits.length; c++) {
    const e = exactExponential((logits[c] ?? 0) - most);
    logits[c] = e;
    sum += e;
  }
  for (let c = 0; c < logits.length; c++) logits[c] = (logits[c] ?? 0) / sum;
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  { features, values }: SparseRow,
  gradient: Float64Array,
  rate: number,
): void {
  const classes = gradient.length;
  for (let at = 0; at < features.length; at++) {
    const base = (features[at] ?? 0) * classes;
    const value = values[at] ?? 0;
    for (let c = 0; c < classes; c++) {
      const g = value * (gradient[c] ?? 0);
      const square = (squares[base + c] ?? 0) + g * g;
      squares[base + c] = square;
      if (square > 0) weights[base + c] = (weights[base + c] ?? 0) - (rate * g) / Math.sqrt(square + 1e-8);
    }
  }
}
