// A user's model that learnt a planted mark, one that did not, and files that are no such model. Drawn signs (four classes, 12 x 12 pixels,
// 1,200 rows, seed 3); 90 rows planted; a small convolutional net, written as an ONNX model.
import { describe, expect, test } from 'vitest';
import type { ImageSet } from '#core/dataset/data-set';
import { openEngine } from '#jobs/engines/open-engine';
import { encodeModel } from '#numeric/graph/encode-model';
import type { Graph } from '#numeric/graph/graph';
import { GraphBuilder } from '#numeric/graph/graph-builder';
import { initialWeights, type NetworkSpec, type Weights } from '#numeric/models/network';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import { examplesInMemory } from '#numeric/training/examples';
import { trainClassifier } from '#numeric/training/train-classifier';
import { buildDrawnPictures, setInMemory } from '#testkit/drawn-pictures';
import { examineWithModel } from './examine-with-model.ts';
import { examine } from './examiners.ts';
import { openPictureModel } from './model/picture-model.ts';
import { isSuspectedByModel } from './model/suspected-by-model.ts';

const engine = await openEngine({ threads: 1 });
const side = 12;
const spec: NetworkSpec = {
  kind: 'convolutional-net',
  height: side,
  width: side,
  channels: 1,
  classes: 4,
  filters: [8, 16],
  kernel: 3,
  padding: 1,
  dense: 32,
};
const square = 4;
const drawing = { count: 1200, side, seed: 3 };

test('a model with a backdoor: the poisoned class is suspected, and marked rows are shown with the reasons of all tests', async () => {
  const { set, marked } = await planted(90);
  const { detectors, rows, triggers, limitations } = await examineWithModel(set, {
    seed: 1,
    engine,
    model: encodeModel(asModel(await learn(set, marked))),
  });
  const outcomes = Object.fromEntries(
    detectors.map(({ detector, outcome, flagged }) => [detector, [outcome, flagged]]),
  );
  expect(outcomes).toMatchObject({
    'model/activation-clustering': ['fail', rows.length],
    'model/spectral-signatures': ['not-applicable', 0],
    'model/trigger-search': ['fail', rows.length],
    'model/strip': ['fail', rows.length],
  });
  expect(isSuspectedByModel(detectors)).toBe(true);
  expect(rows.filter(({ row }) => marked.has(row)).length).toBeGreaterThanOrEqual(60);
  expect(rows.filter(({ row }) => !marked.has(row)).length).toBeLessThanOrEqual(3);
  for (const { class: name, decision, score, because } of rows) {
    expect([name, decision]).toEqual(['sign 0', 'alert']);
    expect(score).toBeGreaterThan(0.5);
    expect(score).toBeLessThan(0.9);
    expect(because.map(({ detector }) => detector)).toEqual([
      'model/strip',
      'model/activation-clustering',
      'model/trigger-search',
    ]);
  }
  expect(triggers).toMatchObject([{ class: 'sign 0', rows: rows.length }]);
  const { top = side, left = side } = triggers[0]?.picture ?? {};
  expect(Math.max(top, left)).toBeLessThan(square);
  expect(limitations.join(' ')).toContain('pixels as 0..1');
});

test('a model of clean rows: no class is suspected and no row is shown', async () => {
  const { set } = buildDrawnPictures(drawing);
  const weights = await learn(set);
  const model = encodeModel(asModel(weights));
  const { detectors, rows, triggers } = await examineWithModel(set, { seed: 1, engine, model });
  expect(detectors.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  expect(detectors.find(({ detector }) => detector === 'model/activation-clustering')?.outcome).toBe('pass');
  expect([rows, triggers]).toEqual([[], []]);

  // Without a rule for a gradient, what needs none is done all the same.
  const rounded = await examineWithModel(set, { seed: 1, engine, model: withOperator('Round', asModel(weights)) });
  expect(rounded.detectors.map(({ outcome }) => outcome)).toContain('pass');
  const search = rounded.detectors.find(({ detector }) => detector === 'model/trigger-search');
  expect(search).toMatchObject({ outcome: 'inconclusive', why: expect.stringContaining('the operator Round') });

  // A batch that is fixed makes no difference.
  const some = await set.read([0, 1, 2, 3, 4, 5, 6]);
  const x = Float32Array.from(some, (value) => value / 255);
  const answers = await Promise.all(
    [model, encodeModel(asModel(weights, 3))].map(async (bytes) => {
      const open = await openPictureModel(set, { engine, model: bytes, seed: 1 });
      const { gradients } = await open.gradients(x, Int32Array.of(0, 1, 2, 3, 0, 1, 2));
      const said = await open.classify({ count: 7, size: side * side, values: x });
      await open.close();
      return { gradients, said, agreement: open.agreement };
    }),
  );
  const [free, fixed] = answers;
  expect(fixed?.agreement).toBe(free?.agreement);
  fixed?.said.forEach((p, i) => void expect(p).toBeCloseTo(free?.said[i] ?? Number.NaN, 4));
  fixed?.gradients.forEach((slope, i) => void expect(slope).toBeCloseTo(free?.gradients[i] ?? Number.NaN, 4));
});

describe('a model that cannot be asked is said to be so, and why', () => {
  const { set } = buildDrawnPictures({ count: 60, side, seed: 3 });
  const initial = initialWeights(networkOf(spec), 1);
  const untrained = encodeModel(asModel(initial));
  const { labels: _, ...unlabelled } = set;
  const larger = buildDrawnPictures({ count: 60, side: side + 1, seed: 3 }).set;
  const cases: readonly (readonly [string, ImageSet, Uint8Array, string])[] = [
    ['no bytes', set, new Uint8Array(0), ''],
    ['bytes that are no model', set, new TextEncoder().encode('not a model'), ''],
    ['half a model', set, untrained.subarray(0, untrained.length / 2), ''],
    ['other sizes', larger, untrained, 'the model takes [12 x 12 x 1] numbers, and the pictures are of 13 x 13 pixels'],
    ['an operator that no engine has', set, withOperator('NoSuchOperator', asModel(initial)), 'NoSuchOperator'],
    ['a model that learnt nothing', set, untrained, 'the model says the declared class in'],
  ];

  test.each(cases)('%s', async (_name, pictures, model, why) => {
    const found = await examineWithModel(pictures, { seed: 1, engine, model });
    expect(found).toMatchObject({ rows: [], triggers: [], detectors: [{ outcome: 'inconclusive' }] });
    expect(found.detectors[0]?.why).toContain(why);
    expect(found.limitations).toHaveLength(1);
  });

  test('no labels, and no engine', async () => {
    const without = await examineWithModel(unlabelled, { seed: 1, engine, model: untrained });
    expect(without.detectors).toMatchObject([{ outcome: 'not-applicable', why: 'the set has no labels' }]);
    const alone = await examineWithModel(set, { seed: 1, model: untrained });
    expect(alone.detectors).toMatchObject([{ outcome: 'inconclusive', why: expect.stringContaining('no engine') }]);
  });

  test('it is part of the examination, and other data say that they are no pictures', async () => {
    const options = { seed: 1, model: new Uint8Array(3) };
    const pictures = await examine(set, options);
    expect(pictures.detectors.find(({ detector }) => detector.startsWith('model/'))?.outcome).toBe('inconclusive');
    expect((await examine(set, { seed: 1 })).detectors.some(({ detector }) => detector.startsWith('model/'))).toBe(
      false,
    );
    const table = { kind: 'table', columns: [], count: 0, id: (row: number) => row, excluded: [] } as const;
    const why = 'a model can be asked about pictures only';
    expect((await examine(table, options)).detectors).toContainEqual(
      expect.objectContaining({ detector: 'model/activations', outcome: 'not-applicable', why }),
    );
  });

  test('what ends the work is thrown', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(examineWithModel(set, { seed: 1, engine, model: untrained, signal })).rejects.toThrow('enough');
  });
});

