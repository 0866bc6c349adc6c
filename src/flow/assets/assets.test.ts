// Assets from the first record to a rollback, and what verifying says of them.
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { auditWorkspace } from '../workspace/audit-workspace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { blameAsset } from './blame-asset.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { diffAssets } from './diff-assets.ts';
import { findVerified } from './find-verified.ts';
import { listInventory } from './list-inventory.ts';
import { moveReference, rollBack } from './move-reference.ts';
import { onlyBelow } from './only-below.ts';
import { readHistory } from './read-history.ts';
import { resolveAsset } from './resolve-asset.ts';
import { showAsset } from './show-asset.ts';
import { verifyAsset } from './verify-asset.ts';

let here: TestWorkspace;
let workspace: Workspace;

beforeEach(async () => {
  here = await buildWorkspace();
  workspace = await here.open();
});
afterEach(() => here.remove());

const csv = (...rows: readonly string[]): string => `id,text\n${rows.join('\n')}\n`;
const reading = { readStore: 'without-copy', readCopies: true } as const;
const keyed = { rows: { key: 'id' } } as const;
const verify = async (word: string): ReturnType<typeof verifyAsset> => {
  const { asset, place } = await findVerified(workspace, word);
  return verifyAsset(workspace, asset, { ...reading, ...(place === undefined ? {} : { place }) });
};

async function addReviews(): Promise<void> {
  here.file('data/reviews.csv', csv('1,good', '2,bad'));
  here.file('data/run.sh', '#!/bin/sh\n');
  chmodSync(join(here.root, 'data/run.sh'), 0o755);
  symlinkSync('reviews.csv', join(here.root, 'data/link'));
  mkdirSync(join(here.root, 'data/empty'));
  await here.add(workspace, 'data', { name: 'reviews', kind: 'dataset', owner: 'data-team', ...keyed });
}

test('what is recorded can be shown, listed and written out, byte for byte', async () => {
  await addReviews();
  const shown = await showAsset(workspace, 'reviews');
  expect(shown).toMatchObject({
    references: ['reviews@1'],
    description: { kind: 'dataset', owner: 'data-team', rows: [{ path: 'reviews.csv', count: 2 }] },
  });
  expect(shown.manifest.map(({ path, type }) => `${type} ${path}`)).toEqual([
    'folder empty',
    'link link',
    'file reviews.csv',
    'file run.sh',
  ]);
  expect((await listInventory(workspace, {})).assets).toMatchObject([
    { references: ['reviews@1'], protectedAs: { sensitivity: 'restricted', ipClass: 'trade-secret' } },
  ]);
  await checkOutAsset(workspace, 'reviews', join(here.root, 'out'), { force: false, linksOutside: false });
  await here.add(workspace, 'out', { name: 'again', kind: 'dataset' });
  expect((await resolveAsset(await workspace.index(), 'again')).id).toBe(shown.id);
});

test('adding the same again records nothing; another name or description does', async () => {
  await addReviews();
  const size = (await workspace.checkpoint()).size;
  expect(await here.add(workspace, 'data', { name: 'reviews' })).toMatchObject({ version: 1, recorded: false });
  expect((await workspace.checkpoint()).size).toBe(size);
  expect(await here.add(workspace, 'data', { name: 'reviews', licence: 'MIT' })).toMatchObject({
    version: 1,
    recorded: true,
  });
  expect(await here.add(workspace, 'data', { name: 'copy', kind: 'dataset' })).toMatchObject({
    version: 1,
    recorded: true,
  });
});

test('a new version keeps the description, and not the revision', async () => {
  await addReviews();
  await here.add(workspace, 'data', {
    name: 'reviews',
    origin: 'https://data.example',
    revision: 'v1',
    supplier: 'Example',
  });
  here.file('data/reviews.csv', csv('1,good'));
  expect(await here.add(workspace, 'data', { name: 'reviews' })).toMatchObject({ version: 2 });
  const { description } = await showAsset(workspace, 'reviews');
  expect(description).toMatchObject({
    owner: 'data-team',
    origin: { url: 'https://data.example', supplier: 'Example' },
  });
  expect(description.origin).not.toHaveProperty('revision');
});

