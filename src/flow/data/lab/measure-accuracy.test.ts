// What attacks do to a model that learns from the data, and that taking the planted rows out undoes it.
import { expect, test } from 'vitest';
import type { DataScan, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet, TextSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { buildClusters } from '#testkit/data-sets';
import type { Attack } from '#transforms/plant/attack';
import { attacks } from '#transforms/plant/attacks.generated';
import type { RunAccuracy } from './lab-run.ts';
import { learnAndAsk } from './learnt-accuracy.ts';
import { measureAccuracy } from './measure-accuracy.ts';

function scanOf(set: DataSet, planted: Int32Array): DataScan {
  const rows = Array.from(
    planted,
    (row): FlaggedRow => ({
      row: set.id(row),
      class: '',
      score: 1,
      decision: row % 2 === 0 ? 'filter' : 'alert',
      category: 'backdoor',
      because: [],
    }),
  );
  return {
    schema: 'assay.data-scan/1',
    dataset: { path: '', kind: set.kind, rows: set.count },
    rows,
    classes: [],
    detectors: [],
    triggers: [],
    quality: [],
    limitations: [],
    power: 'unknown',
    excluded: [],
    notes: [],
    seed: 1,
  };
}

function named(id: string): Attack {
  const attack = attacks.find((one) => one.id === id);
  if (attack === undefined) throw new Error(id);
  return attack;
}

async function measured(original: DataSet, id: string, rate: number): Promise<RunAccuracy> {
  const attack = named(id);
  const { set, planted } = attack.plant(original, { rate, target: 1, seed: 3 });
  return measureAccuracy(
    { original, planted: set, attack, target: 1, scan: scanOf(set, planted), seed: 3 },
    learnAndAsk,
  );
}

const share = (run: RunAccuracy, removed: string, of: 'right' | 'obeyed'): number =>
  (run.points.find((point) => point.removed === removed)?.[of] ?? 0) / (of === 'right' ? run.tested : run.tried);

test('a trigger in a table: the model obeys it, and not any more when its rows are gone; accuracy stays', async () => {
  const run = await measured(buildClusters(1500, 3, 5, 8), 'table-trigger', 0.1);
  expect(run.tested).toBe(300);
  expect(run.tried).toBeGreaterThan(150);
  expect(share(run, 'nothing', 'obeyed')).toBeGreaterThan(0.8);
  expect(share(run, 'flagged', 'obeyed')).toBeLessThan(0.2);
  for (const removed of ['nothing', 'filtered', 'flagged']) expect(share(run, removed, 'right')).toBeGreaterThan(0.9);
  const [all, filtered, flagged] = run.points.map(({ learnt }) => learnt);
  expect(all).toBe(1200);
  expect((all ?? 0) > (filtered ?? 0) && (filtered ?? 0) > (flagged ?? 0)).toBe(true);
});

test('changed labels of texts cost accuracy, and taking them out brings it back', async () => {
  const random = seeded(5);
  const codes = Int32Array.from({ length: 600 }, () => random.integer(2));
  const all = Array.from(codes, (code) =>
    Array.from({ length: 8 }, () => `w${random.integer(60) + 60 * (random.uniform() < 0.7 ? code : 1 - code)}`).join(
      ' ',
    ),
  );
  const set: TextSet = {
    kind: 'text',
    count: 600,
    id: (row) => row,
    labels: { names: ['a', 'b'], codes },
    excluded: [],
    read: async (rows) => Array.from(rows, (row) => all[row] ?? ''),
  };
  const run = await measured(set, 'targeted-label-flip', 0.3);
  expect(run.tried).toBe(0);
  expect(share(run, 'flagged', 'right') - share(run, 'nothing', 'right')).toBeGreaterThan(0.1);
});

test('nothing flagged: nothing is learnt twice', async () => {
  const original = buildClusters(300, 3, 4, 8);
  let asked = 0;
  const learn: typeof learnAndAsk = async (_, __, set) => {
    asked += 1;
    return new Int32Array(set.count);
  };
  const task = { original, planted: original, target: 1, scan: scanOf(original, new Int32Array(0)), seed: 1 };
  const run = await measureAccuracy(task, learn);
  expect([asked, run.points.length, run.tried]).toEqual([1, 3, 0]);
});