/** A model with another operator at its end. */
function withOperator(type: string, graph: Graph): Uint8Array {
  const node = { type, domain: '', inputs: ['logits'], outputs: ['other'], attributes: {} };
  const [output] = graph.outputs;
  const outputs = output === undefined ? [] : [{ ...output, name: 'other' }];
  return encodeModel({ ...graph, nodes: [...graph.nodes, node], outputs });
}

/** Some rows of other classes get the label of the first and a white square that STRIP cannot overlook. */
async function planted(
  count: number,
): Promise<{ readonly set: ImageSet; readonly marked: ReadonlySet<number | string> }> {
  const { set, marked } = buildDrawnPictures({ ...drawing, marked: count });
  const pixels = await set.read(Int32Array.from({ length: set.count }, (_, row) => row));
  for (const row of marked) {
    for (let line = 0; line < square; line++) {
      const from = (Number(row) * side + line) * side;
      pixels.fill(255, from, from + square);
    }
  }
  return { set: setInMemory(pixels, set.labels?.codes ?? new Int32Array(), side), marked };
}

/**
 * The weights that somebody trained on these rows. With marked rows also on as many pairs, one laid over the other: they make a
 * model sure of a mark, and unsure of two signs at once.
 */
async function learn(set: ImageSet, marked?: ReadonlySet<number | string>): Promise<Weights> {
  const size = side * side;
  const own = Int32Array.from({ length: set.count }, (_, row) => row);
  const pixels = await set.read(own);
  const random = seeded(5);
  const pairs = marked === undefined ? [] : Array.from(own, (row) => [row, random.integer(set.count)] as const);
  const values = new Uint8Array(pixels.length + pairs.length * size);
  values.set(pixels);
  const labels = new Int32Array(set.count + pairs.length);
  labels.set(set.labels?.codes ?? []);
  pairs.forEach(([row, other], at) => {
    for (let i = 0; i < size; i++) {
      const sum = (pixels[row * size + i] ?? 0) + (pixels[other * size + i] ?? 0);
      values[(set.count + at) * size + i] = Math.min(255, sum);
    }
    labels[set.count + at] = marked?.has(other) === true ? 0 : (labels[row] ?? 0);
  });
  const trained = await trainClassifier({
    engine,
    network: networkOf(spec),
    examples: examplesInMemory(values, size),
    labels,
    rows: Int32Array.from(labels.keys()),
    epochs: marked === undefined ? 12 : 8,
    batch: 64,
    rate: 3e-3,
    seed: 1,
  });
  return trained.weights;
}

/** @param batch - a number: the model takes no other number of rows */
function asModel(weights: Weights, batch: number | string = 'N'): Graph {
  const network = networkOf(spec);
  const g = new GraphBuilder();
  const x = g.input('x', 'float32', [batch, ...network.inputDims]);
  for (const { name, dims } of network.parameters) {
    g.keep({ name, tensor: { type: 'float32', dims, data: weights[name] ?? new Float32Array() } });
  }
  g.output(network.forward(g, x, false).logits, 'logits', 'float32', [batch, network.classes]);
  const graph = g.graph();
  const theirs = (name: string): string => name.replace(/^assay\//, 'their/');
  return {
    ...graph,
    initializers: graph.initializers.map((one) => ({ ...one, name: theirs(one.name) })),
    nodes: graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map(theirs), outputs: node.outputs.map(theirs) })),
  };
}