test('ratings carry their reasons over, and what is made of something sensitive says when it is labelled lower', async () => {
  await addReviews();
  await here.add(workspace, 'data', {
    name: 'reviews',
    ratings: { integrity: 'high: a poisoned review changes what is sold' },
  });
  here.file('model.bin', 'weights');
  const words = {
    name: 'sentiment',
    kind: 'model',
    parents: ['trained-on=reviews'],
    sensitivity: 'public',
    ipClass: 'none',
  } as const;
  const { notes } = await here.add(workspace, 'model.bin', words);
  expect(notes).toEqual([
    expect.stringMatching(/labelled lower than reviews@1, which it was made of \(restricted, trade-secret\)/),
  ]);
  here.file('data/reviews.csv', csv('1,good'));
  await here.add(workspace, 'data', { name: 'reviews', ratings: { availability: 'low:can be fetched again' } });
  expect((await showAsset(workspace, 'reviews')).description.ratings).toEqual({
    integrity: { level: 'high', reason: 'a poisoned review changes what is sold' },
    availability: { level: 'low', reason: 'can be fetched again' },
  });
  await expect(here.add(workspace, 'data', { name: 'reviews', ratings: { integrity: 'high' } })).rejects.toMatchObject({
    code: 'USAGE',
  });
});

test.each([
  ['a name that is only hexadecimal', { name: 'deadbeef' }, 'USAGE'],
  ['a path in a name', { name: '../x' }, 'USAGE'],
  ['a new name without a kind', { name: 'new' }, 'USAGE'],
  ['a parent that nobody recorded', { name: 'new', kind: 'model', parents: ['base-model=nothing'] }, 'ASSET_UNKNOWN'],
  ['a relation that there is not', { name: 'new', kind: 'model', parents: ['likes=nothing'] }, 'USAGE'],
  ['a hosted model without address', { name: 'new', kind: 'hosted-model' }, 'USAGE'],
] as const)('refuses %s, and logs nothing', async (_, options, code) => {
  here.file('data/a', 'a');
  await expect(here.add(workspace, 'data', options)).rejects.toMatchObject({ code });
  expect((await workspace.checkpoint()).size).toBe(1);
});

test('names that some systems take for one are refused unless they are wanted', async () => {
  here.file('data/A', '1');
  here.file('data/a', '2');
  await expect(here.add(workspace, 'data', { name: 'x', kind: 'code' })).rejects.toMatchObject({ code: 'FILE_NAME' });
  expect(await here.add(workspace, 'data', { name: 'x', kind: 'code', similarNames: true })).toMatchObject({
    recorded: true,
  });
});

test('a hosted model is recorded by its address and version', async () => {
  const options = {
    labels: [],
    parents: [],
    similarNames: false,
    rows: {},
    deep: false,
    kind: 'hosted-model',
  } as const;
  const { addAsset } = await import('./add-asset.ts');
  await addAsset(workspace, 'https://api.example/v1', { ...options, name: 'chat', revision: '2026-04' });
  await addAsset(workspace, 'https://api.example/v1', { ...options, name: 'chat', revision: '2026-05' });
  const diff = await diffAssets(workspace, 'chat@1', 'chat');
  expect(diff.entries.changes).toMatchObject([{ change: 'changed', differences: ['version'] }]);
  expect(await verify('chat')).toMatchObject({ outcome: 'inconclusive', copies: [{ state: 'elsewhere' }] });
});

