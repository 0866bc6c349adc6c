import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DataLab } from '#core/dataset/data-lab';
import { parseSha256 } from '#core/digest';
import { statementsOf } from '#database/statements-of';
import { buildClusters } from '#testkit/data-sets';
import { buildWorkspace } from '#testkit/workspace';
import { attacks } from '#transforms/plant/attacks.generated';
import { detectorDigest, type ScanMade } from './detector-digest.ts';
import { rawOnly } from './proxy-features.ts';
import { readCalibration, staleness } from './read-calibration.ts';
import { recordLab } from './record-lab.ts';
import { runLab } from './run-lab.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-calibration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const code = 'c'.repeat(64);
const runs = [{ detector: 'one', version: 1 }];

async function smallLab(): Promise<DataLab> {
  const parts = {
    attacks,
    code,
    detectors: [],
    features: rawOnly,
    featuresFrom: 'raw features',
    scan: async () => ({
      schema: 'assay.data-scan/1' as const,
      dataset: { path: 'data', kind: 'table' as const, rows: 0 },
      classes: [],
      rows: [],
      detectors: [{ ...runs[0], detector: 'one', version: 1, outcome: 'pass' as const, parameters: {}, flagged: 0 }],
      triggers: [],
      quality: [],
      notes: [],
      limitations: [],
      power: 'unknown' as const,
      excluded: [],
      seed: 1,
    }),
  };
  return runLab(buildClusters(300, 3, 3), parts, {
    path: 'data.csv',
    attacks: ['random-label-flip'],
    rates: [0.02],
    seeds: 2,
    seed: 1,
    sample: 1000,
    filterLoss: 0.005,
    alertLoss: 0.02,
    leastRecall: 0.5,
    now: new Date('2026-05-01T12:00:00Z'),
  });
}

const lab = await smallLab();

function written(document: unknown): string {
  const path = join(folder, 'calibration.json');
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document));
  return path;
}

describe('a calibration from a file', () => {
  test('is the power of a scan, under the digest of the file', async () => {
    const { power } = await readCalibration(written(lab));
    expect(power.calibration).toMatch(/^[0-9a-f]{64}$/);
    expect(power.attacks).toEqual([
      expect.objectContaining({ attack: 'random label flip', rate: 0.02, planted: 6, recall: 0, recallLow: 0 }),
    ]);
    expect(power.attacks[0]?.recallHigh).toBeCloseTo(0.459, 3);
    expect(power.notCovered).toContain('targeted label flip');
  });

  test.each([
    ['no JSON', '{'],
    ['another document', { schema: 'assay.data-scan/1' }],
    ['a share of 2', { ...lab, rates: [2] }],
    ['a member too many', { ...lab, more: 1 }],
    ['a name twice', JSON.stringify(lab).replace('"seed":', '"seed":1,"seed":')],
  ])('%s is refused', async (_, document) => {
    await expect(readCalibration(written(document))).rejects.toMatchObject({ code: 'DATA_DOCUMENT' });
  });

  test('holds for these data and these detectors only', () => {
    const { digest } = lab.dataset;
    const stale = (made: Partial<ScanMade>, data = digest) =>
      staleness(lab, data, { detectors: runs, detectorCode: code, ...made });
    expect(stale({})).toBeUndefined();
    expect(stale({}, 'f'.repeat(64))).toContain('other data');
    expect(stale({ detectors: [{ detector: 'one', version: 2 }] })).toContain('other detectors');
    expect(stale({ detectors: [...runs, { detector: 'two', version: 1 }] })).toContain('other detectors');
    expect(stale({ detectorCode: 'f'.repeat(64) })).toContain('other code now (ffffffffffff)');
    expect(stale({ engine: 'onnxruntime-node 1' })).toContain('measured with no engine');
  });
});

test('a detector is another one with another version, parameter or code', () => {
  const detector = { id: 'norm', version: 1, parameters: { k: 16 } };
  const digests = [
    detectorDigest(detector),
    detectorDigest({ ...detector, version: 2 }),
    detectorDigest({ ...detector, parameters: { k: 17 } }),
    detectorDigest(detector, 'code'),
  ];
  expect(new Set(digests).size).toBe(4);
  expect(detectorDigest({ ...detector })).toBe(digests[0]);
});

describe('in a workspace', () => {
  test('a statement per detector is recorded, with the report behind it', async () => {
    const test = await buildWorkspace();
    const path = test.file('data.csv', 'x0,label\n1,a\n2,b\n');
    const workspace = await test.open();
    const { id } = await test.add(workspace, 'data.csv', { name: 'numbers', kind: 'dataset' });
    const { statements, report } = await recordLab(workspace, path, lab);
    expect(statements.map(({ detector }) => detector)).toEqual(['scan']);
    const found = await statementsOf(await workspace.index(), parseSha256(id), workspace.now().getTime(), {
      kind: 'detector-calibration',
    });
    expect(found.map(({ standing }) => standing)).toEqual(['verified']);
    expect(JSON.parse(new TextDecoder().decode(await workspace.store.read(report, 1_000_000)))).toEqual(lab);
    test.file('data.csv', 'x0,label\n1,a\n2,a\n');
    await expect(recordLab(workspace, path, lab)).rejects.toMatchObject({ code: 'ASSET_CHANGED' });
    await test.remove();
  });
});
