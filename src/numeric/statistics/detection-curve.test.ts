import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auroc } from './auroc.ts';
import { averagePrecision, detectionCurve } from './detection-curve.ts';

const scores = [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, 0.9, 0.2];
const positive = [0, 0, 1, 1, 1, 0, 1, 0];

// scikit-learn 1.9.1: metrics.roc_auc_score, average_precision_score, roc_curve(drop_intermediate=False)
test('area, mean precision and curve are those of scikit-learn', () => {
  const curve = detectionCurve(scores, positive);
  expect(auroc(scores, positive)).toBe(0.8125);
  expect(averagePrecision(curve)).toBeCloseTo(0.8166666666666667, 15);
  expect(curve.map((point) => point.threshold)).toEqual([0.9, 0.8, 0.4, 0.35, 0.2, 0.1]);
  expect(curve.map((point) => point.falsePositiveRate)).toEqual([0, 0, 0.5, 0.5, 0.75, 1]);
  expect(curve.map((point) => point.recall)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
  expect(curve[2]).toMatchObject({ truePositives: 3, falsePositives: 2, precision: 0.6 });
});

test('one group only has no area', () => {
  expect(auroc([1, 2], [1, 1])).toBeNaN();
  expect(auroc([], [])).toBeNaN();
  expect(detectionCurve([], [])).toEqual([]);
});

test('the area is that under the curve, and NaN scores are lowest', () => {
  const row = fc.record({
    score: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN)),
    hit: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2 }), (rows) => {
      const values = rows.map((one) => one.score);
      const hits = rows.map((one) => one.hit);
      fc.pre(hits.includes(true) && hits.includes(false));
      let area = 0;
      let before = { falsePositiveRate: 0, recall: 0 };
      for (const point of detectionCurve(values, hits)) {
        area += ((point.falsePositiveRate - before.falsePositiveRate) * (point.recall + before.recall)) / 2;
        before = point;
      }
      expect(auroc(values, hits)).toBeCloseTo(area, 12);
      expect(
        auroc(
          values.map((value) => -(Number.isNaN(value) ? -1 : value)),
          hits,
        ),
      ).toBeCloseTo(1 - area, 12);
    }),
  );
});
