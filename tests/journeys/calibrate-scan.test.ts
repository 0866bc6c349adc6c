// lab -> scan: what was measured in these data is the power of a scan of them, and of no others.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { assayHere } from '../scripts/assay-here.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-calibrate-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Two clusters of 150 rows. */
function table(seed: number): string {
  const random = seeded(seed);
  const rows = Array.from(
    { length: 300 },
    (_, row) => `${(row % 2) * 6 + random.normal()},${random.normal()},${row % 2}`,
  );
  return `x,y,label\n${rows.join('\n')}\n`;
}

test('a calibration counts for the data it was made of, is recorded, and is stale when they change', async () => {
  const data = join(root, 'work', 'data.csv');
  const at = ['--workspace', join(root, 'work')];
  await assayHere(['init', join(root, 'work')]);
  writeFileSync(data, table(1));
  await assayHere(['add', data, '--name', 'numbers', '--kind', 'dataset', ...at]);
  const [calibration, page, state] = ['calibration.json', 'lab.html', 'lab.state'].map((name) => join(root, name));
  const words = [
    '--label',
    'label',
    '--attacks',
    'random-label-flip',
    '--rates',
    '5%',
    '--seeds',
    '2',
    '--no-detectors',
  ];
  const lab = [
    'data',
    'lab',
    data,
    ...words,
    '--out',
    calibration ?? '',
    '--page',
    page ?? '',
    '--state',
    state ?? '',
    '--record',
    ...at,
  ];
  const first = await assayHere(lab);
  expect(first.stdout).toContain('random label flip');
  expect(first.stderr).toMatch(/^assay: recorded as [0-9a-f]{12} about numbers@1: scan\n$/);
  const measured = readFileSync(state ?? '', 'utf8');
  await assayHere(lab);
  expect(readFileSync(state ?? '', 'utf8')).toBe(measured);
  expect(readFileSync(page ?? '', 'utf8')).toMatch(/<svg.*<polyline/s);

  const scan = async () => {
    const { stdout } = await assayHere([
      'data',
      'scan',
      data,
      '--label',
      'label',
      '--calibration',
      calibration ?? '',
      '--json',
    ]);
    return JSON.parse(stdout);
  };
  expect((await scan()).power).toMatchObject({ attacks: [{ attack: 'random label flip', rate: 0.05, planted: 15 }] });
  const statements = await assayHere(['statements', 'numbers', '--json', ...at]);
  expect(statements.stdout).toContain('detector-calibration');

  writeFileSync(data, table(2));
  const stale = await scan();
  expect(stale.power).toBe('unknown');
  expect(stale.limitations).toContainEqual(expect.stringContaining('measured on other data'));
  const refused = await assayHere(lab);
  expect(refused.stderr).toContain('are not those of numbers@1');
});
