// Models of others: read, differentiated, trained, written back. The models are built here node by node.
import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { NumericError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import type { Engine, Tensor } from '../engine/engine.ts';
import { decodeModel } from '../graph/decode-model.ts';
import { encodeModel } from '../graph/encode-model.ts';
import type { Graph, GraphNode, Initializer } from '../graph/graph.ts';
import { seeded } from '../random/seeded.ts';
import { activationsOf } from '../training/activations-of.ts';
import { examplesInMemory } from '../training/examples.ts';
import { trainClassifier } from '../training/train-classifier.ts';
import { type ModelOptions, modelNetwork } from './model-network.ts';
import { writeWeights } from './write-weights.ts';

const original = Set.prototype.has;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

function node(
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: GraphNode['attributes'] = {},
): GraphNode {
  return { type, domain: '', inputs, outputs: [output], attributes };
}

const random = seeded(4);

function weights(name: string, dims: readonly number[], fill?: number): Initializer {
  const size = dims.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length: size }, () => fill ?? random.normal() * 0.5);
  return { name, tensor: { type: 'float32', dims, data } };
}

/** A small convolutional model with normalisation and a residual sum; names collide with none of ours. */
const model: Graph = {
  opset: 17,
  nodes: [
    node('Conv', ['x', 'w1'], 'h1', { pads: [1, 1, 1, 1] }),
    node('BatchNormalization', ['h1', 'scale', 'offset', 'mean', 'variance'], 'h2'),
    node('Relu', ['h2'], 'h3'),
    node('Conv', ['h3', 'w2', 'b2'], 'h4', { pads: [1, 1, 1, 1] }),
    node('Add', ['h4', 'h3'], 'h5'),
    node('GlobalAveragePool', ['h5'], 'h6'),
    node('Flatten', ['h6'], 'h7'),
    node('Gemm', ['h7', 'head.weight', 'head.bias'], 'logits', { transB: 1 }),
    node('Softmax', ['logits'], 'probabilities', { axis: 1 }),
  ],
  initializers: [
    weights('w1', [4, 1, 3, 3]),
    weights('scale', [4], 1),
    weights('offset', [4], 0),
    weights('mean', [4], 0),
    weights('variance', [4], 1),
    weights('w2', [4, 4, 3, 3]),
    weights('b2', [4], 0),
    weights('head.weight', [2, 4]),
    weights('head.bias', [2], 0),
  ],
  inputs: [{ name: 'x', type: 'float32', dims: ['batch', 1, 6, 6] }],
  outputs: [{ name: 'probabilities', type: 'float32', dims: ['batch', 2] }],
};
const bytes = encodeModel(model);

/** 120 pictures of 6 x 6, half of them with a bright line; the line is the class. Seed 5. */
function pictures(): { readonly values: Float32Array; readonly labels: Int32Array } {
  const draw = seeded(5);
  const values = Float32Array.from({ length: 120 * 36 }, () => draw.uniform() * 0.3);
  const labels = Int32Array.from({ length: 120 }, () => draw.integer(2));
  labels.forEach((label, row) => {
    if (label === 1) values.fill(1, row * 36 + 12, row * 36 + 18);
  });
  return { values, labels };
}

const { values, labels } = pictures();
const examples = examplesInMemory(values, 36);
const rows = Int32Array.from({ length: 120 }, (_, row) => row);

