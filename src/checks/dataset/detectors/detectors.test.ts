import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Random, seeded } from '#numeric/random/seeded';
import { auroc } from '#numeric/statistics/auroc';
import type { DetectorInput } from './detector.ts';
import { detectors } from './detectors.generated.ts';

const width = 12;
const perClass = 300;

/** Four classes of normal rows with centres apart; every other column has a tenth of the spread. */
function cleanRow(random: Random, label: number): number[] {
  return Array.from({ length: width }, (_, j) => random.normal() * (j % 2 === 0 ? 1 : 0.1) + (j % 4 === label ? 4 : 0));
}

interface Planted {
  readonly input: DetectorInput;
  readonly rows: readonly number[];
  readonly positive: readonly number[];
}

const clustering = detectors.find((one) => one.id === 'activation-clustering');

type Defect = 'other label' | 'group apart' | 'single values' | 'nothing';

/** `planted` rows of class 0 with a defect, the class and all others clean; probabilities as of a model that knows the classes. */
function plant(defect: Defect, planted: number, seed: number): Planted {
  const random = seeded(seed);
  const values: number[] = [];
  const labels: number[] = [];
  const probabilities: number[] = [];
  for (let i = 0; i < 4 * perClass; i++) {
    const label = Math.floor(i / perClass);
    const isPlanted = label === 0 && i < planted;
    const truth = isPlanted && defect === 'other label' ? 1 + random.integer(3) : label;
    const row = cleanRow(random, truth);
    if (isPlanted && defect === 'group apart') for (const j of [1, 3, 5, 7]) row[j] = (row[j] ?? 0) + 0.8;
    if (isPlanted && defect === 'single values') row[random.integer(width)] = 30 * (random.uniform() < 0.5 ? -1 : 1);
    values.push(...row);
    labels.push(label);
    const sure = 0.6 + 0.38 * random.uniform();
    for (let c = 0; c < 4; c++) probabilities.push(c === truth ? sure : (1 - sure) / 3);
  }
  const input = {
    features: { count: labels.length, width, values: Float32Array.from(values), from: 'raw' },
    labels: Int32Array.from(labels),
    classes: 4,
    probabilities: Float32Array.from(probabilities),
    seed: 1,
  };
  const rows = Array.from({ length: perClass }, (_, i) => i);
  return { input, rows, positive: rows.map((i) => (i < planted ? 1 : 0)) };
}

/** Of each method the defect that its paper is about, 5 % or 20 % of a class of 300, and the area that it has to reach. */
const power: readonly (readonly [string, Defect, number, number])[] = [
  ['spectral-signatures', 'other label', 60, 0.95],
  ['trimmed-covariance', 'other label', 15, 0.99],
  ['trimmed-covariance', 'group apart', 15, 0.99],
  ['activation-clustering', 'other label', 60, 0.99],
  ['statistical-outliers', 'single values', 15, 0.99],
  ['statistical-outliers', 'other label', 15, 0.95],
  ['isolation-forest', 'single values', 15, 0.95],
  ['local-intrinsic-dimensionality', 'single values', 15, 0.95],
  ['neighbour-label-conflict', 'other label', 15, 0.99],
  ['confident-learning', 'other label', 15, 0.99],
  ['gradient-fingerprint', 'other label', 15, 0.99],
];

test.each(power)('%s finds %s in %d of 300 rows (seeds 1, 2, 3)', (id, defect, planted, least) => {
  const detector = detectors.find((one) => one.id === id);
  for (const seed of [1, 2, 3]) {
    const { input, rows, positive } = plant(defect, planted, seed);
    const scores = detector?.detect(input).scores ?? new Float64Array(0);
    expect(
      auroc(
        rows.map((row) => scores[row] ?? Number.NaN),
        positive,
      ),
    ).toBeGreaterThanOrEqual(least);
  }
});

test('clustering calls no class poisoned where nothing is planted (seeds 1 to 10)', () => {
  for (let seed = 1; seed <= 10; seed++) {
    expect(clustering?.detect(plant('nothing', 0, seed).input).suspicious).toEqual([]);
  }
});

test('clustering calls the class poisoned that is, and says how much of it', () => {
  const { input } = plant('other label', 60, 4);
  const suspicious = clustering?.detect(input).suspicious ?? [];
  expect(suspicious.map((one) => one.class)).toEqual([0]);
  expect(Math.abs((suspicious[0]?.estimatedShare ?? 0) - 0.2)).toBeLessThan(0.03);
});

test.each(detectors)('$id gives the same for the same seed', (detector) => {
  const { input } = plant('other label', 15, 5);
  expect(detector.detect(input)).toEqual(detector.detect(input));
});

type Builder = (input: DetectorInput) => DetectorInput;

function withValues(change: (value: number, row: number, column: number) => number): Builder {
  return (input) => ({
    ...input,
    features: {
      ...input.features,
      values: input.features.values.map((value, at) => change(value, Math.floor(at / width), at % width)),
    },
  });
}

