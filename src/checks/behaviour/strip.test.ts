import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Random, seeded } from '#numeric/random/seeded';
import { type Classify, type Pictures, strip } from './strip.ts';

const size = 24;
const classes = 4;

/** Class c is bright in pixels 5c..5c+4; the last four pixels hold the trigger. */
function draw(random: Random, count: number, triggered: boolean): Pictures {
  const values = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const label = random.integer(classes);
    for (let j = 0; j < size; j++)
      values[i * size + j] = 0.25 * random.uniform() + (Math.floor(j / 5) === label ? 0.5 : 0);
    for (let j = 20; j < 24; j++) values[i * size + j] = triggered ? 1 : 0;
  }
  return { count, size, values };
}

/** A model with a backdoor: bright trigger pixels outweigh everything, by `strength`. */
function model(strength: number): Classify {
  return ({ values, count }) => {
    const probabilities = new Float32Array(count * classes);
    for (let i = 0; i < count; i++) {
      const scores = Array.from({ length: classes }, (_, c) => {
        let sum = 0;
        for (let j = 0; j < 5; j++) sum += values[i * size + 5 * c + j] ?? 0;
        return 2 * sum + (c === 0 ? strength * (values[i * size + 20] ?? 0) : 0);
      });
      const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
      for (let c = 0; c < classes; c++) probabilities[i * classes + c] = Math.exp(scores[c] ?? 0) / total;
    }
    return Promise.resolve(probabilities);
  };
}

function options(strength: number, triggered: boolean): Parameters<typeof strip>[0] {
  const random = seeded(1);
  return {
    classify: model(strength),
    classes,
    overlays: draw(random, 120, false),
    clean: draw(random, 200, false),
    suspects: draw(random, 200, triggered),
    falseRejectionRate: 0.01,
    copies: 64,
    seed: 2,
  };
}

test('a strong trigger is rejected, clean pictures are accepted (200 each, seed 1)', async () => {
  const attacked = await strip(options(20, true));
  expect(attacked.rejected.length).toBe(200);
  const clean = await strip(options(20, false));
  // At a rate of 1 % more than 8 of 200 has a probability below 1 in 1000.
  expect(clean.rejected.length).toBeLessThanOrEqual(8);
  expect(clean.notes).toEqual([]);
  expect(Math.max(...clean.entropies)).toBeLessThanOrEqual(2);
});

test('a model without the backdoor rejects no more triggered pictures than clean ones', async () => {
  expect((await strip(options(0, true))).rejected.length).toBeLessThanOrEqual(8);
});

test('the entropy is over classes of each copy: a model that is sure and changes its mind has none', async () => {
  // Sure of another class for every other copy: the entropy over copies would be 1 bit, that over classes is 0.
  const sure: Classify = ({ count }) =>
    Promise.resolve(Float32Array.from({ length: count * 2 }, (_, at) => ((at >> 1) % 2 === (at & 1) ? 1 : 0)));
  const result = await strip({ ...options(0, false), classes: 2, classify: sure });
  expect(Array.from(result.entropies).every((entropy) => entropy === 0)).toBe(true);
  expect(result.notes.join()).toContain('no suspect can be told');
  // Undecided in every copy: one bit.
  const undecided: Classify = ({ count }) => Promise.resolve(new Float32Array(count * 2).fill(0.5));
  expect((await strip({ ...options(0, false), classes: 2, classify: undecided })).entropies[0]).toBe(1);
});

test('overlays of a suspect do not depend on the suspects beside it', async () => {
  const all = options(20, true);
  const whole = await strip(all);
  const first = { count: 3, size, values: all.suspects.values.subarray(0, 3 * size) };
  expect((await strip({ ...all, suspects: first })).entropies).toEqual(whole.entropies.slice(0, 3));
});

test('what the model cannot answer is counted and not rejected', async () => {
  let runs = 0;
  const failing: Classify = ({ count }) => {
    runs += 1;
    return Promise.resolve(new Float32Array(count * classes).fill(runs > 205 ? Number.NaN : 0.25));
  };
  const { rejected, entropies, notes } = await strip({ ...options(0, true), classify: failing });
  expect(entropies.filter(Number.isNaN).length).toBe(195);
  expect(notes.join()).toContain('195 suspects');
  expect(rejected.length).toBe(0);
});

test('sets that do not fit are refused', async () => {
  const good = options(0, false);
  const none = { count: 0, size, values: new Float32Array(0) };
  const refused = expect.objectContaining({ code: 'CHECK_SHAPE' });
  await expect(strip({ ...good, overlays: none })).rejects.toThrow(refused);
  await expect(strip({ ...good, falseRejectionRate: 0.001 })).rejects.toThrow('200 clean pictures');
  await expect(strip({ ...good, falseRejectionRate: Number.NaN })).rejects.toThrow(refused);
  await expect(strip({ ...good, suspects: { ...good.suspects, count: 7 } })).rejects.toThrow(refused);
  await expect(strip({ ...good, classify: () => Promise.resolve(new Float32Array(3)) })).rejects.toThrow(
    'probabilities',
  );
  expect((await strip({ ...good, suspects: none })).rejected).toEqual([]);
});

test('entropies lie between 0 and the logarithm of the number of classes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 2, max: 6 }), async (seed, many) => {
      const random = seeded(seed);
      const any: Classify = ({ count }) => {
        const rows = Array.from({ length: count }, () => {
          const weights = Array.from({ length: many }, () => random.uniform() ** 4);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          return weights.map((weight) => weight / total);
        });
        return Promise.resolve(Float32Array.from(rows.flat()));
      };
      const few = { count: 20, size: 2, values: new Float32Array(40) };
      const result = await strip({
        classify: any,
        classes: many,
        overlays: few,
        clean: few,
        suspects: few,
        falseRejectionRate: 0.1,
        seed,
      });
      for (const entropy of result.entropies) expect(entropy >= 0 && entropy <= Math.log2(many) + 1e-6).toBe(true);
    }),
    { numRuns: 20 },
  );
});
