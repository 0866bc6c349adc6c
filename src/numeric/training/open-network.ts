// A network on an engine: what it says of examples, and its gradients. Sessions are made when they are first needed and
// serve every set of weights.
import type { Engine, Session, Tensor } from '../engine/engine.ts';
import type { Network, Weights } from '../models/network.ts';
import { assertRows, type Examples, readBatch } from './examples.ts';
import { forwardGraph, gradientGraph, inputGradientGraph, port } from './network-graphs.ts';

export interface Outputs {
  /** Shape [rows, classes]. */
  readonly logits: Float32Array;
  /** By layer, shape [rows, width of the layer]. */
  readonly layers: Readonly<Record<string, Float32Array>>;
}

export interface LossGradients {
  /** Per example, before averaging. */
  readonly losses: Float32Array;
  /** Of the mean loss, by weight. Frozen weights are left out. */
  readonly gradients: Weights;
}

/** Close it when done: sessions hold memory outside of JavaScript. */
export class OpenNetwork {
  readonly #engine: Engine;
  readonly #network: Network;
  readonly #sessions = new Map<string, Promise<Session>>();

  constructor(engine: Engine, network: Network) {
    this.#engine = engine;
    this.#network = network;
  }

  /**
   * Runs rows through the network, a batch at a time.
   * @param layers - which of the network's layers to give; the result holds rows x width numbers of each
   * @throws {NumericError} NUMERIC_RANGE, NUMERIC_SHAPE for rows that are not there; NUMERIC_ENGINE from the engine
   */
  async forward(
    weights: Weights,
    examples: Examples,
    rows: ArrayLike<number>,
    layers: readonly string[] = [],
    signal?: AbortSignal,
  ): Promise<Outputs> {
    assertRows(rows, examples.count);
    const names = this.#network.layers.map(({ name }) => name).filter((name) => layers.includes(name));
    const session = await this.#session(`forward ${names.join()}`, () => forwardGraph(this.#network, names));
    const outputs = new Map<string, Float32Array>();
    const fixed = this.#weightFeeds(weights);
    const size = this.#network.batch ?? batchRows;
    for (let from = 0; from < rows.length; from += size) {
      signal?.throwIfAborted();
      const count = Math.min(size, rows.length - from);
      // A network of a fixed batch gets its last one filled up.
      const run = this.#network.batch ?? count;
      const part = Array.from({ length: run }, (_, i) => rows[Math.min(from + i, rows.length - 1)] ?? 0);
      const results = await session.run({
        ...fixed,
        [port('x')]: this.#examples(await readBatch(examples, part), run),
      });
      for (const name of ['logits', ...names]) {
        const values = floats(results, port(name === 'logits' ? name : `layer/${name}`));
        const width = values.length / run;
        const all = outputs.get(name) ?? new Float32Array(rows.length * width);
        all.set(values.subarray(0, count * width), from * width);
        outputs.set(name, all);
      }
    }
    const logits = outputs.get('logits') ?? new Float32Array();
    outputs.delete('logits');
    return { logits, layers: Object.fromEntries(outputs) };
  }

  /**
   * Losses and the gradient of their mean by the weights.
   * @param x - one batch, shape [labels, ...inputDims]
   */
  async gradients(weights: Weights, x: Float32Array, labels: ArrayLike<number>): Promise<LossGradients> {
    const session = await this.#session('gradient', () => gradientGraph(this.#network));
    const results = await session.run(this.#lossFeeds(weights, x, labels));
    const trained = this.#network.parameters.filter(({ frozen }) => frozen !== true);
    const gradients = trained.map(({ name }) => [name, floats(results, port(`gradient/${name}`))] as const);
    return { losses: floats(results, port('losses')), gradients: Object.fromEntries(gradients) };
  }

  /**
   * The gradient of each example's own loss by its input, shape of `x`.
   * @param x - one batch, shape [labels, ...inputDims]
   */
  async inputGradients(
    weights: Weights,
    x: Float32Array,
    labels: ArrayLike<number>,
  ): Promise<{ readonly losses: Float32Array; readonly gradients: Float32Array }> {
    const session = await this.#session('input', () => inputGradientGraph(this.#network));
    const results = await session.run(this.#lossFeeds(weights, x, labels));
    // The graph differentiates the mean.
    const gradients = floats(results, port('gradient')).map((value) => value * labels.length);
    return { losses: floats(results, port('losses')), gradients };
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) await (await session).close();
    this.#sessions.clear();
  }

  #session(name: string, graph: () => Uint8Array): Promise<Session> {
    const session = this.#sessions.get(name) ?? this.#engine.load(graph());
    this.#sessions.set(name, session);
    return session;
  }

  #weightFeeds(weights: Weights): Readonly<Record<string, Tensor>> {
    return Object.fromEntries(
      this.#network.parameters.map(({ name, dims }) => [name, floatTensor(dims, weights[name])]),
    );
  }

  #examples(x: Float32Array, count: number): Tensor {
    return floatTensor([count, ...this.#network.inputDims], x);
  }

  #lossFeeds(weights: Weights, x: Float32Array, labels: ArrayLike<number>): Readonly<Record<string, Tensor>> {
    return {
      ...this.#weightFeeds(weights),
      [port('x')]: this.#examples(x, labels.length),
      [port('labels')]: labelTensor(labels),
    };
  }
}

/** Enough that the engine is busy, little enough that wide layers stay below 100 MB. */
const batchRows = 256;

export function floatTensor(dims: readonly number[], data: Float32Array = new Float32Array()): Tensor {
  return { type: 'float32', dims, data };
}

export function labelTensor(labels: ArrayLike<number>): Tensor {
  return { type: 'int64', dims: [labels.length], data: BigInt64Array.from(labels, BigInt) };
}

/** A float32 output by name. */
export function floats(results: Readonly<Record<string, Tensor>>, name: string): Float32Array {
  const data = results[name]?.data;
  return data instanceof Float32Array ? data : new Float32Array();
}
