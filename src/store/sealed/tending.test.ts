// Consolidating, destroying, rotating, sweeping: what must stay stays, and what must go goes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sha256, sha256 } from '#core/digest';
import { folderBackend } from '../backends/folder-backend.ts';
import { openFolderStore } from '../folder-store.ts';
import type { TendedStore } from '../tended-store.ts';
import { withTendingLock } from './tending-lock.ts';
import { ZoneKey } from './zone-key.ts';

let folder = '';
const zoneKey = ZoneKey.create();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-tending-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (key = zoneKey, otherKeys: readonly ZoneKey[] = []): Promise<TendedStore> =>
  openFolderStore({ folder, zone: 'main', zoneKey: key, otherKeys });
const files = (kind: string): readonly string[] => readdirSync(join(folder, 'main', kind)).sort();

/** One commit for each. */
async function fill(store: TendedStore, ...words: readonly string[]): Promise<readonly Sha256[]> {
  const digests: Sha256[] = [];
  for (const word of words) {
    const batch = store.batch();
    digests.push((await batch.add(Buffer.from(word))).sha256);
    await batch.commit();
  }
  return digests;
}

async function texts(store: TendedStore, digests: readonly Sha256[]): Promise<readonly string[]> {
  return Promise.all(digests.map(async (digest) => Buffer.from(await store.read(digest, 1e6)).toString()));
}

async function outcomes(store: TendedStore): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { outcome } of store.check()) found.push(outcome);
  return found.sort();
}

const words = (count: number, name = 'blob'): string[] => Array.from({ length: count }, (_, at) => `${name} ${at}`);

describe('consolidating', () => {
  test('puts many small packs into one, and a store that was opened before still reads', async () => {
    const store = await open();
    const digests = await fill(store, ...words(10));
    const reader = await open();
    expect(await store.consolidate()).toBe(18);
    expect([files('packs').length, files('keys').length]).toEqual([1, 1]);
    expect(await texts(reader, digests)).toEqual(words(10));
    expect(await store.consolidate()).toBe(0);
    expect(await outcomes(store)).toEqual(words(10).map(() => 'sound'));
  });

  test('is done by commits that make them many, at a cost that does not grow with every commit', async () => {
    const store = await open();
    const digests = await fill(store, ...words(300));
    expect(files('keys').length).toBeLessThan(32);
    expect(files('packs').length).toBeLessThan(32);
    expect(await texts(await open(), digests)).toEqual(words(300));
  });

  test('leaves large packs where they are', async () => {
    const store = await open();
    const batch = store.batch();
    await batch.add(Buffer.alloc(17 << 20, 1));
    await batch.commit();
    const [large] = files('packs');
    await fill(store, ...words(3));
    await store.consolidate();
    expect(files('packs')).toContain(large);
    expect([files('packs').length, files('keys').length]).toEqual([2, 1]);
  });

  test('a damaged key file stops it, and nothing goes', async () => {
    const store = await open();
    await fill(store, ...words(3));
    const path = join(folder, 'main/keys', files('keys')[0] ?? '');
    writeFileSync(path, readFileSync(path).fill(0, 100, 101));
    const before = [files('packs'), files('keys')];
    await expect((await open()).consolidate()).rejects.toMatchObject({ code: 'STORE_CORRUPT', fields: { path } });
    expect([files('packs'), files('keys')]).toEqual(before);
  });
});

