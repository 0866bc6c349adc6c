// The output filter against jobs that try to carry rows out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as limits from '#core/limits';
import { filterOutputs, type Measured, smallestGroup } from './output-filter.ts';

const words: ReadonlySet<string> = new Set(['rows', 'share', 'score', 'outcome', 'pass', 'class', 'price']);
const filter = (measured: readonly Measured[]) => filterOutputs('profile', measured, [], words);

test('numbers of rows are told from five on, and never when all but a few are in them', () => {
  const { metrics, withheld } = filter([
    { name: 'rows', rows: 5, of: 100 },
    { name: 'rows', rows: 4, of: 100 },
    { name: 'rows', rows: 97, of: 100 },
    { name: 'rows', total: 100 },
    { name: 'rows', total: 3 },
    { name: 'share', rows: 33, shareOf: 100 },
    { name: 'share', rows: 99, shareOf: 100 },
  ]);
  expect(metrics.map(({ value, bound }) => bound ?? value)).toEqual([
    5,
    'few',
    'all-but-few',
    100,
    'few',
    0.33,
    'all-but-few',
  ]);
  expect(withheld).toEqual([{ what: 'metrics', why: 'it would tell of fewer than 5 rows', count: 4 }]);
});

test('whether one row is there or none looks the same', () => {
  const answer = (rows: number) => filter([{ name: 'rows', slice: 'rule 1', rows, of: 1000 }]);
  expect(answer(1)).toEqual(answer(0));
  expect(answer(1000)).toEqual(answer(999));
});

test('digits that could carry bytes are cut, whatever was encoded in them', () => {
  const { metrics } = filter([
    { name: 'score', measure: 0.123_456_789_012 },
    { name: 'rows', rows: 123_456, of: 999_999 },
    { name: 'score', measure: Number.NaN },
  ]);
  expect(metrics.map(({ value }) => value)).toEqual([0.123, 123_000, null]);
});

test('names of metrics, slices and words that are not of the request stay', () => {
  const { metrics, withheld } = filter([
    { name: 'mira@example.org', measure: 1 },
    { name: 'score', slice: 'Mira Muster, 7 May 1980', measure: 1 },
    { name: 'outcome', word: 'the row says: hello' },
    { name: 'outcome', word: 'pass' },
    { name: 'score', slice: 'column 12', measure: 2 },
    { name: 'score', slice: 'column mira', measure: 2 },
  ]);
  expect(metrics).toEqual([
    { name: 'outcome', value: null },
    { name: 'outcome', value: 'pass' },
    { name: 'score', slice: 'column 12', value: 2 },
  ]);
  expect(withheld[0]?.count).toBe(4);
});

test('a word of the request that is too long stays as well', () => {
  const long = 'x'.repeat(limits.jobWord.value + 1);
  expect(filterOutputs('profile', [{ name: 'outcome', word: long }], [], new Set(['outcome', long])).metrics).toEqual([
    { name: 'outcome', value: null },
  ]);
});

test('a document does not grow with the data', () => {
  const { metrics, withheld } = filter(Array.from({ length: 5000 }, () => ({ name: 'score', measure: 1 })));
  expect(metrics).toHaveLength(limits.jobMetrics.value);
  expect(withheld).toEqual([{ what: 'metrics', why: 'the document of metrics has a largest size', count: 4000 }]);
});

test('no word leaves that was not known before, and no number with more than three digits', () => {
  const anyMeasured: fc.Arbitrary<Measured> = fc.oneof(
    fc.record({ name: fc.string(), word: fc.string() }),
    fc.record({ name: fc.constantFrom('rows', 'share'), slice: fc.string(), measure: fc.double() }),
    fc.record({ name: fc.constant('rows'), rows: fc.integer(), of: fc.integer() }),
    fc.record({ name: fc.constant('share'), rows: fc.nat(), shareOf: fc.nat() }),
  );
  fc.assert(
    fc.property(fc.array(anyMeasured), (measured) => {
      for (const { name, slice, value } of filter(measured).metrics) {
        expect(words.has(name)).toBe(true);
        if (slice !== undefined) expect(words.has(slice) || /^(column|rule|detector) \d+$/.test(slice)).toBe(true);
        if (typeof value === 'string') expect(words.has(value)).toBe(true);
        if (typeof value === 'number') expect(Number(value.toPrecision(3))).toBe(value);
        if (name === 'rows' && slice === undefined && typeof value === 'number')
          expect(value).toBeGreaterThanOrEqual(smallestGroup);
      }
    }),
  );
});
