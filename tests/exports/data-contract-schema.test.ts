// `assay data contract infer|check` and `assay data profile` as commands: exit codes, text, published schemas, the record.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-data-contract-'));
const at = ['--workspace', folder];
afterAll(() => rmSync(folder, { recursive: true }));
const data = join(folder, 'people.csv');
const contract = join(folder, 'contract.yaml');
const rows = Array.from({ length: 120 }, (_, row) => `${row},${20 + (row % 40)},${row % 2 === 0 ? 'yes' : 'no'}`);
writeFileSync(data, `id,age,label\n${rows.join('\n')}\n`);

test('inferred, kept, violated, and put on record', async () => {
  const inferred = await assayHere(['data', 'contract', 'infer', data, '--label', 'label', '--out', contract]);
  expect(inferred).toEqual({ stdout: '', stderr: '', code: 0 });
  expect(readFileSync(contract, 'utf8')).toMatch(/^# Inferred by assay from 120 rows of .*\n/);
  expect((await assayHere(['data', 'contract', 'infer', data])).stdout).toContain(
    '"age":\n    type: { "is": "integer" }',
  );

  const kept = await validDocument('data-contract-check', ['data', 'contract', 'check', data]);
  expect([kept.outcome, kept.rows]).toEqual(['pass', 120]);
  const drifted = ['data', 'contract', 'check', data, '--baseline', data];
  expect((await assayHere(drifted)).stdout).toMatch(/\npass: \d+ of \d+ rules kept\n$/);

  const worse = join(folder, 'worse.csv');
  writeFileSync(
    worse,
    `id,age,label\n${rows.slice(0, 100).join('\n')}\n500,-3,yes\n501,"4,5",perhaps\n501,30,yes,more\n`,
  );
  const words = ['data', 'contract', 'check', worse, '--contract', contract];
  const violated = await validDocument('data-contract-check', words, 1);
  expect(violated.excluded).toHaveLength(1);
  const text = await assayHere(words);
  expect(text.stdout).toMatch(/age: range +accuracy +fail +1 of 101 +row 100: -3\n/);
  expect(text.code).toBe(1);

  await assayHere(['init', folder]);
  await assayHere(['add', worse, '--kind', 'dataset', '--name', 'people', ...at]);
  const recorded = await validDocument('data-contract-check', [...words, '--record', ...at], 1);
  const shown = await assayHere(['show', 'people', '--json', ...at]);
  expect(shown.stdout).toContain(recorded.recorded);
  expect((await assayHere([...words, '--record', ...at])).stdout).toMatch(
    /\nrecorded as [0-9a-f]{12} about people@1\n$/,
  );
}, 30_000);

test('what cannot be read says so', async () => {
  const odd = join(folder, 'odd.yaml');
  writeFileSync(odd, 'schema: assay.data-contract/1\ncolumns: {}\nset: {}\n');
  const empty = await assayHere(['data', 'contract', 'check', data, '--contract', odd]);
  expect([empty.code, empty.stdout]).toEqual([2, expect.stringContaining('a contract without rules says nothing')]);
  writeFileSync(odd, 'columns: {age: {pattern: {is: "(?=x)"}}}\nset: {}\nschema: assay.data-contract/1\n');
  const pattern = await assayHere(['data', 'contract', 'check', data, '--contract', odd]);
  expect([pattern.code, pattern.stderr]).toEqual([2, expect.stringContaining('look-around')]);
  for (const missing of [join(folder, 'none.csv'), folder]) {
    const answer = await assayHere(['data', 'contract', 'infer', missing]);
    expect([answer.code, answer.stdout]).toEqual([2, '']);
  }
});

test('a profile computes what it can, and says what it cannot', async () => {
  const people = join(folder, 'persons.csv');
  const card = (row: number): string => (row % 2 === 0 ? '4111 1111 1111 1111' : '5500 0000 0000 0004');
  const lines = Array.from(
    { length: 60 },
    (_, row) => `p${row}@example.org,${card(row)},${row % 30},${row % 3},2026-01-01,${row % 2}`,
  );
  writeFileSync(people, `mail,paid,age,sex,at,label\n${lines.join('\n')}\n`);
  const profile = await validDocument('data-profile', ['data', 'profile', people, '--label', 'label', '--time', 'at']);
  const known = profile.characteristics.map((one: { characteristic: string; known: boolean }) => [
    one.characteristic,
    one.known,
  ]);
  expect(Object.fromEntries(known)).toEqual({
    size: true,
    integrity: true,
    quality: false,
    'class labels': true,
    age: true,
    coverage: true,
    sensitivity: true,
  });
  const sensitivity = profile.characteristics.at(-1).text;
  expect(sensitivity).toMatch(/mail: e-mail address in 100 % of the values; paid: payment card number in 100 %/);
  expect(profile.minimisation).toEqual([
    'Leave out or replace by a keyed digest: "mail" (e-mail address).',
    'Leave out or replace by a keyed digest: "paid" (payment card number).',
    'Make coarser or leave out some of "age", "sex": the smallest group that agrees in all has 2 rows.',
  ]);
  const whole = await validDocument('data-profile', ['data', 'profile', data, '--contract', contract]);
  expect(whole.characteristics.find((one: { characteristic: string }) => one.characteristic === 'quality').known).toBe(
    true,
  );
  const text = (await assayHere(['data', 'profile', data])).stdout;
  expect(text).toMatch(/class labels +unknown: no labels were named/);
  expect(text).toMatch(/age +0 +40 +[▁-█ ]{10} {2}20 to 59\n/);
});
