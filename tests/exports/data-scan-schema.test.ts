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
