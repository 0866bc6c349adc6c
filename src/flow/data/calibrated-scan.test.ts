// A scan takes its thresholds from the newest calibration that holds, and falls when what it rests on is replaced.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataLab } from '#core/dataset/data-lab';
import type { DataScan } from '#core/dataset/data-scan';
import type { DataSet } from '#core/dataset/data-set';
import { parseSha256 } from '#core/digest';
import { shippedGates } from '#gates/shipped-gates';
import { seeded } from '#numeric/random/seeded';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { attacks } from '#transforms/plant/attacks.generated';
import { decideGate } from '../gates/decide-gate.ts';
import { listWorkspaceStatements } from '../statements/list-statements.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { detectorCode } from './detector-code.generated.ts';
import { rawOnly } from './lab/proxy-features.ts';
import { powerOf } from './lab/read-calibration.ts';
import { recordLab } from './lab/record-lab.ts';
import { recordedCalibrations } from './lab/recorded-calibrations.ts';
import { runLab } from './lab/run-lab.ts';
import { openDataSet } from './open-data-set.ts';
import { recordDataScan } from './record-data-scan.ts';
import { scanDataSet } from './scan-data.ts';

let kit: TestWorkspace;
let workspace: Workspace;
let path = '';
let set: DataSet;
let lab: DataLab;

/** 1,500 rows of three classes in six columns; 6 % of them have another label. Seed 9. */
function table(): string {
  const random = seeded(9);
  const middles = Array.from({ length: 18 }, () => 1.6 * random.normal());
  const rows = Array.from({ length: 1500 }, () => {
    const one = random.integer(3);
    const values = Array.from({ length: 6 }, (_, at) => ((middles[6 * one + at] ?? 0) + random.normal()).toFixed(2));
    return `${values.join(',')},class ${random.uniform() < 0.06 ? (one + 1) % 3 : one}`;
  });
  return `a,b,c,d,e,f,label\n${rows.join('\n')}\n`;
}

beforeAll(async () => {
  kit = await buildWorkspace();
  workspace = await kit.open();
  path = kit.file('numbers.csv', table());
  await kit.add(workspace, 'numbers.csv', { name: 'numbers', kind: 'dataset' });
  set = await openDataSet(path, { label: 'label' });
  const parts = {
    attacks,
    code: detectorCode.table,
    detectors: [],
    scan: (planted: DataSet, seed: number) => scanDataSet(planted, { path, seed }),
    features: rawOnly,
    featuresFrom: 'raw features',
  };
  lab = await runLab(set, parts, {
    path,
    attacks: ['random-label-flip'],
    rates: [0.05],
    seeds: 2,
    seed: 1,
    sample: 1500,
    filterLoss: 0.1,
    alertLoss: 0.2,
    leastRecall: 0.5,
    now: new Date('2026-05-01T12:00:00Z'),
  });
}, 60_000);
afterAll(() => kit.remove());

const scan = (...labs: readonly DataLab[]): Promise<DataScan> =>
  scanDataSet(set, { path, seed: 1, calibrations: labs.map((one) => ({ lab: one, power: powerOf(one, 'here') })) });

const none = { hits: 0, trials: 1, share: 0, low: 0, high: 1 };
const nothingFlagged = { runs: 1, filtered: none, alerted: none, declaredClasses: 0 };

/** The same lab with other thresholds: what an experiment on other seeds may have chosen. */
function withThresholds(filter: number, alert: number): DataLab {
  const detectors = lab.detectors.map((one) => ({
    ...one,
    filter: { ...one.filter, threshold: filter },
    alert: { ...one.alert, threshold: alert },
  }));
  return { ...lab, detectors, unplanted: nothingFlagged };
}

