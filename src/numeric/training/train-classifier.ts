// Trains a network: batches in an order drawn from the seed, each one run of the step graph. What is held in memory is the
// weights, the state of the optimizer and one batch.

import { sha256 } from '#core/digest';
import { NumericError } from '#core/errors';
import type { Session, Tensor } from '../engine/engine.ts';
import { ownPrefix } from '../graph/graph.ts';
import { initialWeights, type Weights } from '../models/network.ts';
import { type Random, seeded } from '../random/seeded.ts';
import { readBatch } from './examples.ts';
import { port, stepGraph } from './network-graphs.ts';
import { floats, floatTensor, labelTensor } from './open-network.ts';
import { type Optimizer, scalarsAt, stateNames } from './optimizer.ts';
import { assertOptions, type TrainingOptions } from './training-options.ts';
import { digestWeights, type TrainingRecord } from './training-record.ts';

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

/** Draws of the training are independent of those of the initial weights. */
const trainingStream = 2;
