// `assay store ...` in this process: what is damaged, rotated and destroyed, and rotations that were interrupted at every step.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assayHere as assay } from './assay-here.ts';
import { agreeToDestroy } from './second-person.ts';

let folder = '';
let root = '';
let at: readonly string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-store-'));
  root = join(folder, 'work');
  at = ['--workspace', root];
  await assay(['init', root, '--name', 'work']);
  put('a/shared.txt', 'shared');
  put('a/own.csv', 'id,text\n1,good\n2,bad\n');
  put('b/shared.txt', 'shared');
  for (const name of ['a', 'b']) await ok(['add', join(folder, name), '--kind', 'dataset', '--name', `data-${name}`]);
});

afterEach(() => rmSync(folder, { recursive: true }));

type Document = ReturnType<typeof JSON.parse>;

function put(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

async function ok(words: readonly string[], code = 0): Promise<Document> {
  const answer = await assay([...words, '--json', ...at]);
  expect([answer.stderr, answer.code], words.join(' ')).toEqual(['', code]);
  return JSON.parse(answer.stdout);
}

async function refused(words: readonly string[], code: number, reason: RegExp): Promise<void> {
  const answer = await assay([...words, ...at]);
  expect([answer.code, answer.stdout], words.join(' ')).toEqual([code, '']);
  expect(answer.stderr).toMatch(reason);
  expect(answer.stderr).not.toMatch(/\n {4}at /);
}

/** Destroying takes two people. */
const agree = (...resources: readonly string[]): Promise<void> => agreeToDestroy(folder, at, ...resources);

const zones = (): string => join(root, '.assay/keys/zones');
const packs = (zone = 'main'): readonly string[] =>
  readdirSync(join(root, '.assay/store', zone), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.startsWith('packs/'),
  );

test('a sound store, and one that has been tidied', async () => {
  expect(await ok(['store', 'check'])).toMatchObject({ schema: 'assay.store-check/1', destroyed: 0, problems: [] });
  expect((await assay(['store', 'check', ...at])).stdout).toMatch(/^\d+ blobs sound, [\d.]+ \w+ read and hashed\n$/);
  expect(await ok(['store', 'tidy'])).toMatchObject({ schema: 'assay.store-tidy/1', swept: 0 });
  expect((await assay(['store', 'tidy', ...at])).stdout).toMatch(/packs and key files less, 0 packs of killed writers/);
  expect((await assay(['store', 'check', ...at])).code).toBe(0);
});

test('damaged and missing packs are named with what needs them', async () => {
  const { id } = await ok(['show', 'data-a']);
  for (const zone of ['main', 'data-engineering']) {
    for (const pack of packs(zone)) {
      const path = join(root, '.assay/store', zone, pack);
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
    }
  }
  const { problems } = await ok(['store', 'check'], 1);
  expect(problems.length).toBeGreaterThan(0);
  expect(new Set(problems.map(({ state }: Document) => state))).toEqual(new Set(['damaged']));
  const text = await assay(['store', 'check', ...at]);
  expect([text.code, text.stdout]).toEqual([1, expect.stringMatching(/, \d+ problems?\ndamaged {2}/)]);
  rmSync(join(root, '.assay/store/main/packs'), { recursive: true });
  const gone = await ok(['store', 'check'], 1);
  expect(gone.problems.length).toBeGreaterThan(problems.length - 1);
  rmSync(join(root, '.assay/store'), { recursive: true });
  const none = await ok(['store', 'check'], 1);
  expect(none).toMatchObject({ sound: 0 });
  expect(none.problems).toContainEqual(
    expect.objectContaining({ state: 'missing', code: 'STORE_MISSING', sha256: id, neededBy: ['manifest of data-a'] }),
  );
});

test('after a rotation the new key opens everything, and the old one nothing', async () => {
  const old = readFileSync(join(zones(), 'main.key'));
  const before = packs();
  const report = await ok(['store', 'rotate', '--why', 'an administrator left']);
  expect(report).toMatchObject({ schema: 'assay.store-rotate/1', zone: 'main', completed: false });
  expect(readdirSync(zones())).toEqual(['data-engineering.key', 'main.key']);
  expect(readFileSync(join(zones(), 'main.key'))).not.toEqual(old);
  // The statement adds a pack; those that were there are untouched.
  for (const pack of before) expect(packs()).toContain(pack);
  expect((await assay(['store', 'check', ...at])).code).toBe(0);
  expect(await ok(['statements', report.statement])).toMatchObject({
    kind: 'zone-key-change',
    body: { oldKey: report.oldKey, newKey: report.newKey, why: 'an administrator left' },
  });
  writeFileSync(join(zones(), 'main.key'), old);
  await refused(['list'], 2, /sealed under the zone key/);
});

test('each zone has its own key, and each is rotated by itself', async () => {
  const [key, main] = ['data-engineering.key', 'main.key'].map((name) => readFileSync(join(zones(), name)));
  const report = await ok(['store', 'rotate', '--zone', 'data-engineering']);
  expect(report).toMatchObject({ zone: 'data-engineering', completed: false });
  expect(readFileSync(join(zones(), 'data-engineering.key'))).not.toEqual(key);
  expect(readFileSync(join(zones(), 'main.key'))).toEqual(main);
  expect((await assay(['store', 'check', ...at])).code).toBe(0);
  await refused(['store', 'rotate', '--zone', 'training'], 2, /nothing was ever put into the zone training/);
  await refused(['store', 'rotate', '--zone', 'nowhere'], 2, /there is no zone "nowhere"/);
});

test('whoever does not hold the key of a zone cannot read it, and is told that it could not be looked at', async () => {
  const key = join(zones(), 'data-engineering.key');
  const bytes = readFileSync(key);
  rmSync(key);
  await refused(['checkout', 'data-a', join(folder, 'out')], 2, /the key of the zone data-engineering is not here/);
  const check = await ok(['store', 'check'], 2);
  expect(check.problems).toEqual([
    expect.objectContaining({ state: 'closed', place: 'data-engineering', code: 'STORE_KEY' }),
  ]);
  const audit = await assay(['verify', '--all', ...at]);
  expect([audit.code, audit.stdout]).toEqual([2, expect.stringContaining('the key of the zone data-engineering')]);
  // Nothing is added under another key beside what is there.
  put('c/new.txt', 'new');
  await refused(['add', join(folder, 'c'), '--kind', 'dataset', '--name', 'data-c'], 2, /is not here/);
  writeFileSync(key, bytes, { mode: 0o600 });
  expect((await assay(['checkout', 'data-a', join(folder, 'out'), ...at])).code).toBe(0);
});

test('a rotation that stopped anywhere is completed by the next one', async () => {
  const key = join(zones(), 'main.key');
  const next = join(zones(), 'main.next.key');
  const old = readFileSync(key);
  const copy = join(folder, 'copy');
  const size = (await ok(['status'])).log.size;

  // After the new key was drawn: everything goes on, and the next rotation takes it up.
  const other = join(folder, 'other');
  await assay(['init', other]);
  cpSync(join(other, '.assay/keys/zones/main.key'), next);
  const drawn = readFileSync(next);
  await ok(['list']);
  await ok(['add', join(folder, 'b'), '--kind', 'dataset', '--name', 'third']);
  cpSync(join(root, '.assay'), copy, { recursive: true });
  const completed = await ok(['store', 'rotate']);
  expect(completed.completed).toBe(true);
  expect(readFileSync(key)).toEqual(drawn);
  expect(existsSync(next)).toBe(false);

  // After everything was wrapped and logged: both keys are there, in either order.
  writeFileSync(next, drawn, { mode: 0o600 });
  writeFileSync(key, old);
  await ok(['list']);
  const logged = await ok(['store', 'rotate']);
  expect([logged.completed, logged.statement]).toEqual([true, completed.statement]);
  expect(readFileSync(key)).toEqual(drawn);
  // After the new one stood in the place of the old one.
  writeFileSync(next, drawn, { mode: 0o600 });
  expect((await ok(['store', 'rotate'])).statement).toBe(completed.statement);
  expect(readdirSync(zones())).toEqual(['data-engineering.key', 'main.key']);
  expect((await ok(['status'])).log.size).toBe(size + 3);

  // After everything was wrapped, before it was logged.
  const { store } = await (await import('#flow/workspace/workspace')).openWorkspace(root);
  const { beginRotation } = await import('#store/zone-key-rotation');
  await store.rotate(await beginRotation(key, {}));
  await ok(['list']);
  await ok(['add', join(folder, 'a'), '--kind', 'code', '--name', 'fourth']);
  expect(await ok(['store', 'rotate'])).toMatchObject({ completed: true, keyFiles: expect.any(Number) });
  expect((await assay(['store', 'check', ...at])).code).toBe(0);
  // A new one after that is a new one.
  expect((await ok(['store', 'rotate'])).completed).toBe(false);
});

test('a sealed key is not replaced by an open one', async () => {
  const { openZoneKeyFile, replaceZoneKeyFile } = await import('#store/zone-key-file');
  const path = join(zones(), 'main.key');
  await replaceZoneKeyFile(path, await openZoneKeyFile(path), { passphrase: 'correct horse', workFactor: 10 });
  put('passphrase', 'correct horse\n');
  await refused(['store', 'rotate', '--passphrase-file', join(folder, 'passphrase')], 2, /sealed with age/);
});

test('what is destroyed is gone for good, and everybody is told so', async () => {
  const { id } = await ok(['show', 'data-a']);
  const dry = await assay(['store', 'destroy', 'data-a', '--why', 'asked for', '--dry-run', ...at]);
  expect([dry.code, dry.stdout]).toEqual([
    0,
    expect.stringMatching(/^would destroy {2}\d+ blobs? of data-a@1\n {2}kept/),
  ]);
  expect((await assay(['store', 'check', ...at])).code).toBe(0);

  await refused(['store', 'destroy', 'data-a', '--why', 'alone'], 1, /this takes two different people/);
  await agree('data-a', 'data-b', 'zone:workspace');
  const report = await ok([
    ...['store', 'destroy', 'data-a', '--why', 'the person asked for it', '--basis', 'GDPR article 17'],
    ...['--copies-left', 'backup of May'],
  ]);
  expect(report).toMatchObject({ schema: 'assay.store-destroy/1', asset: id, destroyed: true });
  // One file is needed by another asset, and the table of its rows.
  const neededBy = [(await ok(['show', 'data-b'])).id];
  const shared = createHash('sha256').update('shared').digest('hex');
  expect(report.kept).toEqual([
    { sha256: shared, neededBy },
    { sha256: expect.any(String), neededBy },
  ]);
  expect(report.blobs).toContain(createHash('sha256').update('id,text\n1,good\n2,bad\n').digest('hex'));
  expect(report.blobs.length).toBe(2);
  const stated = await ok(['statements', report.statement]);
  expect(stated).toMatchObject({
    kind: 'data-destruction',
    subjects: [{ sha256: id }],
    body: {
      zone: 'data-engineering',
      asset: id,
      blobs: report.blobs,
      basis: 'GDPR article 17',
      copiesLeft: ['backup of May'],
    },
  });
  const check = await ok(['store', 'check']);
  expect(check.problems).toEqual([]);
  await refused(['checkout', 'data-a', join(folder, 'out')], 2, /destroyed at/);
  expect((await assay(['checkout', 'data-b', join(folder, 'out-b'), ...at])).code).toBe(0);
  const verified = await assay(['verify', 'data-a', '--deep', ...at]);
  expect(verified.stdout + verified.stderr).toMatch(/destroyed/);
  expect(verified.stdout + verified.stderr).not.toMatch(/missing|has no blob/);

  // Once more, it is put on record once.
  expect((await ok(['store', 'destroy', 'data-a', '--why', 'again'])).statement).toBe(report.statement);
  await refused(['store', 'destroy', 'data-b', '--why', 'x'], 64, /other assets need all of it/);
  await refused(['store', 'destroy', shared, '--why', 'x'], 64, /--force/);
  const forced = await ok(['store', 'destroy', shared, '--why', 'x', '--force']);
  expect(forced).toMatchObject({ blobs: [shared], kept: [], destroyed: true });
  expect(forced).not.toHaveProperty('asset');
  await refused(['checkout', 'data-b', join(folder, 'out-c')], 2, /destroyed at/);
  // The same bytes may come again, under another key.
  await ok(['add', join(folder, 'a'), '--kind', 'code', '--name', 'again']);
  expect((await assay(['checkout', 'again', join(folder, 'out-d'), ...at])).code).toBe(0);
});

test('evidence is not destroyed, and nothing that cannot be put on record', async () => {
  const { statement } = await ok(['show', 'data-a']);
  await refused(['store', 'destroy', statement, '--why', 'x'], 64, /evidence is not destroyed/);
  await agree('zone:workspace');
  await refused(['store', 'destroy', 'ab'.repeat(32), '--why', 'x'], 2, /has no blob/);
  await refused(['store', 'destroy', 'abababab', '--why', 'x'], 2, /no asset id begins/);
  await refused(['store', 'destroy', 'data-a'], 64, /why/);
  rmSync(join(root, '.assay/keys/workspace'));
  await refused(['store', 'destroy', 'data-a', '--why', 'x'], 2, /does not exist/);
  expect((await ok(['store', 'check'])).destroyed).toBe(0);
});