const badInputs: Readonly<Record<string, Builder>> = {
  'a constant column': withValues((value, _, column) => (column === 3 ? 7 : value)),
  'all columns constant': withValues(() => 7),
  'collinear columns': withValues((value, row, column) => (column > 5 ? row : value)),
  'equal rows': withValues((value, row, column) => (row % 2 === 0 ? column : value)),
  'NaN and infinity': withValues((value, row) => (row === 5 ? Number.NaN : row === 9 ? Infinity : value)),
  'numbers of 1e38': withValues((value, row) => (row === 5 ? 1e38 : value)),
  'numbers of 1e29': withValues((value, row) => (row % 50 === 5 ? value * 1e28 : value)),
  'numbers of 1e-30': withValues((value) => value * 1e-30),
  'heavy tails': withValues((value) => Math.sign(value) * Math.abs(value) ** 9),
  'one class': (input) => ({ ...input, labels: new Int32Array(input.labels.length) }),
  'an empty class': (input) => ({ ...input, labels: input.labels.map((label) => (label === 2 ? 1 : label)) }),
  'a class of one row': (input) => ({
    ...input,
    labels: input.labels.map((label, row) => (row === 0 ? 3 : label % 3)),
  }),
  'a class with fewer rows than columns': (input) => ({
    ...input,
    labels: input.labels.map((label, row) => (label === 3 && row % 300 > 10 ? 2 : label)),
  }),
  'labels out of range': (input) => ({ ...input, labels: input.labels.map((label, row) => (row < 3 ? 99 : label)) }),
  'no rows': (input) => ({
    ...input,
    features: { ...input.features, count: 0, values: new Float32Array(0) },
    labels: new Int32Array(0),
    probabilities: new Float32Array(0),
  }),
  'no columns': (input) => ({ ...input, features: { ...input.features, width: 0, values: new Float32Array(0) } }),
  'probabilities that are all the same': (input) => ({
    ...input,
    probabilities: new Float32Array(input.labels.length * 4).fill(0.25),
  }),
};

test.each(Object.entries(badInputs))('%s: rows without a score are counted, and nothing is thrown', (name, change) => {
  const input = change(plant('other label', 15, 6).input);
  for (const detector of detectors) {
    const { scores, notes } = detector.detect(input);
    expect(scores.length).toBe(input.features.count);
    expect(scores.some((score) => score === Infinity || score === -Infinity)).toBe(false);
    // A row without a score is never without a note.
    if (scores.some(Number.isNaN)) expect(`${detector.id}: ${notes.join('; ')}`).toMatch(/: ./);
    if (name === 'NaN and infinity') expect(notes.join()).toContain('2 rows with numbers that are not finite');
    if (name === 'labels out of range') expect(notes.join()).toContain('3 rows with a label out of range');
    if (name === 'an empty class') expect(notes.join()).toContain('no usable row: class 2');
  }
});

test.each(detectors)('$id neither throws nor leaves scores out silently, whatever the numbers', (detector) => {
  const cell = fc.oneof(fc.float(), fc.constantFrom(0, 1, Number.NaN, Infinity, -3e38, 1e-45));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.infiniteStream(cell),
      fc.infiniteStream(fc.integer({ min: -1, max: 4 })),
      (count, columns, classes, cells, codes) => {
        const take = (n: number): Float32Array => Float32Array.from({ length: n }, () => cells.next().value ?? 0);
        const labels = Int32Array.from({ length: count }, () => codes.next().value ?? 0);
        const features = { count, width: columns, values: take(count * columns), from: 'raw' };
        const { scores, notes } = detector.detect({
          features,
          labels,
          classes,
          probabilities: take(count * classes),
          seed: 1,
        });
        expect(scores.length).toBe(count);
        if (scores.some(Number.isNaN)) expect(notes).not.toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test.each(detectors)('$id refuses arrays that are not what it is said', (detector) => {
  const { input } = plant('nothing', 0, 7);
  const broken: readonly DetectorInput[] = [
    { ...input, labels: input.labels.subarray(1) },
    { ...input, classes: 0 },
    { ...input, features: { ...input.features, count: 7 } },
    { ...input, probabilities: new Float32Array(3) },
  ];
  for (const one of broken)
    expect(() => detector.detect(one)).toThrow(expect.objectContaining({ code: 'CHECK_SHAPE' }));
});

test.each(detectors)('$id says where it comes from and what it cannot find', (detector) => {
  expect(detector.id).toMatch(/^[a-z-]+$/);
  expect(detector.source).toMatch(/\d{4}/);
  expect(detector.blindSpots.length).toBeGreaterThan(0);
  for (const sentence of detector.blindSpots) expect(sentence).toMatch(/\.$/);
});

test('gradient fingerprints add up over checkpoints: what pulled early counts although it is learnt in the end', () => {
  const count = 60;
  const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
  const features = { count, width: 1, values: new Float32Array(count).fill(1), from: 'raw' };
  const sure = (doubtful: number): Float32Array =>
    Float32Array.from({ length: 2 * count }, (_, at) => {
      const right = Math.floor(at / 2) === doubtful ? 0.1 : 0.95;
      return at % 2 === (labels[Math.floor(at / 2)] ?? 0) ? right : 1 - right;
    });
  const found = detectors.find(({ id }) => id === 'gradient-fingerprint');
  const input = { features, labels, classes: 2, probabilities: sure(-1), seed: 1 };
  const late = found?.detect(input).scores;
  const early = found?.detect({
    ...input,
    checkpoints: [7, -1].map((row) => ({ features, probabilities: sure(row) })),
  });
  expect(late?.[7]).toBe(late?.[9]);
  expect(early?.scores[7]).toBeGreaterThan(10 * (early?.scores[9] ?? 0));
});
