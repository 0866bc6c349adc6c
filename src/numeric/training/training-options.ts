// What a training is asked to do, and what of it cannot be meant.
import { NumericError } from '#core/errors';
import type { Engine } from '../engine/engine.ts';
import type { Network, Weights } from '../models/network.ts';
import type { Random } from '../random/seeded.ts';
import { assertRows, type Examples } from './examples.ts';
import type { Optimizer } from './optimizer.ts';

export interface TrainingOptions {
  readonly engine: Engine;
  readonly network: Network;
  readonly examples: Examples;
  /** Class per row of `examples`, 0..classes-1. Rows that are not trained on may have any number. */
  readonly labels: ArrayLike<number>;
  /** The rows to train on; a row that is named twice counts twice. */
  readonly rows: ArrayLike<number>;
  readonly epochs: number;
  /** Rows per step; the last step of an epoch may have fewer. */
  readonly batch: number;
  /** Learning rate; 1e-3 suits Adam. */
  readonly rate: number;
  /** Order of the rows, initial weights, and the numbers that `distort` draws. */
  readonly seed: number;
  /** Absent: Adam. */
  readonly optimizer?: Optimizer;
  /** Absent: drawn from the seed. Not changed. */
  readonly weights?: Weights;
  /** Weight per row of `examples`: its loss counts that many times. */
  readonly sampleWeights?: ArrayLike<number>;
  /** Changes a batch in place before it is trained on; shape [rows of the batch, ...inputDims]. */
  readonly distort?: (batch: Float32Array, random: Random) => void;
  /** Called after each epoch. */
  readonly onEpoch?: (epoch: TrainedEpoch) => void;
  /** Share done, 0..1, after each step. */
  readonly onProgress?: (share: number) => void;
  /** Its reason is thrown between two steps. */
  readonly signal?: AbortSignal;
}

export interface TrainedEpoch {
  /** From 0. */
  readonly epoch: number;
  readonly meanLoss: number;
  /** Loss per place in `rows`, each as it was when its batch was run. Reused: copy what is kept. */
  readonly losses: Float32Array;
}

/** @throws {NumericError} NUMERIC_RANGE, NUMERIC_SHAPE for options that fit neither network nor examples */
export function assertOptions({
  network,
  examples,
  labels,
  rows,
  epochs,
  batch,
  rate,
  weights,
}: TrainingOptions): void {
  const width = network.inputDims.reduce((a, b) => a * b, 1);
  if (examples.width !== width) {
    throw new NumericError(
      'NUMERIC_SHAPE',
      `the network takes rows of ${width} numbers, the examples have ${examples.width}`,
    );
  }
  assertRows(rows, examples.count, { of: labels, classes: network.classes });
  for (const [name, value, least] of [
    ['rows', rows.length, 1],
    ['batch', batch, 1],
    ['epochs', epochs, 0],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new NumericError('NUMERIC_RANGE', `${name} has to be a whole number of at least ${least}`, { value });
    }
  }
  if (!(rate > 0 && rate < Infinity))
    throw new NumericError('NUMERIC_RANGE', 'the rate has to be above 0', { value: rate });
  if (network.batch !== undefined && (batch !== network.batch || rows.length % batch !== 0)) {
    throw new NumericError('NUMERIC_SHAPE', `the network takes exactly ${network.batch} rows per step`, {
      value: batch,
    });
  }
  for (const { name, dims } of weights === undefined ? [] : network.parameters) {
    const size = dims.reduce((a, b) => a * b, 1);
    if (weights?.[name]?.length === size) continue;
    throw new NumericError('NUMERIC_SHAPE', `the weights have no ${name} of ${size} numbers`);
  }
}
