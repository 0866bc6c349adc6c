// Trains a network: batches in an order drawn from the seed, each one run of the step graph. What is held in memory is the
// weights, the state of the optimizer and one batch.

import { sha256 } from '#core/digest';
import { NumericError } from '#core/errors';
import type { Engine, Session, Tensor } from '../engine/engine.ts';
import { ownPrefix } from '../graph/graph.ts';
import { initialWeights, type Network, type Weights } from '../models/network.ts';
import { type Random, seeded } from '../random/seeded.ts';
import { assertRows, type Examples, readBatch } from './examples.ts';
import { port, stepGraph } from './network-graphs.ts';
import { floats, floatTensor, labelTensor } from './open-network.ts';
import { type Optimizer, scalarsAt, stateNames } from './optimizer.ts';
import { digestWeights, type TrainingRecord } from './training-record.ts';

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

export interface TrainedNetwork {
  readonly weights: Weights;
  /** Loss per place in `rows` in the last epoch. */
  readonly losses: Float32Array;
  readonly record: TrainingRecord;
}

/**
 * Trains by cross-entropy.
 * @throws {NumericError} NUMERIC_RANGE, NUMERIC_SHAPE for options that fit neither network nor examples; NUMERIC_DIVERGED
 * when the loss is no finite number any more, which also happens when the examples are none; NUMERIC_ENGINE
 * @limits reproducible bit for bit with the same engine, version, number of threads and processor family
 */
export async function trainClassifier(options: TrainingOptions): Promise<TrainedNetwork> {
  const { engine, network, rows, epochs, batch, rate, seed, optimizer = { kind: 'adam' } } = options;
  assertOptions(options);
  const graph = stepGraph(network, optimizer, options.sampleWeights !== undefined);
  const initial = options.weights ?? initialWeights(network, seed);
  const session = await engine.load(graph);
  try {
    const training = new Training(options, session, optimizer, initial);
    for (let epoch = 0; epoch < epochs; epoch++) await training.runEpoch(epoch);
    const weights = training.weights();
    const { name, version, processor, threads } = engine;
    const record: TrainingRecord = {
      engine: { name, version, processor, threads },
      network: network.spec,
      stepGraph: sha256(graph),
      optimizer,
      rate,
      epochs,
      batch,
      seed,
      rows: rows.length,
      steps: training.steps,
      initialWeights: digestWeights(initial),
      weights: digestWeights(weights),
    };
    return { weights, losses: training.losses, record };
  } finally {
    await session.close();
  }
}

/** Weights and state between the steps. */
class Training {
  readonly losses: Float32Array;
  steps = 0;
  readonly #options: TrainingOptions;
  readonly #session: Session;
  readonly #optimizer: Optimizer;
  /** Tensors that a step takes and gives, by name. */
  readonly #carried: Map<string, Tensor>;
  readonly #initial: Weights;
  readonly #order: Int32Array;
  readonly #random: Random;

  constructor(options: TrainingOptions, session: Session, optimizer: Optimizer, initial: Weights) {
    const { network, rows, seed } = options;
    this.#options = options;
    this.#session = session;
    this.#optimizer = optimizer;
    this.#initial = initial;
    this.#random = seeded(seed, trainingStream);
    this.#order = Int32Array.from({ length: rows.length }, (_, place) => place);
    this.losses = new Float32Array(rows.length);
    this.#carried = new Map(network.parameters.map(({ name, dims }) => [name, floatTensor(dims, initial[name])]));
    for (const { name, dims, frozen } of network.parameters) {
      if (frozen === true) continue;
      const size = dims.reduce((a, b) => a * b, 1);
      for (const kind of stateNames(optimizer)) {
        this.#carried.set(port(`${kind}/${name}`), floatTensor(dims, new Float32Array(size)));
      }
    }
  }

  async runEpoch(epoch: number): Promise<void> {
    const { batch, epochs, onEpoch, onProgress, signal } = this.#options;
    this.#random.shuffle(this.#order);
    const steps = Math.ceil(this.#order.length / batch);
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      signal?.throwIfAborted();
      sum += await this.#step(this.#order.subarray(step * batch, (step + 1) * batch));
      onProgress?.((epoch * steps + step + 1) / (epochs * steps));
    }
    onEpoch?.({ epoch, meanLoss: sum / this.#order.length, losses: this.losses });
  }

  weights(): Weights {
    return Object.fromEntries(
      Object.keys(this.#initial).map((name) => {
        const data = this.#carried.get(name)?.data;
        return [name, data instanceof Float32Array ? data.slice() : new Float32Array()];
      }),
    );
  }

  /** One run of the step graph. Gives the sum of the losses. */
  async #step(places: Int32Array): Promise<number> {
    const { network, examples, labels, rows, rate, sampleWeights, distort } = this.#options;
    const taken = Int32Array.from(places, (place) => rows[place] ?? 0);
    const x = await readBatch(examples, taken);
    distort?.(x, this.#random);
    this.steps += 1;
    const scalars = Object.entries(scalarsAt(this.#optimizer, rate, this.steps));
    const results = await this.#session.run({
      ...Object.fromEntries(this.#carried),
      ...Object.fromEntries(scalars.map(([name, value]) => [port(name), floatTensor([], Float32Array.of(value))])),
      ...(sampleWeights === undefined ? {} : { [port('weights')]: weightTensor(taken, sampleWeights) }),
      [port('x')]: floatTensor([taken.length, ...network.inputDims], x),
      [port('labels')]: labelTensor(taken.map((row) => labels[row] ?? 0)),
    });
    // State has names of ours, weights have their own.
    for (const name of this.#carried.keys()) {
      const plain = name.startsWith(ownPrefix) ? name.slice(ownPrefix.length) : name;
      const next = results[port(`next/${plain}`)];
      if (next !== undefined) this.#carried.set(name, next);
    }
    return this.#keepLosses(places, floats(results, port('losses')));
  }

  #keepLosses(places: Int32Array, losses: Float32Array): number {
    let sum = 0;
    for (let i = 0; i < places.length; i++) {
      const loss = losses[i] ?? Number.NaN;
      this.losses[places[i] ?? 0] = loss;
      sum += loss;
    }
    if (Number.isFinite(sum)) return sum;
    const message = `after ${this.steps} steps the loss is no finite number: the rate is too high, or the examples are not finite`;
    throw new NumericError('NUMERIC_DIVERGED', message, { value: this.steps });
  }
}

function weightTensor(rows: Int32Array, weights: ArrayLike<number>): Tensor {
  return floatTensor(
    [rows.length],
    Float32Array.from(rows, (row) => weights[row] ?? 1),
  );
}

function assertOptions({ network, examples, labels, rows, epochs, batch, rate, weights }: TrainingOptions): void {
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

/** Draws of the training are independent of those of the initial weights. */
const trainingStream = 2;
