// One bit of a file on the disk is another: it is found, and the path of the file is told.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sha256, sha256 } from '#core/digest';
import { failingFiles } from '#testkit/log';
import type { CheckedBlob } from '../blob-store.ts';
import { openFolderStore } from '../folder-store.ts';
import type { TendedStore } from '../tended-store.ts';
import { ZoneKey } from './zone-key.ts';

let folder = '';
const zoneKey = ZoneKey.create();
const words = ['first', 'second', 'third'];
let digests: readonly Sha256[] = [];
const open = (): Promise<TendedStore> => openFolderStore({ folder, zone: 'main', zoneKey });
const path = (kind: string, at = 0): string => {
  const parent = join(folder, 'main', kind);
  return join(parent, readdirSync(parent).sort()[at] ?? '');
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-damage-'));
  const batch = (await open()).batch();
  digests = (await Promise.all(words.map((word) => batch.add(Buffer.from(word))))).map((stored) => stored.sha256);
  await batch.commit();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function damagedIn(): Promise<readonly CheckedBlob[]> {
  const found: CheckedBlob[] = [];
  for await (const checked of (await open()).check()) if (checked.outcome === 'damaged') found.push(checked);
  return found;
}

/** Each bit in turn. */
async function everyBit(file: string, verify: (bit: number) => Promise<void>): Promise<void> {
  const sound = readFileSync(file);
  for (let bit = 0; bit < sound.length * 8; bit += process.env.ASSAY_SLOW === undefined ? 5 : 1) {
    const bytes = Buffer.from(sound);
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    writeFileSync(file, bytes);
    await verify(bit);
  }
  writeFileSync(file, sound);
}

describe('one bit', () => {
  test('of a pack', async () => {
    await everyBit(path('packs'), async (bit) => {
      const damaged = await damagedIn();
      expect(
        damaged.map((checked) => checked.path),
        `bit ${bit}`,
      ).toEqual([path('packs')]);
      expect(damaged[0]?.error, `bit ${bit}`).toMatchObject({ code: 'STORE_CORRUPT' });
      const store = await open();
      const read = await Promise.allSettled(digests.map((digest) => store.read(digest, 100)));
      expect(read.filter(({ status }) => status === 'rejected').length, `bit ${bit}`).toBe(1);
    });
  });

  test('of a key file', async () => {
    await everyBit(path('keys'), async (bit) => {
      const [damaged] = await damagedIn();
      expect(damaged, `bit ${bit}`).toMatchObject({ path: path('keys'), outcome: 'damaged' });
      const store = await open();
      const read = await Promise.allSettled(digests.map((digest) => store.read(digest, 100)));
      for (const [at, result] of read.entries()) {
        // The records that are not damaged may still be used.
        if (result.status === 'fulfilled') expect(Buffer.from(result.value).toString()).toBe(words[at]);
        else expect(result.reason.fields.path, `bit ${bit}`).toBe(path('keys'));
      }
      await expect(store.list(), `bit ${bit}`).rejects.toMatchObject({ fields: { path: path('keys') } });
    });
  });

  test('of the record of the zone', async () => {
    await everyBit(path('zone'), async (bit) => {
      await expect(open(), `bit ${bit}`).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    });
  });

  test('of the record of the lock locks nobody out', async () => {
    await (await open()).consolidate();
    writeFileSync(path('lock', 1), readFileSync(path('lock', 1)).fill(0, 20, 21));
    await (await open()).consolidate();
  });
});

describe('what is missing', () => {
  test('a pack that is cut', async () => {
    truncateSync(path('packs'), 100);
    expect(new Set((await damagedIn()).map((checked) => checked.path))).toEqual(new Set([path('packs')]));
  });

  test('a pack that is gone', async () => {
    const gone = path('packs');
    rmSync(gone);
    const store = await open();
    await expect(store.open(digests[0] ?? sha256(Buffer.alloc(0)))).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      fields: { path: gone },
    });
    expect((await damagedIn()).length).toBe(3);
  });

  test('another copy of a blob is used when one is damaged', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'assay-copy-'));
    const batch = (await openFolderStore({ folder: copy, zone: 'main', zoneKey })).batch();
    await batch.add(Buffer.from('first'));
    await batch.commit();
    cpSync(join(copy, 'main/packs'), join(folder, 'main/packs'), { recursive: true });
    cpSync(join(copy, 'main/keys'), join(folder, 'main/keys'), { recursive: true });
    rmSync(copy, { recursive: true });
    const store = await open();
    for (let at = 0; at < 2; at++) {
      const bytes = readFileSync(path('packs', at));
      writeFileSync(path('packs', at), Buffer.from(bytes).fill(0, 30, 40));
      expect(Buffer.from(await store.read(digests[0] ?? sha256(Buffer.alloc(0)), 10)).toString()).toBe('first');
      writeFileSync(path('packs', at), bytes);
    }
  });

  test('a key file of another name, a folder and a link in its place', async () => {
    cpSync(path('keys'), join(folder, 'main/keys/copy.keys'));
    mkdirSync(join(folder, 'main/keys/folder.keys'));
    symlinkSync(path('keys'), join(folder, 'main/keys/link.keys'));
    writeFileSync(join(folder, 'main/keys/short.keys'), 'x');
    const problems = (await damagedIn()).map((checked) => `${checked.path.split('/').at(-1)} ${checked.error?.code}`);
    expect(problems.sort()).toEqual([
      'copy.keys STORE_CORRUPT',
      'folder.keys STORE_READ',
      'link.keys STORE_READ',
      'short.keys STORE_CORRUPT',
    ]);
  });
});

describe('the disk', () => {
  const isRoot = process.getuid?.() === 0;

  test.skipIf(isRoot)('a key file that cannot be read is told, and a blob is not said to be missing', async () => {
    chmodSync(path('keys'), 0);
    const store = await open();
    await expect(store.open(digests[0] ?? sha256(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'STORE_READ' });
    await expect(store.has(digests[0] ?? sha256(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'STORE_READ' });
  });

  test.skipIf(isRoot)('a folder that is read-only can be read, and says so when written', async () => {
    for (const kind of ['keys', 'packs']) chmodSync(join(folder, 'main', kind), 0o500);
    const store = await open();
    expect(Buffer.from(await store.read(digests[1] ?? sha256(Buffer.alloc(0)), 10)).toString()).toBe('second');
    const batch = store.batch();
    await batch.add(Buffer.from('more'));
    await expect(batch.commit()).rejects.toMatchObject({
      code: 'STORE_WRITE',
      message: expect.stringContaining('permission denied'),
    });
    for (const kind of ['keys', 'packs']) chmodSync(join(folder, 'main', kind), 0o700);
  });

  test.each([
    ['ENOSPC', 'no space is left on the device'],
    ['EROFS', 'the file system is read-only'],
    ['EIO', 'the device reports an error'],
  ])('%s is told in words, nothing half is seen, and what was there stays', async (code, reason) => {
    const changing = failingFiles(() => 'absent', code);
    const store = await openFolderStore({ folder, zone: 'main', zoneKey, changing });
    const batch = store.batch();
    await batch.add(Buffer.from('more'));
    await expect(batch.commit()).rejects.toMatchObject({
      code: 'STORE_WRITE',
      message: expect.stringContaining(reason),
    });
    await batch.abort();
    expect(await store.has(sha256(Buffer.from('more')))).toBe(false);
    expect(Buffer.from(await store.read(digests[2] ?? sha256(Buffer.alloc(0)), 10)).toString()).toBe('third');
  });
});
