// Training on pictures whose class is where the light is. The peer is arithmetic: what is planted has to be found.
import { beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '#jobs/engines/open-engine';
import type { Engine } from '../engine/engine.ts';
import type { Network, NetworkSpec } from '../models/network.ts';
import { networkOf } from '../models/network-of.ts';
import { seeded } from '../random/seeded.ts';
import { examplesInMemory } from './examples.ts';
import { OpenNetwork } from './open-network.ts';
import { trainClassifier } from './train-classifier.ts';
import type { TrainingOptions } from './training-options.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 1 });
});

const picture: NetworkSpec = {
  kind: 'convolutional-net',
  height: 8,
  width: 8,
  channels: 1,
  classes: 4,
  filters: [4, 8],
  kernel: 3,
  padding: 1,
  dense: 16,
};

/** 400 pictures of 8 x 8: noise, and a light in one of four corners, which is the class. Seed 1. */
function pictures(): { readonly values: Uint8Array; readonly labels: Int32Array } {
  const random = seeded(1);
  const values = new Uint8Array(400 * 64);
  const labels = new Int32Array(400);
  for (let row = 0; row < 400; row++) {
    const corner = random.integer(4);
    labels[row] = corner;
    for (let i = 0; i < 64; i++) values[row * 64 + i] = random.integer(120);
    const place = (corner >> 1) * 32 + (corner & 1) * 4;
    for (const offset of [9, 10, 17, 18]) values[row * 64 + place + offset] = 200 + random.integer(56);
  }
  return { values, labels };
}

const { values, labels } = pictures();
const examples = examplesInMemory(values, 64);
const first = Int32Array.from({ length: 300 }, (_, row) => row);
const rest = Int32Array.from({ length: 100 }, (_, row) => 300 + row);

function options(more: Partial<TrainingOptions> = {}): TrainingOptions {
  const network = more.network ?? networkOf(picture);
  return { engine, network, examples, labels, rows: first, epochs: 4, batch: 32, rate: 0.005, seed: 7, ...more };
}

async function accuracy(network: Network, weights: Readonly<Record<string, Float32Array>>): Promise<number> {
  const open = new OpenNetwork(engine, network);
  const { logits } = await open.forward(weights, examples, rest);
  await open.close();
  let right = 0;
  for (let i = 0; i < rest.length; i++) {
    const row = logits.subarray(i * 4, i * 4 + 4);
    if (row.indexOf(Math.max(...row)) === labels[rest[i] ?? 0]) right += 1;
  }
  return right / rest.length;
}

const specs: readonly NetworkSpec[] = [
  picture,
  { ...picture, normalized: true },
  { kind: 'multilayer-perceptron', inputs: 64, hidden: [32], classes: 4 },
  { kind: 'logistic-regression', inputs: 64, classes: 4 },
  { kind: 'random-features', inputs: 64, classes: 4, features: 400, scale: 0.3 },
];

