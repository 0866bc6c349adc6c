import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Detector } from '#checks/dataset/detectors/detector';
import type { DataScan, FlaggedRow } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { buildBars, buildClusters, buildTexts } from '#testkit/data-sets';
import { attacks } from '#transforms/plant/attacks.generated';
import type { LabOptions, LabParts } from './lab-parts.ts';
import { rawOnly } from './proxy-features.ts';
import { runLab } from './run-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options: LabOptions = {
  path: 'data',
  rates: [0.02, 0.05],
  seeds: 4,
  seed: 1,
  sample: 10_000,
  filterLoss: 0.005,
  alertLoss: 0.02,
  leastRecall: 0.5,
  now: new Date('2026-05-01T12:00:00Z'),
};

/** Squared distance from the origin: sees values beyond the range, and nothing of wrong labels. */
const norm: Detector = {
  id: 'norm',
  title: 'norm',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: {},
  source: 'this test',
  blindSpots: [],
  detect: ({ features: { count, width, values } }) => ({
    scores: Float64Array.from({ length: count }, (_, row) =>
      values.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value ** 2, 0),
    ),
    notes: [],
  }),
};

/** Knows nothing. */
const coin: Detector = {
  ...norm,
  id: 'coin',
  detect: ({ features: { count }, seed }) => {
    const random = seeded(seed);
    return { scores: Float64Array.from({ length: count }, () => random.normal()), notes: [] };
  },
};

const needsMore: Detector = { ...norm, id: 'needs-more', needs: ['probabilities'] };

/** Flags the rows that `flag` says, at a score of a half. */
function scanThat(
  flag: (set: DataSet, row: number) => boolean,
  declares: (set: DataSet) => readonly string[] = () => [],
) {
  return async (set: DataSet): Promise<DataScan> => {
    const rows = Array.from({ length: set.count }, (_, row) => row)
      .filter((row) => flag(set, row))
      .map(
        (row): FlaggedRow => ({
          row: set.id(row),
          class: '',
          score: 0.5,
          decision: row % 2 === 0 ? 'filter' : 'alert',
          category: 'backdoor',
          because: [],
        }),
      );
    return {
      schema: 'assay.data-scan/1',
      dataset: { path: 'data', kind: set.kind, rows: set.count },
      classes: declares(set).map((name) => ({
        class: name,
        rows: 1,
        declaredPoisoned: true,
        estimatedShare: 0.1,
        because: [],
      })),
      rows,
      detectors: [{ detector: 'one', version: 3, outcome: 'pass', parameters: {}, flagged: rows.length }],
      triggers: [],
      quality: [],
      notes: [],
      limitations: [],
      power: 'unknown',
      excluded: [],
      seed: 1,
    };
  };
}

const blind: LabParts = {
  attacks,
  detectors: [norm, coin, needsMore],
  scan: scanThat(() => false),
  features: rawOnly,
  featuresFrom: 'raw features',
};

