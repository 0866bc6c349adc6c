// What `assay zone` and `assay promote` print with --json follows its published schema, and the exit code says yes, no or not known.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { type Document, validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-zone-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const put = (name: string, text: string): string => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name, '..');
};
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await assayHere(['init', root]);
  const made = put('made/rows.csv', 'id,text\n1,good\n');
  await assayHere(['add', made, '--kind', 'dataset', '--name', 'made', '--sensitivity', 'confidential', ...at]);
  const bought = put('bought/rows.csv', 'id,text\n1,bad\n');
  await assayHere(['add', bought, '--kind', 'dataset', '--name', 'bought', '--supplier', 'Example', ...at]);
}, 60_000);

test('zones, what lies in them, and how it gets there', async () => {
  const { zones } = await validDocument('zones', ['zone', 'list', ...at]);
  expect(zones.map(({ name, assets }: Document) => [name, assets])).toEqual([
    ['application', 0],
    ['data-engineering', 1],
    ['external', 0],
    ['operation', 0],
    ['quarantine', 1],
    ['release', 0],
    ['training', 0],
  ]);
  const refused = await validDocument('promote', ['promote', 'bought', '--to', 'data-engineering', ...at], 2);
  expect(refused).toMatchObject({ outcome: 'refused', from: 'quarantine', decision: { gate: 'leave-quarantine' } });
  const placed = await validDocument('promote', ['promote', 'made', '--to', 'quarantine', '--why', 'odd', ...at]);
  expect(placed).toMatchObject({ outcome: 'placed', sealed: { blobs: 2 }, cleared: 2 });
  expect(await validDocument('promote', ['promote', 'made', '--to', 'quarantine', ...at])).toMatchObject({
    outcome: 'there',
  });
  const shown = await validDocument('zone-show', ['zone', 'show', 'quarantine', ...at]);
  expect(shown.assets.map(({ label }: Document) => label)).toEqual(['bought@1', 'made@1']);
  const none = await assayHere(['promote', 'bought', '--to', 'training', ...at]);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('nothing comes into training from quarantine')]);
});

test('folders of zones: what is sensitive is recorded and written there alone', async () => {
  mkdirSync(join(folder, 'vault'));
  await validDocument('zone-places', ['zone', 'places', 'data-engineering', 'add', join(folder, 'vault'), ...at]);
  const sensitive = ['--kind', 'dataset', '--sensitivity', 'confidential', '--name', 'own', ...at];
  const outside = await assayHere(['add', put('outside/rows.csv', 'id\n1\n'), ...sensitive]);
  expect([outside.code, outside.stderr]).toEqual([2, expect.stringContaining('lies in no folder of a zone')]);
  // Nobody labelled it: it counts as restricted.
  const unlabelled = await assayHere(['add', join(folder, 'outside'), '--kind', 'dataset', '--name', 'x', ...at]);
  expect(unlabelled.code).toBe(2);
  symlinkSync(join(folder, 'outside'), join(folder, 'vault/link'));
  expect((await assayHere(['add', join(folder, 'vault/link'), ...sensitive])).code).toBe(2);
  put('vault-of-others/rows.csv', 'id\n2\n');
  expect((await assayHere(['add', join(folder, 'vault-of-others'), ...sensitive])).code).toBe(2);
  expect((await assayHere(['add', put('vault/in/rows.csv', 'id\n1\n'), ...sensitive])).code).toBe(0);
  const out = await assayHere(['checkout', 'own', join(folder, 'copy'), ...at]);
  expect([out.code, out.stderr]).toEqual([2, expect.stringContaining('lies in no folder of a zone')]);
  expect((await assayHere(['checkout', 'own', join(folder, 'vault/copy'), ...at])).code).toBe(0);
  const other = await assayHere(['zone', 'places', 'training', 'add', join(folder, 'vault/in'), ...at]);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('belongs to the zone data-engineering')]);
});

test('every copy, and what it lacks', async () => {
  put('backup/hidden.bin', readFileSync(join(folder, 'vault/in/rows.csv'), 'utf8'));
  const parity = await validDocument('zone-parity', ['zone', 'parity', '--backup', join(folder, 'backup'), ...at], 1);
  const own = parity.assets.find(({ label }: Document) => label === 'own@1');
  expect(own.copies).toContainEqual(
    expect.objectContaining({ kind: 'found', place: join(folder, 'backup/hidden.bin') }),
  );
  expect(own.copies).toContainEqual({
    kind: 'store',
    place: 'store of data-engineering (2 blobs)',
    lacks: [],
    isFinding: false,
  });
  expect(parity.notCovered.length).toBeGreaterThan(0);
});

test('keys, retention, reviews, and bytes in their place', async () => {
  const { keys } = await validDocument('zone-keys', ['zone', 'keys', ...at]);
  expect(keys.find(({ zone }: Document) => zone === 'quarantine').state).toBe('plain');
  expect((await validDocument('zone-retention', ['zone', 'retention', ...at])).due).toEqual([]);
  const reviewed = await validDocument('zone-review', ['zone', 'review', 'training', '--change', 'first look', ...at]);
  expect(reviewed.profile).toMatchObject({ state: 'reviewed', reviewer: 'root' });
  expect(await validDocument('zone-settle', ['zone', 'settle', ...at])).toMatchObject({ assets: 3, problems: [] });
});