describe('a model of somebody else', () => {
  test('names its head, trains it alone, and is written back with nothing else changed', async () => {
    const network = modelNetwork(bytes, { train: 'last' });
    expect(network).toMatchObject({ classes: 2, inputDims: [1, 6, 6], penultimate: 'h7' });
    expect(Object.keys(network.weights)).toEqual(['head.weight', 'head.bias']);
    const options = { engine, network, examples, labels, rows, epochs: 30, batch: 24, rate: 0.05, seed: 1 };
    const trained = await trainClassifier({ ...options, weights: network.weights });
    const { bytes: child, changed } = writeWeights(bytes, trained.weights);
    expect(changed).toEqual(['head.weight', 'head.bias']);
    expect(trained.record.network).toMatchObject({ kind: 'onnx-model', trained: ['head.weight', 'head.bias'] });
    const before = decodeModel(bytes).stored;
    const places = changed.map((name) => before.get(name)?.place ?? { from: 0, to: 0 });
    const outside = bytes.filter((_, i) => !places.some(({ from, to }) => i >= from && i < to));
    expect(child.filter((_, i) => !places.some(({ from, to }) => i >= from && i < to))).toEqual(outside);
    expect(await right(child)).toBeGreaterThan(Math.max(0.95, await right(bytes)));
  });

  test('all weights and statistics can be trained', async () => {
    const all = [...decodeModel(bytes).stored.keys()];
    const network = modelNetwork(bytes, { train: all });
    const options = { engine, network, examples, labels, rows, epochs: 6, batch: 24, rate: 0.01, seed: 1 };
    const trained = await trainClassifier({ ...options, weights: network.weights });
    expect(writeWeights(bytes, trained.weights).changed).toEqual(all);
    expect(writeWeights(bytes, network.weights)).toEqual({ bytes, changed: [] });
    expect(() => writeWeights(bytes, { w1: new Float32Array(3) })).toThrow('do not fill');
    expect(() => writeWeights(bytes, { w9: new Float32Array(3) })).toThrow('no weights');
  });

  test('gives its activations', async () => {
    const penultimate = await activationsOf({ engine, model: bytes, examples, rows });
    expect(penultimate).toMatchObject({ width: 4, layer: 'h7' });
    expect(penultimate.values).toHaveLength(480);
    const early = await activationsOf({ engine, model: bytes, examples, rows: [3, 1], layer: 'h3' });
    expect(early).toMatchObject({ width: 144, layer: 'h3' });
    expect(early.values.every((value) => value >= 0)).toBe(true);
    expect(early.logits).toEqual(
      Float32Array.of(...penultimate.logits.subarray(6, 8), ...penultimate.logits.subarray(2, 4)),
    );
  });

  test('a fixed batch is filled up', async () => {
    const fixed = encodeModel({ ...model, inputs: [{ name: 'x', type: 'float32', dims: [16, 1, 6, 6] }] });
    const free = await activationsOf({ engine, model: bytes, examples, rows });
    const filled = await activationsOf({ engine, model: fixed, examples, rows });
    for (let i = 0; i < 480; i++) expect(filled.values[i]).toBeCloseTo(free.values[i] ?? 0, 5);
    const network = modelNetwork(fixed, { train: 'last' });
    const options = { engine, network, examples, labels, epochs: 1, rate: 0.01, seed: 1, weights: network.weights };
    await expect(trainClassifier({ ...options, rows, batch: 24 })).rejects.toMatchObject({ code: 'NUMERIC_SHAPE' });
    const some = rows.subarray(0, 96);
    expect((await trainClassifier({ ...options, rows: some, batch: 16 })).record.steps).toBe(6);
  });

  test('an operator without a rule stops with its name, on the way only', async () => {
    const odd = { ...model, nodes: model.nodes.map((one) => (one.type === 'Relu' ? node('Selu', ['h2'], 'h3') : one)) };
    const train = async (names: ModelOptions['train']): Promise<unknown> => {
      const network = modelNetwork(encodeModel(odd), { train: names ?? [] });
      const options = { engine, network, examples, labels, rows, epochs: 1, batch: 24, rate: 0.01, seed: 1 };
      return (await trainClassifier({ ...options, weights: network.weights })).record.steps;
    };
    await expect(train(['w1'])).rejects.toMatchObject({ code: 'NUMERIC_OPERATOR', fields: { value: 'Selu' } });
    expect(await train(['w2', 'head.bias'])).toBe(5);
  });

  test('models of another kind are refused', () => {
    const refused = (more: Partial<Graph>, options: ModelOptions = {}): unknown => {
      try {
        return modelNetwork(encodeModel({ ...model, ...more }), options);
      } catch (error) {
        return error instanceof NumericError ? error.code : error;
      }
    };
    const [x] = model.inputs;
    const [relu] = model.nodes.filter(({ type }) => type === 'Relu');
    expect(refused({}, { train: ['nothing'] })).toBe('NUMERIC_MODEL');
    expect(refused({}, { layers: ['nothing'] })).toBe('NUMERIC_MODEL');
    expect(refused({ inputs: [] })).toBe('NUMERIC_MODEL');
    expect(refused({ inputs: x === undefined ? [] : [x, { ...x, name: 'y' }] })).toBe('NUMERIC_MODEL');
    expect(refused({ outputs: [] })).toBe('NUMERIC_MODEL');
    expect(refused({ opset: 3 })).toBe('NUMERIC_MODEL');
    expect(refused({ nodes: [...model.nodes].reverse() })).toBe('NUMERIC_MODEL');
    expect(refused({ nodes: relu === undefined ? [] : [...model.nodes, relu] })).toBe('NUMERIC_MODEL');
    expect(refused({ inputs: [{ name: 'x', type: 'float32', dims: ['n', 1, 'h', 'w'] }] })).toBe('NUMERIC_MODEL');
    expect(refused({ nodes: [...model.nodes, node('Relu', ['h2'], 'assay/x')] })).toBe('NUMERIC_MODEL');
  });

  test('bytes that were cut or changed give a model or a NumericError', () => {
    const survives = (changed: Uint8Array): boolean => {
      try {
        decodeModel(changed);
        return true;
      } catch (error) {
        return error instanceof NumericError && error.code === 'NUMERIC_MODEL';
      }
    };
    for (let length = 0; length < bytes.length; length++) expect(survives(bytes.subarray(0, length))).toBe(true);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ by;
        return survives(changed);
      }),
      { numRuns: 3000 },
    );
  });

  test('ten times the layers cost about ten times the work', () => {
    // Every layer is a candidate for the last one with weights, and none has any.
    const steps = (count: number): number => {
      const nodes = Array.from({ length: count }, (_, i) =>
        node('MatMul', [i === 0 ? 'x' : `h${i - 1}`, 'c'], `h${i}`),
      );
      const made = node('Constant', [], 'c', { value_floats: { floats: [1] } });
      const chain = {
        ...model,
        nodes: [made, ...nodes],
        initializers: [],
        outputs: [{ name: `h${count - 1}`, type: 'float32', dims: ['n', 2] }],
      } as const;
      const long = encodeModel(chain);
      let looked = 0;
      const has = vi.spyOn(Set.prototype, 'has').mockImplementation(function (this: Set<unknown>, value: unknown) {
        looked += 1;
        return original.call(this, value);
      });
      expect(modelNetwork(long)).toMatchObject({ penultimate: `h${count - 1}` });
      has.mockRestore();
      return looked;
    };
    expect(steps(2000) / steps(200)).toBeLessThan(12);
  });

  test('what is decoded and encoded again computes the same', async () => {
    const again = await engine.load(encodeModel(decodeModel(bytes)));
    const first = await engine.load(bytes);
    const x: Tensor = { type: 'float32', dims: [120, 1, 6, 6], data: values };
    expect(await again.run({ x })).toEqual(await first.run({ x }));
  });
});

/** Share of the pictures whose class is the larger probability. */
async function right(child: Uint8Array): Promise<number> {
  const session = await engine.load(child);
  const { probabilities } = await session.run({ x: { type: 'float32', dims: [120, 1, 6, 6], data: values } });
  const found = labels.filter((label, row) => {
    const line = Number(probabilities?.data[row * 2 + 1]) > Number(probabilities?.data[row * 2]);
    return line === (label === 1);
  });
  return found.length / labels.length;
}