describe('trainClassifier', () => {
  test.each(specs)('a $kind learns from 300 pictures what 100 others are', async (spec) => {
    const network = networkOf(spec);
    const rate = spec.kind === 'random-features' ? 0.1 : 0.01;
    const { weights, losses } = await trainClassifier(options({ network, epochs: 8, rate }));
    expect(await accuracy(network, weights)).toBeGreaterThanOrEqual(0.95);
    expect(losses).toHaveLength(300);
  });

  test('the same seed gives the same bits, another seed others', async () => {
    const one = await trainClassifier(options({ epochs: 2 }));
    const two = await trainClassifier(options({ epochs: 2 }));
    const other = await trainClassifier(options({ epochs: 2, seed: 8 }));
    expect(two.record).toEqual(one.record);
    expect(two.weights).toEqual(one.weights);
    expect(other.record.stepGraph).toBe(one.record.stepGraph);
    expect(other.record.weights).not.toBe(one.record.weights);
    expect(one.record).toMatchObject({ steps: 20, rows: 300, engine: { threads: 1 } });
  });

  test('losses stand by row, and wrong labels have the largest', async () => {
    const wrong = labels.slice();
    for (let row = 0; row < 15; row++) wrong[row] = ((wrong[row] ?? 0) + 1) % 4;
    const seen: number[] = [];
    const { losses } = await trainClassifier(
      options({ labels: wrong, epochs: 6, rate: 0.01, onEpoch: ({ meanLoss }) => seen.push(meanLoss) }),
    );
    expect(seen).toHaveLength(6);
    expect(seen[5]).toBeLessThan((seen[0] ?? 0) / 2);
    const ranked = [...losses.keys()].sort((a, b) => (losses[b] ?? 0) - (losses[a] ?? 0));
    expect(ranked.slice(0, 15).filter((row) => row < 15).length).toBeGreaterThanOrEqual(14);
  });

  test('rows of weight 0 teach nothing', async () => {
    const none = await trainClassifier(options({ sampleWeights: new Float32Array(400), epochs: 1 }));
    expect(none.record.weights).toBe(none.record.initialWeights);
    const sgd = await trainClassifier(options({ optimizer: { kind: 'sgd', momentum: 0.9 }, rate: 0.05, epochs: 6 }));
    expect(await accuracy(networkOf(picture), sgd.weights)).toBeGreaterThan(0.8);
  });

  test('a distortion sees every batch, drawn from the seed', async () => {
    let count = 0;
    const distort: TrainingOptions['distort'] = (batch, random) => {
      count += batch.length / 64;
      for (let i = 0; i < batch.length; i++) batch[i] = (batch[i] ?? 0) + 0.1 * random.normal();
    };
    const one = await trainClassifier(options({ epochs: 1, distort }));
    expect(count).toBe(300);
    const two = await trainClassifier(options({ epochs: 1, distort }));
    expect(two.record.weights).toBe(one.record.weights);
  });

  test('bad input is named', async () => {
    await expect(trainClassifier(options({ rows: [400] }))).rejects.toMatchObject({ code: 'NUMERIC_RANGE' });
    await expect(trainClassifier(options({ rows: [] }))).rejects.toMatchObject({ code: 'NUMERIC_RANGE' });
    await expect(trainClassifier(options({ labels: new Int32Array(400).fill(4) }))).rejects.toThrow(
      'none of 4 classes',
    );
    await expect(trainClassifier(options({ labels: [] }))).rejects.toMatchObject({ code: 'NUMERIC_RANGE' });
    await expect(trainClassifier(options({ batch: 0 }))).rejects.toMatchObject({ code: 'NUMERIC_RANGE' });
    await expect(trainClassifier(options({ rate: Number.NaN }))).rejects.toMatchObject({ code: 'NUMERIC_RANGE' });
    await expect(trainClassifier(options({ examples: examplesInMemory(values, 32) }))).rejects.toMatchObject({
      code: 'NUMERIC_SHAPE',
    });
    await expect(trainClassifier(options({ weights: {} }))).rejects.toMatchObject({ code: 'NUMERIC_SHAPE' });
    const broken = examplesInMemory(new Float32Array(400 * 64).fill(Number.NaN), 64);
    await expect(trainClassifier(options({ examples: broken }))).rejects.toMatchObject({ code: 'NUMERIC_DIVERGED' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(trainClassifier(options({ signal }))).rejects.toThrow('enough');
    expect(() => networkOf({ ...picture, height: 2 })).toThrow('too small');
    expect(() => networkOf({ ...picture, filters: [0] })).toThrow('whole number');
    expect(() => examplesInMemory(new Uint8Array(10), 3)).toThrow('no rows of 3');
  });
});

describe('OpenNetwork', () => {
  test('layers, gradients of weights and of inputs agree with what they are of', async () => {
    const network = networkOf(picture);
    const { weights } = await trainClassifier(options());
    const open = new OpenNetwork(engine, network);
    const { layers } = await open.forward(weights, examples, rest, ['penultimate', 'channels-1']);
    expect(Object.entries(layers).map(([name, { length }]) => [name, length])).toEqual([
      ['channels-1', 400],
      ['penultimate', 1600],
    ]);
    const x = Float32Array.from(values.subarray(0, 2 * 64), (value) => value / 255);
    const two = labels.subarray(0, 2);
    const { losses, gradients } = await open.gradients(weights, x, two);
    const stepped = { ...weights, 'out.bias': moved(weights['out.bias'], 1, 0.01) };
    const after = await open.gradients(stepped, x, two);
    const slope = (mean(after.losses) - mean(losses)) / 0.01;
    expect(slope).toBeCloseTo(gradients['out.bias']?.[1] ?? 0, 2);
    const input = await open.inputGradients(weights, x, two);
    const lit = await open.inputGradients(weights, moved(x, 64 + 9, 0.01), two);
    expect(((lit.losses[1] ?? 0) - (input.losses[1] ?? 0)) / 0.01).toBeCloseTo(input.gradients[64 + 9] ?? 0, 2);
    await open.close();
  });
});

function moved(values: Float32Array | undefined, at: number, by: number): Float32Array {
  const copy = Float32Array.from(values ?? []);
  copy[at] = (copy[at] ?? 0) + by;
  return copy;
}

function mean(values: Float32Array): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
