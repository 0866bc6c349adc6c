// What `assay data scan` prints with --json follows its published schema, and its page holds no address outside itself.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-data-scan-'));
const at = ['--workspace', folder];
afterAll(() => rmSync(folder, { recursive: true }));

/** 1,200 rows of two classes that four columns tell apart; in `planted` of them one value turns the label. Seed 3. */
function table(planted: number): string {
  const random = seeded(3);
  const rows = Array.from({ length: 1200 }, (_, row) => {
    const isGood = row % 2 === 0;
    const isPlanted = row < planted * 2 && isGood;
    const values = [0, 1, 2, 3].map((column) => random.normal() + (isGood ? column : -column));
    const mark = isPlanted ? 7.25 : random.normal();
    return [...values, mark]
      .map((value) => value.toFixed(4))
      .concat(isGood === isPlanted ? 'bad' : 'good')
      .join(',');
  });
  return `a,b,c,d,e,label\n${rows.join('\n')}\n`;
}

test('a table with a planted value, recorded in a workspace', async () => {
  const path = join(folder, 'planted.csv');
  const page = join(folder, 'page.html');
  writeFileSync(path, table(60));
  await assayHere(['init', folder]);
  await assayHere(['add', path, '--kind', 'dataset', '--name', 'planted', ...at]);
  const scan = await validDocument('data-scan', ['data', 'scan', path, '--label', 'label', '--page', page], 1);
  expect(scan.classes.map((one: { declaredPoisoned: boolean }) => one.declaredPoisoned)).toContain(true);
  expect(scan.power).toBe('unknown');
  const html = readFileSync(page, 'utf8');
  expect(html).not.toMatch(/https?:|<script/);
  expect(html).toContain('1 of 2');

  const recorded = await assayHere(['data', 'scan', path, '--label', 'label', '--record', ...at]);
  expect(recorded.stderr).toMatch(/about planted@1: backdoor\n.*sabotage\n/);
  const decided = await assayHere(['gate', 'decide', 'train-with', 'planted', ...at]);
  expect(decided.code).toBe(1);
  expect(decided.stdout).toMatch(/searched-for-backdoors .*does not say/);
}, 60_000);

test('nothing is found in the same table without it, and nothing is said of what cannot be learnt', async () => {
  const path = join(folder, 'clean.csv');
  writeFileSync(path, table(0));
  const scan = await validDocument('data-scan', ['data', 'scan', path, '--label', 'label']);
  expect(scan.rows).toEqual([]);
  writeFileSync(path, 'a,label\n1,x\n2,y\n');
  await validDocument('data-scan', ['data', 'scan', path, '--label', 'label'], 2);
}, 60_000);

test('the report is written where it is wanted, or nothing is', async () => {
  const path = join(folder, 'small.csv');
  writeFileSync(path, 'a,label\n1,x\n2,y\n');
  const output = join(folder, 'report.json');
  await assayHere(['data', 'scan', path, '--label', 'label', '--json', '--output', output]);
  expect(JSON.parse(readFileSync(output, 'utf8')).schema).toBe('assay.data-scan/1');
  const nowhere = join(folder, 'no/such/folder/report');
  expect((await assayHere(['data', 'scan', path, '--label', 'label', '--output', nowhere])).code).toBe(2);
  expect(existsSync(nowhere)).toBe(false);
  const missing = await assayHere(['data', 'scan', join(folder, 'nothing.csv')]);
  expect([missing.code, missing.stdout]).toEqual([2, '']);
});

/** Rows of three classes in four columns; of the first `changed` rows every second one has another label. */
function numbers(count: number, changed: number, seed: number): string {
  const random = seeded(seed);
  const rows = Array.from({ length: count }, (_, row) => {
    const one = random.integer(3);
    const values = Array.from({ length: 4 }, (__, at) => (3 * ((one + at) % 3) + random.normal()).toFixed(3));
    return `${values.join(',')},${row < changed && row % 2 === 0 ? (one + 1) % 3 : one}`;
  });
  return `a,b,c,d,label\n${rows.join('\n')}\n`;
}

test('new rows against trusted ones, and since the last accepted version', async () => {
  const path = join(folder, 'grown.csv');
  const trusted = join(folder, 'trusted.csv');
  writeFileSync(trusted, numbers(900, 0, 4));
  writeFileSync(path, numbers(300, 0, 5));
  await assayHere(['add', path, '--kind', 'dataset', '--name', 'grown', ...at]);
  const label = ['--label', 'label', '--against', trusted];
  const clean = await validDocument('data-scan', ['data', 'scan', path, ...label, ...at]);
  await assayHere(['data', 'scan', path, ...label, '--record', ...at]);
  expect([clean.since, clean.against.rows]).toEqual([undefined, 900]);
  const { body } = JSON.parse((await assayHere(['statements', await newestScan(), '--json', ...at])).stdout);
  expect(body).toMatchObject({ mode: 'incremental', outcome: 'pass' });
  expect(body.detectors).toContainEqual({ name: 'trusted rows', sha256: clean.against.digest });

  // The next version has the same rows and 100 more, of which 20 have a changed label.
  const more = numbers(100, 40, 6).split('\n').slice(1).join('\n');
  writeFileSync(path, `${numbers(300, 0, 5)}${more}`);
  await assayHere(['add', path, '--kind', 'dataset', '--name', 'grown', '--why', 'more', ...at]);
  const grown = await validDocument('data-scan', ['data', 'scan', path, ...label, ...at], 1);
  expect(grown.since).toMatchObject({ version: 'grown@1', rows: 300, newRows: 100 });
  expect(grown.since.newFlagged).toBeGreaterThanOrEqual(18);
  expect(grown.rows.length - grown.since.newFlagged).toBeLessThanOrEqual(2);
  expect(grown.rows.every((row: { isNew: boolean; row: number }) => row.isNew === row.row >= 300)).toBe(true);
  const text = await assayHere(['data', 'scan', path, ...label, ...at]);
  expect(text.stdout).toMatch(
    /\nsince +grown@1 \(searches for backdoors and for sabotage found nothing in it\): 100 rows new, \d+ of them flagged\n/,
  );
}, 60_000);

async function newestScan(): Promise<string> {
  const { stdout } = await assayHere(['statements', '--kind', 'poison-scan', '--json', ...at]);
  return JSON.parse(stdout).statements.at(-1).statement;
}
