// From rows to a contract and back: what was seen keeps it, what is worse does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ContractCheck, DataContract } from '#core/dataset/data-contract';
import { openTableBlocks } from '../open-table-blocks.ts';
import { checkContract } from './check-contract.ts';
import { inferContract } from './infer-contract.ts';
import { contractDigest, parseContract } from './parse-contract.ts';
import { writeContract } from './write-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date('2026-11-22T12:00:00Z');

function write(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const heading = 'id,age,plan,note,at,label';
const rowOf = (row: number): string =>
  `K-${row},${20 + (row % 50)},${row % 3 === 0 ? 'free' : 'paid'},note ${row % 250},2026-10-${String(1 + (row % 28)).padStart(2, '0')},${row % 4 === 0 ? 'yes' : 'no'}`;
const good = write('good.csv', [heading, ...Array.from({ length: 300 }, (_, row) => rowOf(row))]);

async function inferred(
  path: string,
  label?: string,
): Promise<{ readonly contract: DataContract; readonly text: string }> {
  const found = await inferContract(await openTableBlocks(path), { now, ...(label === undefined ? {} : { label }) });
  return { contract: found.contract, text: writeContract(found, path, now) };
}

async function check(contract: DataContract, path: string, baseline?: string): Promise<ContractCheck> {
  const before = baseline === undefined ? {} : { baseline: { path: baseline, table: await openTableBlocks(baseline) } };
  return (await checkContract(contract, await openTableBlocks(path), { path, now, ...before })).report;
}

const failed = ({ rules }: ContractCheck): readonly string[] =>
  rules.filter(({ outcome }) => outcome !== 'pass').map(({ rule, violations }) => `${rule} ${violations}`);

test('what was seen keeps what was inferred, and the text says the same', async () => {
  const { contract, text } = await inferred(good, 'label');
  expect(contractDigest(await parseContract(text))).toBe(contractDigest(contract));
  expect(Object.keys(contract.columns.id ?? {})).toEqual([
    'type',
    'missing',
    'readable-text',
    'length',
    'pattern',
    'scripts',
    'unique',
  ]);
  expect(Object.keys(contract.columns.plan ?? {})).toEqual(['type', 'missing', 'allowed-values', 'drift']);
  const report = await check(contract, good);
  expect([report.outcome, failed(report), report.rows]).toEqual(['pass', [], 300]);
  expect(report.notes.at(-1)).toMatch(/^5 rules compare with an earlier version and were not asked/);
  expect(failed(await check(contract, good, good))).toEqual([]);
});

test('what is worse is named by row, column and value', async () => {
  const { contract } = await inferred(good, 'label');
  const bad = [
    'K-900,-5,free,fine,2026-10-01,yes',
    'K-901,1e9,gold,fine,2026-10-01,no',
    'k901,"3,5",paid,fi\u200bne,2027-10-01,maybe',
    'K-902,inf,paid,fine,2026-10-01,no',
    'K-902,30,,fine,2026-10-01,',
  ];
  const path = write('bad.csv', [heading, ...Array.from({ length: 200 }, (_, row) => rowOf(row)), ...bad]);
  const report = await check(contract, path);
  expect(failed(report)).toEqual([
    'class-balance 1',
    'id: pattern 1',
    'id: unique 1',
    'age: type 2',
    'age: range 2',
    'plan: allowed-values 1',
    'note: readable-text 1',
    'at: freshness 1',
    'label: missing 1',
    'label: allowed-values 1',
  ]);
  expect(report.rules.find(({ rule }) => rule === 'age: type')?.first).toEqual([
    { row: 202, value: '3,5' },
    { row: 203, value: 'inf' },
  ]);
  expect(report.rules.find(({ rule }) => rule === 'note: readable-text')?.first[0]?.value).toBe('fi\\u{200b}ne');
});

test('drift from the last version, over all columns together', async () => {
  const { contract } = await inferred(good, 'label');
  const shifted = write('shifted.csv', [
    heading,
    ...Array.from({ length: 300 }, (_, row) => rowOf(row).replace(/,(\d\d),/, (_all, age) => `,${Number(age) - 8},`)),
  ]);
  expect(failed(await check(contract, shifted, good))).toEqual(['age: drift 1']);
});

test.each([
  ['a heading and no rows', [heading]],
  ['one row', [heading, rowOf(1)]],
  ['all equal', [heading, ...Array.from({ length: 60 }, () => rowOf(1))]],
  ['nothing but missing values', [heading, ...Array.from({ length: 60 }, () => ',,,,,')]],
  [
    'NaN and infinity',
    [heading, ...Array.from({ length: 60 }, (_, row) => `${row},${row % 2 ? 'NaN' : 'inf'},a,b,2026-01-01,c`)],
  ],
])('%s', async (name, lines) => {
  const path = write(`odd-${name.length}.csv`, lines);
  if (lines.length === 1) {
    await expect(inferred(path)).rejects.toMatchObject({ code: expect.stringMatching(/^DATA_EMPTY$/) });
    const { contract } = await inferred(good);
    expect((await check(contract, path)).outcome).not.toBe('pass');
    return;
  }
  const { contract, text } = await inferred(path, 'label');
  expect(failed(await check(await parseContract(text), path))).toEqual([]);
  expect(contractDigest(await parseContract(text))).toBe(contractDigest(contract));
});

test.each([
  ['no contract', 'a: 1', /schema|columns|set/],
  [
    'another rule',
    'schema: assay.data-contract/1\ncolumns: {a: {rang: {}}}\nset: {}',
    /columns\.a\.rang.*no such rule of a column/,
  ],
  [
    'a rule of the set in a column',
    'schema: assay.data-contract/1\ncolumns: {a: {row-count: {least: 1}}}\nset: {}',
    /no such rule/,
  ],
  ['another parameter', 'schema: assay.data-contract/1\ncolumns: {a: {range: {lest: 1}}}\nset: {}', /lest/],
  ['an allowance above 1', 'schema: assay.data-contract/1\ncolumns: {a: {missing: {allow: 2}}}\nset: {}', /allow|<=1/],
  ['aliases', 'schema: assay.data-contract/1\ncolumns: {a: &x {missing: {}}, b: *x}\nset: {}', /aliases/],
  ['no YAML', '{', /cannot be used/],
])('%s is refused', async (_, text, message) => {
  await expect(parseContract(text)).rejects.toMatchObject({
    code: 'DATA_CONTRACT',
    message: expect.stringMatching(message),
  });
});
