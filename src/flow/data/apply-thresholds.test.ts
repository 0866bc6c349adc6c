import { describe, expect, test } from 'vitest';
import type { FlaggedRow } from '#core/dataset/data-scan';
import { applyThresholds, describeThresholds, thresholdsDigest } from './apply-thresholds.ts';

const flagged = (row: number, score: number, decision: FlaggedRow['decision']): FlaggedRow => ({
  row,
  class: 'a',
  score,
  decision,
  category: 'sabotage',
  because: [],
});

const rows = [flagged(0, 0.9, 'alert'), flagged(1, 0.6, 'filter'), flagged(2, 0.2, 'filter'), flagged(3, 0, 'alert')];

describe('thresholds of an experiment', () => {
  test('decide every row anew, and count what they leave out', () => {
    const { rows: decided, ...counts } = applyThresholds(rows, { filter: 0.8, alert: 0.5 });
    expect(decided.map(({ row, decision }) => [row, decision])).toEqual([
      [0, 'filter'],
      [1, 'alert'],
    ]);
    expect(counts).toEqual({ leftOut: 2, changed: 2 });
  });

  test('a filter that nothing reaches leaves all to people; what is flagged at all reaches the lowest threshold', () => {
    const { rows: decided, leftOut } = applyThresholds(rows, { filter: 2, alert: 1 / 256 });
    expect(decided.map(({ decision }) => decision)).toEqual(['alert', 'alert', 'alert', 'alert']);
    expect(leftOut).toBe(0);
  });

  test('have a digest of their own, for one scan', () => {
    const all = [
      thresholdsDigest({ filter: 0.5, alert: 0.2 }, 'a'),
      thresholdsDigest({ filter: 0.5, alert: 0.2 }, 'b'),
      thresholdsDigest({ filter: 0.5, alert: 0.3 }, 'a'),
    ];
    expect(new Set(all).size).toBe(3);
    expect(describeThresholds(undefined, { leftOut: 0, changed: 0 }, '')).toEqual({ from: 'detectors' });
  });
});
