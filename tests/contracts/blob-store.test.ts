// The contract of blob stores, on a folder and on S3: as they are, and with every write failing once.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Sha256, sha256 } from '#core/digest';
import type { ObjectBackend } from '#store/object-backend';
import { ZoneKey } from '#store/sealed/zone-key';
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import type { WriteFault } from '#testkit/log';
import { folderForTest, type MakeBackend, s3ForTest, storeOn } from '#testkit/store';

const never: WriteFault = () => 'none';
const zoneKey = ZoneKey.create();
const MiB = 1_048_576;
const cleaning: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean();
});

describe.each<{ name: string; make: MakeBackend }>([
  { name: 'in a folder', make: folderForTest },
  { name: 'in S3', make: s3ForTest },
])('$name', ({ make }) => {
  async function newBackend(fault: WriteFault = never): Promise<ObjectBackend> {
    const { backend, remove } = await make(fault);
    cleaning.push(remove);
    return backend;
  }

  test('an empty store has nothing, and says so', async () => {
    const store = await storeOn(await newBackend(), zoneKey);
    const digest = sha256(Buffer.from('x'));
    await expect(store.open(digest)).rejects.toMatchObject({ code: 'STORE_MISSING' });
    expect([await store.has(digest), await store.list(), await collect(store)]).toEqual([false, [], []]);
    await store.batch().commit();
    await store.batch().abort();
    expect(await store.consolidate()).toBe(0);
  });

  test('blobs of all sizes come back whole, in pieces and in ranges', async () => {
    const backend = await newBackend();
    const store = await storeOn(backend, zoneKey);
    const blobs = [0, 1, 1000, MiB - 1, MiB, MiB + 1, 3 * MiB + 5].map((size) => randomBytes(size));
    const batch = store.batch();
    const stored = await Promise.all(blobs.map((bytes) => batch.add(bytes)));
    expect(stored).toEqual(blobs.map((bytes) => ({ sha256: sha256(bytes), size: bytes.length })));
    await batch.commit();
    const later = await storeOn(backend, zoneKey);
    for (const bytes of blobs) {
      const reader = await later.open(sha256(bytes));
      const pieces: Uint8Array[] = [];
      for await (const piece of reader.chunks()) pieces.push(piece);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      const places = fc.tuple(fc.nat(bytes.length + 10), fc.nat(2 * MiB));
      await fc.assert(
        fc.asyncProperty(places, async ([at, length]) => {
          expect(Buffer.from(await reader.read(at, length)).equals(bytes.subarray(at, at + length))).toBe(true);
        }),
        { numRuns: 20 },
      );
      await reader.close();
    }
    expect(await later.list()).toEqual([...stored].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)));
  });

  test('a blob that is larger than the caller takes is not read', async () => {
    const store = await storeOn(await newBackend(), zoneKey);
    const digest = await put(store, 'twelve bytes');
    expect(Buffer.from(await store.read(digest, 12)).toString()).toBe('twelve bytes');
    await expect(store.read(digest, 11)).rejects.toMatchObject({ code: 'STORE_LIMIT' });
  });

  test('files small and large are added, and bytes that are there are not written twice', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-files-'));
    cleaning.push(async () => rmSync(folder, { recursive: true }));
    const backend = await newBackend();
    const store = await storeOn(backend, zoneKey);
    const contents = [Buffer.alloc(0), Buffer.from('small'), randomBytes(9 * MiB + 3), randomBytes(20 * MiB)];
    for (const [at, bytes] of contents.entries()) writeFileSync(join(folder, `${at}`), bytes);
    for (let round = 0; round < 2; round++) {
      const batch = store.batch();
      for (const [at, bytes] of contents.entries()) {
        expect(await batch.addFile(join(folder, `${at}`))).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
      }
      await batch.commit();
    }
    for (const bytes of contents) expect(Buffer.from(await store.read(sha256(bytes), 1e9)).equals(bytes)).toBe(true);
    expect((await backend.list('keys')).length).toBe(1);
    expect((await backend.list('packs')).length).toBe(3);
  });

  test('what is aborted was never there', async () => {
    const backend = await newBackend();
    const store = await storeOn(backend, zoneKey);
    const batch = store.batch();
    const { sha256: digest } = await batch.add(randomBytes(5 * MiB));
    await batch.add(randomBytes(5 * MiB));
    await batch.abort();
    await expect(batch.add(Buffer.from('more'))).rejects.toMatchObject({ code: 'STORE_WRITE' });
    expect([await store.has(digest), await backend.list('packs'), await backend.list('keys')]).toEqual([false, [], []]);
  });

  test('two that write at once lose nothing, and each finds what the other wrote', async () => {
    const backend = await newBackend();
    const stores = await Promise.all([storeOn(backend, zoneKey), storeOn(backend, zoneKey)]);
    const work = stores.map(async (store, who) => {
      const digests: Sha256[] = [];
      for (let at = 0; at < 40; at++) digests.push(await put(store, at % 4 === 0 ? `both ${at}` : `${who} ${at}`));
      return digests;
    });
    const digests = (await Promise.all(work)).flat();
    for (const store of stores) {
      for (const digest of digests) expect(sha256(await store.read(digest, 100))).toBe(digest);
    }
    expect((await collect(await storeOn(backend, zoneKey))).every((outcome) => outcome === 'sound')).toBe(true);
  });

  test('a reader goes on while what it reads is put elsewhere', async () => {
    const backend = await newBackend();
    const store = await storeOn(backend, zoneKey);
    const bytes = randomBytes(3 * MiB);
    await put(store, bytes);
    await put(store, 'another');
    const reader = await (await storeOn(backend, zoneKey)).open(sha256(bytes));
    const pieces = [await reader.read(0, MiB)];
    expect(await store.consolidate()).toBeGreaterThan(0);
    pieces.push(await reader.read(MiB, 2 * MiB));
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    await reader.close();
  });

  describe.each(['absent', 'present'] as const)('a write that fails and is %s', (kind) => {
    /** Lets the first, second, ... write of `act` fail, until all were seen to. */
    async function everyWrite(
      act: (store: TendedStore) => Promise<unknown>,
      verify: (backend: ObjectBackend, digests: readonly Sha256[], hasFailed: boolean) => Promise<void>,
    ): Promise<void> {
      let isLast = false;
      for (let failAt = 0; !isLast; failAt++) {
        let writes = 0;
        let isArmed = false;
        isLast = true;
        const backend = await newBackend(() => {
          if (!isArmed || writes++ !== failAt) return 'none';
          isLast = false;
          return kind;
        });
        const store = await storeOn(backend, zoneKey);
        const digests = [await put(store, 'first'), await put(store, 'second'), await put(store, 'third')];
        isArmed = true;
        const error: unknown = await act(store).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        isArmed = false;
        if (error !== undefined) expect(error).toBeInstanceOf(StoreError);
        await verify(backend, digests, error !== undefined);
      }
    }

    async function assertSound(store: TendedStore, digests: readonly Sha256[]): Promise<void> {
      expect((await collect(store)).filter((outcome) => outcome === 'damaged')).toEqual([]);
      for (const digest of digests) expect(sha256(await store.read(digest, 1000))).toBe(digest);
    }

    test('leaves a batch whole or absent', async () => {
      const more = ['one', 'two', 'three'];
      const addAll = async (store: TendedStore): Promise<void> => {
        const batch = store.batch();
        for (const word of more) await batch.add(Buffer.from(word));
        await batch.commit();
      };
      await everyWrite(addAll, async (backend, digests, hasFailed) => {
        const later = await storeOn(backend, zoneKey);
        await assertSound(later, digests);
        const found = await Promise.all(more.map((word) => later.has(sha256(Buffer.from(word)))));
        expect(new Set(found).size).toBe(1);
        if (!hasFailed) expect(found[0]).toBe(true);
        await addAll(later);
        await assertSound(
          await storeOn(backend, zoneKey),
          more.map((word) => sha256(Buffer.from(word))),
        );
      });
    });

    test('loses nothing while packs are put together', async () => {
      await everyWrite(
        (store) => store.consolidate(),
        async (backend, digests) => {
          const later = await storeOn(backend, zoneKey);
          await assertSound(later, digests);
          await later.consolidate();
          await later.consolidate();
          await assertSound(later, digests);
          expect((await backend.list('keys')).length).toBe(1);
        },
      );
    });

    test('leaves the other keys when one is destroyed, and destroying again ends it', async () => {
      const gone = sha256(Buffer.from('second'));
      await everyWrite(
        (store) => store.destroy(gone),
        async (backend, digests, hasFailed) => {
          const others = digests.filter((digest) => digest !== gone);
          const later = await storeOn(backend, zoneKey);
          await assertSound(later, others);
          if (hasFailed) await later.destroy(gone);
          await expect(later.open(gone)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
          await assertSound(await storeOn(backend, zoneKey), others);
        },
      );
    });

    test('leaves every blob readable while keys are rotated, and rotating again ends it', async () => {
      const next = ZoneKey.create();
      await everyWrite(
        (store) => store.rotate(next),
        async (backend, digests, hasFailed) => {
          const both = await storeOn(backend, zoneKey, next);
          await assertSound(both, digests);
          if (hasFailed) await both.rotate(next);
          const later = await storeOn(backend, next);
          await assertSound(later, digests);
          expect(await later.rotate(next)).toBe(0);
        },
      );
    });
  });
});

async function put(store: TendedStore, bytes: string | Uint8Array): Promise<Sha256> {
  const batch = store.batch();
  const stored = await batch.add(Buffer.from(bytes));
  await batch.commit();
  return stored.sha256;
}

async function collect(store: TendedStore): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for await (const { outcome } of store.check()) outcomes.push(outcome);
  return outcomes;
}
