import { expect, test } from 'vitest';
import type { FlaggedRow } from '#core/dataset/data-scan';
import { buildClusters } from '#testkit/data-sets';
import { countSources } from './count-sources.ts';

const flag = (row: number, category: FlaggedRow['category']): FlaggedRow => ({
  row,
  class: '',
  score: 1,
  decision: 'alert',
  category,
  because: [],
});

test('rows and flags per contributor, those with most flags first; nobody is made up', () => {
  const set = buildClusters(6, 2, 1);
  const sources = { names: ['anna', 'ben', 'nobody'], codes: Int32Array.from([0, 0, 0, 1, 1, -1]) };
  const flagged = [flag(3, 'backdoor'), flag(4, 'sabotage'), flag(0, 'sabotage'), flag(5, 'sabotage')];
  expect(countSources({ ...set, sources }, flagged)).toEqual({
    sources: [
      { source: 'ben', rows: 2, backdoor: 1, sabotage: 1 },
      { source: 'anna', rows: 3, backdoor: 0, sabotage: 1 },
    ],
  });
  expect(countSources(set, flagged)).toEqual({});
});
