import { expect, test } from 'vitest';
import { chooseThreshold } from './choose-threshold.ts';
import {
  addCounts,
  atOrAbove,
  countScores,
  deviationScale,
  deviationsWithinClasses,
  scoreScale,
} from './score-counts.ts';

test('scores are counted at the last step that is not above them', () => {
  const scores = Float64Array.of(0, 0.5, 0.5, 1, 0.004, Number.NaN);
  const { planted, clean } = countScores(scores, Uint8Array.of(0, 1, 0, 1, 0, 1), scoreScale);
  expect([planted[127], clean[127], planted[255], clean[0]]).toEqual([1, 1, 1, 1]);
  expect([planted, clean].map((counts) => counts.reduce((sum, count) => sum + count, 0))).toEqual([2, 2]);
  expect(atOrAbove([1, 0, 2])).toEqual([3, 2, 2]);
  expect(
    addCounts(
      [
        { planted: [1, 2], clean: [0, 1] },
        { planted: [0, 5], clean: [1, 1] },
      ],
      2,
    ),
  ).toEqual({ planted: [1, 7], clean: [1, 2] });
});

test('heavy tails are told apart: a class whose scores are next to nothing, and a few that are not', () => {
  const scores = Float64Array.from({ length: 100 }, (_, row) => (row < 95 ? 1e-9 * (row % 7) : row < 98 ? 0.4 : 0.9));
  const { clean } = countScores(
    deviationsWithinClasses(scores, new Int32Array(100), 1),
    new Uint8Array(100),
    deviationScale,
  );
  const above = atOrAbove(clean);
  expect(above).toContain(5);
  expect(above).toContain(2);
});

test('infinity is above the scale and counts at its end', () => {
  const { planted } = countScores(Float64Array.of(Infinity), Uint8Array.of(1), deviationScale);
  expect(planted.at(-1)).toBe(1);
});

test('deviations are of the class; a class of one value has none, one of mostly one value has plain ones', () => {
  const scores = Float64Array.of(1, 2, 3, 100, 7, 7, 7, 0, 0, 0, 0, 4, Number.NaN);
  const labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2);
  const deviations = deviationsWithinClasses(scores, labels, 3);
  expect(deviations[3]).toBeGreaterThan(50);
  expect([...deviations.subarray(4, 7)]).toEqual([0, 0, 0]);
  expect([...deviations.subarray(7, 11)]).toEqual([0, 0, 0, 0]);
  expect(deviations[11]).toBeCloseTo(2.5, 10); // 4 / sqrt(2.56)
  expect(deviations[12]).toBeNaN();
});

test('the lowest threshold that costs no more is chosen; none where even the end of the scale costs too much', () => {
  const counts = { planted: [0, 0, 0], clean: [50, 3, 1] };
  expect(chooseThreshold(counts, [1, 2, 3], 100, 0.04)).toEqual({ step: 1, threshold: 2 });
  expect(chooseThreshold(counts, [1, 2, 3], 100, 0.02)).toEqual({ step: 2, threshold: 3 });
  expect(chooseThreshold(counts, [1, 2, 3], 100, 0.001)).toEqual({ step: 3, threshold: 6 });
});