describe('a lab on a table', () => {
  const set = buildClusters(1200, 3, 6);

  test('finds what its detector can find, at the false alarms it promised, and says what it cannot', async () => {
    const lab = await runLab(set, blind, options);
    const cell = (attack: string) =>
      lab.cells.find((one) => one.detector === 'norm' && one.attack === attack && one.rate === 0.05);
    expect(cell('table-trigger')?.alert.recall.share).toBeGreaterThan(0.9);
    expect(cell('table-trigger')?.auroc?.mean).toBeGreaterThan(0.95);
    for (const { detector: id, alert, auroc } of lab.cells.filter((one) => one.detector === 'coin')) {
      expect(alert.recall.share, id).toBeLessThan(0.15);
      expect(Math.abs((auroc?.mean ?? 0) - 0.5)).toBeLessThan(0.15);
    }
    expect(lab.detectors.find(({ id }) => id === 'coin')?.effective).toBe(false);
    const detector = lab.detectors.find(({ id }) => id === 'norm');
    // Chosen at 2 % and reported on other seeds: 12 runs of about 1,150 good rows each way.
    expect(detector?.alert.falseAlarms.share).toBeLessThan(0.03);
    expect(detector?.filter.falseAlarms.share).toBeLessThan(0.01);
    expect(detector?.filter.threshold).toBeGreaterThan(detector?.alert.threshold ?? Number.POSITIVE_INFINITY);
    expect(detector?.effective).toBe(true);
    expect(detector?.alert.goodRows).toBe(Math.round((detector?.alert.falseAlarms.share ?? 0) * 1200));
    expect(lab.seeds).toEqual({ chosenOn: [1, 2], reportedOn: [3, 4] });
  });

  test('a scan that sees nothing is not effective, whatever its detectors do alone', async () => {
    const lab = await runLab(set, blind, options);
    const scan = lab.detectors.find(({ id }) => id === 'scan');
    expect(scan?.effective).toBe(false);
    expect(lab.cells.filter(({ detector }) => detector === 'scan').every(({ alert }) => alert.recall.hits === 0)).toBe(
      true,
    );
    expect(lab.limitations).toContainEqual(expect.stringContaining('needs-more gave no scores'));
    expect(lab.limitations).toContainEqual(
      expect.stringMatching(/^The scan does not find trigger values .*; norm by itself does/),
    );
    const quick = await runLab(set, { ...blind, detectors: [coin] }, { ...options, attacks: ['targeted-label-flip'] });
    expect(quick.limitations).toContainEqual(expect.stringMatching(/^Nothing here finds targeted label flip/));
    expect(lab.detectors.map(({ id }) => id)).toEqual(['scan', 'norm', 'coin']);
  });

  test('counts of the scan are of what it decided, planted and good apart', async () => {
    const scan = scanThat(
      (data, row) => data.labels?.codes[row] !== row % 3 || row < 12,
      () => ['class 0'],
    );
    const lab = await runLab(set, { ...blind, scan }, { ...options, attacks: ['random-label-flip'] });
    const cell = lab.cells.find(({ detector, rate }) => detector === 'scan' && rate === 0.05);
    expect(cell?.uncalibrated?.alert.recall).toMatchObject({ hits: 120, trials: 120, share: 1, high: 1 });
    expect(cell?.uncalibrated?.filter.recall.share).toBeGreaterThan(0.3);
    expect(cell?.uncalibrated?.filter.recall.share).toBeLessThan(0.7);
    expect(cell?.uncalibrated?.alert.falseAlarms.hits).toBeLessThanOrEqual(24);
    // With thresholds: all rows score a half, 1 % of them good, which is more than the filter may take and not more than people are shown.
    expect(cell?.filter.recall.hits).toBe(0);
    expect(cell?.alert.recall).toMatchObject({ hits: 120, trials: 120 });
    expect(lab.unplanted).toMatchObject({ runs: 4, alerted: { hits: 48, trials: 4800 }, declaredClasses: 4 });
    expect(lab.limitations).toContainEqual(expect.stringContaining('flags rows of these data as they are'));
  });

  test('an attack that any distance finds is called trivially easy', async () => {
    const lab = await runLab(set, blind, { ...options, attacks: ['table-trigger', 'random-label-flip'] });
    expect(lab.attacks.find(({ id }) => id === 'random-label-flip')).toMatchObject({ isTrivial: true });
    expect(lab.notCovered).toContain('trigger of frequent values');
  });

  test('unknown attacks and data without labels are refused', async () => {
    await expect(runLab(set, blind, { ...options, attacks: ['wanet-warp'] })).rejects.toMatchObject({ code: 'USAGE' });
    const { labels: _, ...unlabelled } = set;
    await expect(runLab(unlabelled, blind, options)).rejects.toMatchObject({ code: 'DATA_LABELS' });
  });
});

test('same seed, same report; in a sample the report says so', async () => {
  const set = buildClusters(600, 3, 4);
  const small = { ...options, sample: 300, rates: [0.05], seeds: 2 };
  const one = await runLab(set, blind, small);
  expect(await runLab(set, blind, small)).toEqual(one);
  expect(one.dataset).toMatchObject({ rows: 600, sampled: 300 });
  expect(one.limitations).toContainEqual(expect.stringContaining('300 of 600 rows'));
});

test('pictures and texts get the attacks that fit them', async () => {
  const small = { ...options, rates: [0.05], seeds: 2 };
  const pictures = await runLab(buildBars(300, 3, 12), blind, small);
  expect(pictures.attacks.map(({ id }) => id)).toContain('wanet-warp');
  const texts = await runLab(buildTexts(300, 3), blind, small);
  expect(texts.attacks.map(({ id }) => id)).toContain('text-token-trigger');
  expect(texts.attacks.map(({ id }) => id)).not.toContain('badnets-patch');
});

test('a lab goes on where it was killed, and measures nothing twice', async () => {
  const set = buildClusters(300, 3, 4);
  const state = join(folder, 'lab.state');
  const small = { ...options, rates: [0.05], seeds: 2 };
  let scans = 0;
  const counting = (most: number): LabParts => ({
    ...blind,
    scan: async (data, seed) => {
      scans += 1;
      if (scans > most) throw new Error('killed');
      return blind.scan(data, seed);
    },
  });
  await expect(runLab(set, counting(5), small, state)).rejects.toThrow('killed');
  expect(existsSync(state)).toBe(true);
  // The line that a kill leaves half done.
  writeFileSync(state, readFileSync(state, 'utf8').slice(0, -40));
  scans = 0;
  const whole = await runLab(set, counting(1000), small, state);
  expect(scans).toBe(2 * (1 + whole.attacks.length) - 4);
  expect(whole).toEqual(await runLab(set, blind, small));
  scans = 0;
  await runLab(buildClusters(300, 3, 4, 6), counting(1000), small, state);
  // Other data share nothing with it.
  expect(scans).toBe(2 * (1 + whole.attacks.length));
});