describe('destroying', () => {
  test('ends reading for all, says when, and consolidating drops the bytes', async () => {
    const store = await open();
    const other = await open();
    const [first = sha256(Buffer.alloc(0)), second = first] = await fill(store, 'personal data', 'other');
    await store.destroy(first);
    const message = /was destroyed at 20\d\d-.*Z$/;
    await expect(store.open(first)).rejects.toMatchObject({
      code: 'STORE_DESTROYED',
      message: expect.stringMatching(message),
    });
    await expect((await open()).open(first)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
    expect(await store.has(first)).toBe(false);
    expect((await store.list()).map((blob) => blob.sha256)).toEqual([second]);
    expect(await outcomes(store)).toEqual(['destroyed', 'sound']);
    await store.destroy(first);
    const bytes = statSync(join(folder, 'main/packs', files('packs')[0] ?? '')).size;
    await store.consolidate();
    expect(files('packs')).toHaveLength(1);
    expect(bytes).toBeGreaterThan(0);
    await expect(other.open(second).then((reader) => reader.close())).resolves.toBeUndefined();
    await expect((await open()).open(first)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
  });

  test('a key file that held the key and comes back does not bring it back', async () => {
    const store = await open();
    const [digest = sha256(Buffer.alloc(0))] = await fill(store, 'personal data');
    const path = join(folder, 'main/keys', files('keys')[0] ?? '');
    const backup = readFileSync(path);
    await store.destroy(digest);
    writeFileSync(path, backup);
    const later = await open();
    await expect(later.open(digest)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
    expect(await later.list()).toEqual([]);
    await later.destroy(digest);
    expect(files('keys').some((name) => readFileSync(join(folder, 'main/keys', name)).equals(backup))).toBe(false);
  });

  test('what is added again afterwards can be read', async () => {
    const store = await open();
    const [digest = sha256(Buffer.alloc(0))] = await fill(store, 'twice');
    await store.destroy(digest);
    await fill(store, 'twice');
    expect(await texts(await open(), [digest])).toEqual(['twice']);
  });

  test('what was never there is missing', async () => {
    await expect((await open()).destroy(sha256(Buffer.from('x')))).rejects.toMatchObject({ code: 'STORE_MISSING' });
  });
});

describe('rotating', () => {
  test('wraps keys anew and touches no pack', async () => {
    const store = await open();
    const digests = await fill(store, ...words(5));
    await store.destroy(digests[0] ?? sha256(Buffer.alloc(0)));
    const packs = files('packs').map((name) => statSync(join(folder, 'main/packs', name), { bigint: true }).mtimeNs);
    const contents = files('packs').map((name) => sha256(readFileSync(join(folder, 'main/packs', name))));
    const next = ZoneKey.create();
    expect(await store.rotate(next)).toBe(5);
    expect(files('packs').map((name) => statSync(join(folder, 'main/packs', name), { bigint: true }).mtimeNs)).toEqual(
      packs,
    );
    expect(files('packs').map((name) => sha256(readFileSync(join(folder, 'main/packs', name))))).toEqual(contents);
    await expect(open()).rejects.toMatchObject({ code: 'STORE_KEY' });
    const later = await open(next);
    expect(await texts(later, digests.slice(1))).toEqual(words(5).slice(1));
    await expect(later.open(digests[0] ?? sha256(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
    await fill(store, 'after');
    expect(await later.has(sha256(Buffer.from('after')))).toBe(true);
  });

  test('a batch under the old key is refused, and says why', async () => {
    const store = await open();
    await fill(store, 'before');
    const other = await open();
    const batch = other.batch();
    const { sha256: digest } = await batch.add(Buffer.from('late'));
    await store.rotate(ZoneKey.create());
    await expect(batch.commit()).rejects.toMatchObject({ code: 'STORE_KEY' });
    expect(await store.has(digest)).toBe(false);
  });

  test('a key file that comes too late under the old key is of no account, and swept', async () => {
    const store = await open();
    const digests = await fill(store, ...words(4));
    const next = ZoneKey.create();
    const backend = folderBackend(join(folder, 'main'));
    const name = `keys/${files('keys')[1]}`;
    const late = readFileSync(join(folder, 'main', name));
    await store.rotate(next);
    await backend.create(name, late);
    const later = await open(next);
    expect((await later.list()).length).toBe(4);
    expect(await later.sweep()).toBe(1);
    expect(files('keys')).not.toContain(name.slice(5));
    await backend.create(name, late);
    const both = await open(next, [zoneKey]);
    expect(await texts(both, digests)).toEqual(words(4));
    expect(await both.rotate(next)).toBe(1);
    expect(await texts(await open(next), digests)).toEqual(words(4));
    expect(await both.rotate(zoneKey)).toBeGreaterThan(0);
    expect(await texts(await open(), digests)).toEqual(words(4));
  });

  test('a batch that finds everything under the old key is refused too', async () => {
    const store = await open();
    await fill(store, 'before');
    const batch = (await open()).batch();
    await batch.add(Buffer.from('before'));
    await store.rotate(ZoneKey.create());
    await expect(batch.commit()).rejects.toMatchObject({ code: 'STORE_KEY' });
  });
});

describe('sweeping', () => {
  test('removes what killed writers left two days ago, and nothing else', async () => {
    const store = await open();
    const digests = await fill(store, ...words(2));
    const old = new Date(Date.now() - 3 * 86_400_000);
    for (const name of [
      'packs/00000000000000000000000000000000.pack',
      'keys/.x.tmp',
      'packs/new.pack',
      'keys/.y.tmp',
    ]) {
      writeFileSync(join(folder, 'main', name), 'left');
    }
    for (const name of [...files('packs').filter((name) => name !== 'new.pack')]) {
      utimesSync(join(folder, 'main/packs', name), old, old);
    }
    utimesSync(join(folder, 'main/keys/.x.tmp'), old, old);
    expect(await store.sweep()).toBe(2);
    expect(files('packs')).toHaveLength(3);
    expect(await texts(await open(), digests)).toEqual(words(2));
  });

  test('a batch that is older than a day is not published', async () => {
    let now = Date.now();
    const store = await openFolderStore({ folder, zone: 'main', zoneKey, now: () => now });
    const batch = store.batch();
    await batch.add(Buffer.from('slow'));
    now += 86_400_001;
    await expect(batch.commit()).rejects.toMatchObject({ code: 'STORE_WRITE' });
    expect(files('packs')).toEqual([]);
  });
});

describe('the lock', () => {
  test('keeps a second one out while the first is alive, and ends with it', async () => {
    const backend = folderBackend(join(folder, 'main'));
    const store = await open();
    await fill(store, 'a');
    await withTendingLock(backend, Date.now, async (lock) => {
      await lock.renew();
      await expect(store.consolidate()).rejects.toMatchObject({ code: 'STORE_BUSY' });
    });
    await store.consolidate();
  });

  test('is taken over when it was not renewed, and the old holder notices', async () => {
    const backend = folderBackend(join(folder, 'main'));
    let now = 0;
    await expect(
      withTendingLock(
        backend,
        () => now,
        async (lock) => {
          now = 700_000;
          await withTendingLock(
            backend,
            () => now,
            async () => {},
          );
          await lock.renew();
        },
      ),
    ).rejects.toMatchObject({ code: 'STORE_BUSY' });
  });
});