test('every kind of change of a copy is named, and unexplained until somebody records it', async () => {
  await addReviews();
  expect(await verify('reviews')).toMatchObject({ outcome: 'pass', copies: [{ state: 'match' }] });
  here.file('data/reviews.csv', csv('1,good', '2,awful'));
  here.file('data/new', 'new');
  chmodSync(join(here.root, 'data/run.sh'), 0o644);
  renameSync(join(here.root, 'data/link'), join(here.root, 'data/lonk'));
  rmSync(join(here.root, 'data/empty'), { recursive: true });
  const report = await verify('reviews');
  expect(report.outcome).toBe('fail');
  const entries = report.copies.flatMap((copy) => copy.entries);
  expect(entries.map(({ state, path, differences }) => [state, path, ...(differences ?? [])].join(' '))).toEqual([
    'missing empty',
    'missing link',
    'added lonk',
    'added new',
    'changed reviews.csv content',
    'changed run.sh mode',
  ]);
  expect(entries.filter(({ explainedBy }) => explainedBy !== undefined)).toEqual([]);
  await here.add(workspace, 'data', { name: 'reviews', why: 'second delivery' });
  expect(await verify('reviews')).toMatchObject({ outcome: 'pass' });
  const old = await verify('reviews@1');
  expect(old).toMatchObject({
    outcome: 'pass',
    copies: [{ state: 'superseded', isVersion: { version: 'reviews@2' } }],
  });
});

test('a single file that another version brought is explained by that version', async () => {
  await addReviews();
  here.file('data/reviews.csv', csv('1,good', '2,awful'));
  await here.add(workspace, 'data', { name: 'reviews' });
  here.file('data/stray', 'x');
  const report = await verify('reviews@1');
  const explained = report.copies.flatMap(({ entries }) =>
    entries.map(({ path, explainedBy }) => [path, explainedBy?.version]),
  );
  expect(explained).toEqual([
    ['reviews.csv', 'reviews@2'],
    ['stray', undefined],
  ]);
});

test('a path is found by what was recorded there last, and a file inside it too', async () => {
  await addReviews();
  expect(await findVerified(workspace, join(here.root, 'data'))).toMatchObject({
    asset: { label: 'reviews@1' },
    place: 'data',
  });
  expect(await findVerified(workspace, join(here.root, 'data/sub/file'))).toMatchObject({ below: 'sub/file' });
  await expect(findVerified(workspace, join(here.root, 'elsewhere'))).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  rmSync(join(here.root, 'data'), { recursive: true });
  expect(await verify(join(here.root, 'data'))).toMatchObject({ outcome: 'fail', copies: [{ state: 'absent' }] });
  // The asset itself is all there: without a copy to look at, the store was read.
  expect(await verify('reviews')).toMatchObject({
    outcome: 'pass',
    store: { depth: 'read' },
    copies: [{ state: 'absent' }],
  });
});

test('a rollback restores byte for byte and is itself recorded', async () => {
  await addReviews();
  const first = (await resolveAsset(await workspace.index(), 'reviews')).id;
  here.file('data/reviews.csv', csv('9,other'));
  await here.add(workspace, 'data', { name: 'reviews' });
  here.setNow('2026-05-02T12:00:00Z');
  expect(await rollBack(workspace, 'reviews', undefined, {})).toMatchObject({ version: 3, asset: first });
  const { versions } = await readHistory(workspace, 'reviews');
  expect(versions.map(({ version, restores, asset }) => [version, restores, asset === first])).toEqual([
    [1, undefined, true],
    [2, undefined, false],
    [3, 1, true],
  ]);
  expect(versions[2]?.signedBy).toHaveLength(1);
  await checkOutAsset(workspace, 'reviews', join(here.root, 'out'), { force: false, linksOutside: false });
  await expect(rollBack(workspace, 'reviews', 9, {})).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  await expect(rollBack(workspace, 'nothing', undefined, {})).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
});

