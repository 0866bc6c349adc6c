import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { splitTokens } from '../text/split-tokens.ts';
import { hashNGrams, type SparseRow } from './hashed-n-gram.ts';
import { logitsInto, softmaxInPlace, trainSparseSoftmax } from './sparse-softmax.ts';

const row = (text: string): SparseRow =>
  hashNGrams(
    splitTokens(text, 1000).hashes.filter((_, at) => at % 2 === 0),
    { longest: 2, bits: 14 },
  );

test('n-grams are features of their order, each once, on the unit sphere', () => {
  const { features, values } = row('a b a b');
  expect(features).toHaveLength(4); // a, b, a b, b a
  expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 6);
  expect(row('b a').features).not.toEqual(row('a b').features);
  expect(row('')).toEqual({ features: new Int32Array(0), values: new Float32Array(0) });
});

test('it learns classes that words tell apart, and the same weights from the same seed', () => {
  const random = seeded(5);
  const data = Array.from({ length: 300 }, (_, at) =>
    row(`${['red', 'green', 'blue'][at % 3]} ${'abcdefgh'[random.integer(8)]} ${'ijklmnop'[random.integer(8)]}`),
  );
  const labels = Int32Array.from(data, (_, at) => at % 3);
  const learnt = Int32Array.from({ length: 200 }, (_, at) => at);
  const train = (seed: number) => trainSparseSoftmax(data, labels, learnt, { classes: 3, width: 2 ** 14, seed });
  const model = train(1);
  const logits = new Float64Array(3);
  const wrong = data.slice(200).filter((sparse, at) => {
    logitsInto(logits, model, sparse);
    return logits.indexOf(Math.max(...logits)) !== (200 + at) % 3;
  });
  expect(wrong).toHaveLength(0);
  softmaxInPlace(logits);
  expect(logits.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(train(1).weights).toEqual(model.weights);
  expect(train(2).weights).not.toEqual(model.weights);
});

test('without rows nothing is learnt', () => {
  const model = trainSparseSoftmax([], new Int32Array(0), new Int32Array(0), { classes: 2, width: 4, seed: 1 });
  expect(model.weights.every((weight) => weight === 0)).toBe(true);
});
