// Writers, and those who merge, destroy and rotate, all at once on one store, WITHOUT the lock: each step of each is held up for a
// random time. Whatever order that makes, what was acknowledged stays and what was destroyed stays destroyed.
import { expect, test } from 'vitest';
import type { Sha256 } from '#core/digest';
import { type BackendHook, memoryBackend } from '#testkit/store';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { TendedStore } from '../tended-store.ts';
import { openSealedStore } from './sealed-store.ts';
import { ZoneKey } from './zone-key.ts';

const runs = process.env.ASSAY_SLOW === undefined ? 6 : 300;
const steps = 8;
const zoneKeys = Array.from({ length: 5 }, () => ZoneKey.create());

test.each(Array.from({ length: runs }, (_, seed) => seed))('order %i', async (seed) => {
  const random = generator(seed + 1);
  const objects = new Map<string, Buffer>();
  const hold: BackendHook = async () => {
    for (let turns = Math.floor(random() * 6); turns > 0; turns--)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const kept = new Map<Sha256, string>();
  const destroyed = new Set<Sha256>();
  let actors = 0;
  let current = zoneKeys[0] ?? ZoneKey.create();
  /** All keys are known to all; each has a lock of its own, which keeps nobody out. */
  const open = (): Promise<TendedStore> => {
    const [zoneKey = current, ...otherKeys] = zoneKeys;
    return openSealedStore({
      backend: withOwnLock(memoryBackend(objects, hold), `lock-${actors++}`),
      zoneKey,
      otherKeys,
    });
  };

  const write = async (name: string): Promise<void> => {
    for (let step = 0; step < steps; step++) {
      const text = `${name} ${step}`;
      await tolerant(async () => {
        const batch = (await open()).batch();
        const stored = await batch.add(Buffer.from(text));
        await batch.commit();
        kept.set(stored.sha256, text);
      });
    }
  };
  const merge = async (): Promise<void> => {
    for (let step = 0; step < steps; step++) await tolerant(async () => (await open()).consolidate());
  };
  const destroy = async (): Promise<void> => {
    for (let step = 0; step < steps; step++) {
      const [digest] = [...kept.keys()].sort(() => random() - 0.5);
      if (digest === undefined) continue;
      kept.delete(digest);
      await tolerant(async () => {
        await (await open()).destroy(digest);
        destroyed.add(digest);
      });
    }
  };
  const rotate = async (): Promise<void> => {
    for (const next of zoneKeys.slice(1)) {
      for (let turn = 0; turn < 20; turn++) await hold('list', '');
      await tolerant(async () => (await open()).rotate(next));
      current = next;
    }
  };
  await Promise.all([write('a'), write('b'), write('c'), merge(), merge(), destroy(), rotate()]);

  await tolerant(async () => (await open()).rotate(current));
  const store = await openSealedStore({ backend: memoryBackend(objects), zoneKey: current });
  for (const [digest, text] of kept) expect(Buffer.from(await store.read(digest, 100)).toString()).toBe(text);
  for (const digest of destroyed) await expect(store.open(digest)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
  const [damaged, sound] = [new Set<string>(), new Set<string>()];
  for await (const { outcome, blob, path, error } of store.check()) {
    if (outcome === 'sound' && blob !== undefined) sound.add(blob.sha256);
    if (outcome === 'damaged') damaged.add(`${path} ${error?.message}`);
  }
  expect([...damaged]).toEqual([]);
  const listed = new Set((await store.list()).map((blob) => blob.sha256));
  expect([...kept.keys()].filter((digest) => !listed.has(digest))).toEqual([]);
  expect([...destroyed].filter((digest) => listed.has(digest))).toEqual([]);
});

/** Being refused is allowed; nothing was acknowledged then. */
async function tolerant(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      await act();
      return;
    } catch (error) {
      const isRace = error instanceof StoreError && ['STORE_KEY', 'STORE_BUSY', 'STORE_WRITE'].includes(error.code);
      if (!isRace) throw error;
    }
  }
}

function withOwnLock(backend: ObjectBackend, lock: string): ObjectBackend {
  const own = (name: string): string => name.replace(/^lock\b/, lock);
  return {
    ...backend,
    create: (name, bytes) => backend.create(own(name), bytes),
    open: (name) => backend.open(own(name)),
    remove: (name) => backend.remove(own(name)),
    list: async (folder) =>
      (await backend.list(own(folder))).map((object) => ({ ...object, name: object.name.replace(lock, 'lock') })),
  };
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