test('rows: what was added, changed and moved, and who brought it', async () => {
  await addReviews();
  here.file('data/reviews.csv', csv('2,bad', '1,great', '3,new'));
  await here.add(workspace, 'data', { name: 'reviews', why: 'more reviews' });
  const { rows } = await diffAssets(workspace, 'reviews@1', 'reviews');
  expect(rows?.counts).toMatchObject({ added: 1, changed: 1, removed: 0 });
  expect(rows?.changes.find(({ kind }) => kind === 'added')?.after).toMatchObject({
    file: 'reviews.csv',
    row: 3,
    key: '3',
  });
  const blame = await blameAsset(workspace, 'reviews', { file: 'reviews.csv', key: '1' });
  expect(blame.rows).toMatchObject([
    {
      as: 'changed',
      version: { name: 'reviews@2', why: 'more reviews' },
      previous: { version: { name: 'reviews@1' } },
    },
  ]);
  expect((await diffAssets(workspace, 'reviews', 'reviews')).same).toBe(true);
});

test('a tag is another name, and moving it to where it points says so', async () => {
  await addReviews();
  const { id } = await resolveAsset(await workspace.index(), 'reviews@1');
  const move = { name: 'production', to: id, why: 'approved' };
  expect(await moveReference(workspace, move)).toMatchObject({ version: 1 });
  expect(await moveReference(workspace, move)).not.toHaveProperty('recorded');
  expect((await resolveAsset(await workspace.index(), id.slice(0, 10))).id).toBe(id);
});

test('bytes that the store lost or that changed are named', async () => {
  await addReviews();
  const { readdirSync, readFileSync } = await import('node:fs');
  const packs = join(here.root, '.assay/store/main/packs');
  for (const name of readdirSync(packs).filter((name) => name.endsWith('.pack'))) {
    const bytes = readFileSync(join(packs, name));
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(join(packs, name), bytes);
  }
  const again = await here.open();
  const asset = await resolveAsset(await workspace.index(), 'reviews');
  const report = await verifyAsset(again, asset, { readStore: 'always', readCopies: true });
  expect(report.outcome).toBe('fail');
});

test('what is outside of a path decides nothing about it', async () => {
  await addReviews();
  here.file('data/reviews.csv', csv('1,good', '2,awful'));
  const whole = await verify('reviews');
  expect(onlyBelow(whole, 'run.sh')).toMatchObject({
    outcome: 'pass',
    below: 'run.sh',
    copies: [{ state: 'match', entries: [] }],
  });
  expect(onlyBelow(whole, 'reviews.csv')).toMatchObject({ outcome: 'fail', copies: [{ state: 'differs' }] });
});

test('an audit without the bytes of its statements says so, part by part', async () => {
  await addReviews();
  await workspace.close();
  rmSync(join(here.root, '.assay/store'), { recursive: true });
  rmSync(join(here.root, '.assay/index.sqlite'));
  const audit = await auditWorkspace(await here.open(), { deep: false, record: true });
  expect(audit).toMatchObject({ outcome: 'fail', assets: [] });
  expect(audit).not.toHaveProperty('recorded');
});

test('an audit that was due and did not run is a finding of the next one, and of that one only', async () => {
  await addReviews();
  const audit = async (at: string): ReturnType<typeof auditWorkspace> => {
    here.setNow(at);
    return auditWorkspace(workspace, { deep: false, record: true });
  };
  expect(await audit('2026-05-20T12:00:00Z')).toMatchObject({ outcome: 'pass', dueBy: '2026-06-19T12:00:00.000Z' });
  const late = await audit('2026-06-22T12:00:00Z');
  expect(late.outcome).toBe('fail');
  expect(late.parts.flatMap(({ findings }) => findings)).toMatchObject([
    { code: 'AUDIT_MISSED', message: expect.stringContaining('due by 2026-06-19T12:00:00.000Z and did not run') },
  ]);
  expect(await audit('2026-06-23T12:00:00Z')).toMatchObject({ outcome: 'pass' });
});
