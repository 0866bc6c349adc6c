import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NaiveBayes, type TokenCounts } from './naive-bayes.ts';

const document = (...pairs: readonly (readonly [number, number])[]): TokenCounts => ({
  tokens: Int32Array.from(pairs, ([token]) => token),
  counts: Int32Array.from(pairs, ([, count]) => count),
});

test('the joint likelihood is that of the definition', () => {
  const model = new NaiveBayes({ classes: 2, vocabulary: 3 });
  model.add(document([0, 2], [1, 1]), 0);
  model.add(document([2, 4]), 1);
  model.add(document([1, 1]), 1);
  const joint = model.logJoint(document([0, 1], [2, 1]));
  expect(joint[0]).toBeCloseTo(Math.log(1 / 3) + Math.log(3 / 6) + Math.log(1 / 6), 12);
  expect(joint[1]).toBeCloseTo(Math.log(2 / 3) + Math.log(1 / 8) + Math.log(5 / 8), 12);
  expect(model.predict(document([2, 1]))).toBe(1);
  expect(model.logJoint(document())[1]).toBeCloseTo(Math.log(2 / 3), 12);
});

test('per documents the length of a document dilutes nothing', () => {
  const model = new NaiveBayes({ classes: 2, vocabulary: 100, per: 'documents' });
  model.add(document([0, 1]), 0);
  model.add(document(...Array.from({ length: 100 }, (_, token) => [token, 1] as const)), 1);
  const joint = model.logJoint(document([0, 1]));
  expect(joint[0]).toBeCloseTo(joint[1] ?? 0, 12);
});

const documents = fc.array(
  fc.record({
    label: fc.nat(2),
    counts: fc
      .uniqueArray(fc.tuple(fc.nat(19), fc.integer({ min: 1, max: 5 })), { selector: ([token]) => token })
      .map((pairs) => document(...pairs)),
  }),
  { minLength: 1, maxLength: 12 },
);

test('removing is the exact inverse of adding', () => {
  fc.assert(
    fc.property(documents, documents, (kept, removed) => {
      const one = new NaiveBayes({ classes: 3, vocabulary: 20 });
      const other = new NaiveBayes({ classes: 3, vocabulary: 20 });
      for (const { counts, label } of kept) one.add(counts, label);
      for (const { counts, label } of [...removed, ...kept]) other.add(counts, label);
      for (const { counts, label } of removed) other.remove(counts, label);
      for (const { counts } of kept) expect(other.logJoint(counts)).toEqual(one.logJoint(counts));
    }),
  );
});

test('what was not added is not removed, and what is out of range is refused', () => {
  const model = new NaiveBayes({ classes: 2, vocabulary: 3 });
  model.add(document([0, 1]), 0);
  expect(() => model.remove(document([0, 2]), 0)).toThrow(expect.objectContaining({ code: 'NUMERIC_RANGE' }));
  expect(() => model.remove(document(), 1)).toThrow(expect.objectContaining({ code: 'NUMERIC_RANGE' }));
  expect(() => model.add(document([3, 1]), 0)).toThrow(expect.objectContaining({ code: 'NUMERIC_RANGE' }));
  expect(() => model.add(document([0, 0]), 0)).toThrow(expect.objectContaining({ code: 'NUMERIC_RANGE' }));
  expect(() => model.add(document(), 2)).toThrow(expect.objectContaining({ code: 'NUMERIC_RANGE' }));
  expect(() => model.add({ tokens: Int32Array.of(1), counts: new Int32Array(0) }, 0)).toThrow(
    expect.objectContaining({ code: 'NUMERIC_SHAPE' }),
  );
  expect(() => new NaiveBayes({ classes: 0, vocabulary: 3 })).toThrow(
    expect.objectContaining({ code: 'NUMERIC_RANGE' }),
  );
  expect(() => new NaiveBayes({ classes: 2, vocabulary: 3, smoothing: 0 })).toThrow(
    expect.objectContaining({ code: 'NUMERIC_RANGE' }),
  );
});