describe('the thresholds of a calibration', () => {
  test('decide, and the report names them', async () => {
    const plain = await scan();
    expect(plain.thresholds).toEqual({ from: 'detectors' });
    expect(plain.rows.length).toBeGreaterThan(20);
    const scores = plain.rows.map(({ score }) => score).toSorted((a, b) => b - a);
    const [filter = 0, alert = 0] = [scores[4], scores[19]];
    const calibrated = await scan(withThresholds(filter, alert));
    expect(calibrated.power).not.toBe('unknown');
    const decided = (decision: string) => calibrated.rows.filter((row) => row.decision === decision).length;
    expect(decided('filter')).toBe(scores.filter((score) => score >= filter).length);
    expect(decided('alert')).toBe(scores.filter((score) => score < filter && score >= alert).length);
    const leftOut = scores.filter((score) => score < alert).length;
    expect(calibrated.thresholds).toMatchObject({ from: 'calibration', calibration: 'here', filter, alert, leftOut });
  });

  test('are not taken from a calibration of other code, another engine or other data: the power is unknown, and why', async () => {
    const other = { ...withThresholds(0, 0), detectorCode: 'f'.repeat(64) };
    for (const [one, why] of [
      [other, 'other code'],
      [{ ...lab, engine: 'onnxruntime-node 0' }, 'measured with onnxruntime-node 0'],
      [{ ...lab, dataset: { ...lab.dataset, digest: 'e'.repeat(64) } }, 'other data'],
    ] as const) {
      const { power, thresholds, limitations } = await scan(one);
      expect([power, thresholds]).toEqual(['unknown', { from: 'detectors' }]);
      expect(limitations.join(' ')).toContain(why);
    }
    expect((await scan(other, lab)).power).not.toBe('unknown');
  });
});

test('where the lab flagged rows of the data as they are, detectors keep their thresholds, and the power is theirs', async () => {
  expect(lab.unplanted.alerted.hits).toBeGreaterThan(0);
  const { thresholds, power, limitations, rows } = await scan(lab);
  expect(thresholds).toEqual({ from: 'detectors' });
  expect(limitations.join(' ')).toContain('Thresholds were not taken from the calibration');
  expect(rows).toEqual((await scan()).rows);
  const [cell] = lab.cells.filter(({ detector }) => detector === 'scan');
  expect(power).toMatchObject({ attacks: [{ recall: cell?.uncalibrated?.alert.recall.share }] });
});

describe('on record', () => {
  test('the newest calibration counts, and other thresholds or other code make a scan stale', async () => {
    const made = withThresholds(0.6, 0.3);
    await recordLab(workspace, path, made);
    const first = await scanDataSet(set, { path, seed: 1, calibrations: await recordedCalibrations(workspace, path) });
    expect(first.thresholds?.from).toBe('calibration');
    await recordDataScan(workspace, path, first, made);
    expect(await staleScans()).toEqual([undefined, undefined]);
    expect((await decided())?.outcome).toBe('pass');

    kit.setNow('2026-05-02T12:00:00Z');
    const stricter = withThresholds(1, 0.5);
    await recordLab(workspace, path, stricter);
    const [newest] = await recordedCalibrations(workspace, path);
    expect(newest?.lab).toEqual(stricter);
    expect(await staleScans()).toEqual([
      expect.stringMatching(/^thresholds .* is another since entry \d+$/),
      expect.anything(),
    ]);
    expect(await decided()).toMatchObject({
      outcome: 'inconclusive',
      because: expect.stringContaining('does not count'),
    });

    const again = await scanDataSet(set, { path, seed: 1, calibrations: await recordedCalibrations(workspace, path) });
    await recordDataScan(workspace, path, again, stricter);
    expect((await decided())?.outcome).toBe('pass');
    const code = { name: 'detectors of table', sha256: parseSha256('d'.repeat(64)) };
    const { calibration: _, ...elsewhere } = poisonScan.example;
    const other = { ...elsewhere, code: { ...poisonScan.example.code, ...code } };
    await workspace.record([{ predicate: poisonScan, subjects: [{ sha256: other.scores }], body: other }]);
    const reasons = await staleScans();
    expect(reasons.slice(0, 4).every((why) => why !== undefined)).toBe(true);
    expect(reasons[3]).toMatch(/^detector-code detectors of table is another since entry \d+$/);
    expect(reasons[4]).toBeUndefined();
    expect((await decided())?.because).toContain('detector-code');
  });
});

async function staleScans(): Promise<readonly (string | undefined)[]> {
  const { statements } = await listWorkspaceStatements(workspace, { kind: 'poison-scan' }, 100);
  return statements.map(({ stale }) => stale);
}

async function decided() {
  const gate = shippedGates.find(({ name }) => name === 'train-with');
  if (gate === undefined) throw new Error('no gate');
  const { because } = await decideGate(workspace, gate, 'numbers', { record: false });
  return because.find(({ rule }) => rule === 'search-has-known-power');
}
