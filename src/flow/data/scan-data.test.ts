// What one detector could not tell is no all-clear by the others.
import { expect, test } from 'vitest';
import type { DetectorRun } from '#core/dataset/data-scan';
import { isConclusive } from './scan-data.ts';

const runs = (...outcomes: readonly DetectorRun['outcome'][]): readonly DetectorRun[] =>
  outcomes.map((outcome, at) => ({ detector: `detector-${at}`, version: 1, outcome, parameters: {}, flagged: 0 }));

test.each([
  [true, runs('pass')],
  [true, runs('pass', 'fail', 'not-applicable')],
  [false, runs()],
  [false, runs('not-applicable')],
  [false, runs('pass', 'inconclusive')],
  [false, runs('fail', 'error')],
])('%s', (expected, some) => {
  expect(isConclusive(some)).toBe(expected);
});
