// The store in a folder: what others build on.
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { openFolderStore } from './folder-store.ts';
import { ZoneKey } from './sealed/zone-key.ts';

let folder = '';
const zoneKey = ZoneKey.create();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (): Parameters<typeof openFolderStore>[0] => ({ folder: join(folder, 'store'), zone: 'main', zoneKey });

test('a file that is added is found by a later process, and nothing on the disk tells its name or its bytes', async () => {
  const store = await openFolderStore(place());
  const path = join(folder, 'weights.bin');
  const bytes = Buffer.alloc(10_000_000, 'weights of the model ');
  writeFileSync(path, bytes);
  const batch = store.batch();
  const stored = await batch.addFile(path);
  expect(stored).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
  expect(await store.has(stored.sha256)).toBe(false);
  await batch.commit();
  const later = await openFolderStore(place());
  expect(Buffer.from(await later.read(stored.sha256, bytes.length)).equals(bytes)).toBe(true);
  const reader = await later.open(stored.sha256);
  expect(Buffer.from(await reader.read(1_048_570, 20)).equals(bytes.subarray(1_048_570, 1_048_590))).toBe(true);
  await reader.close();
  const names = readdirSync(join(folder, 'store/main'), { recursive: true }).join(' ');
  expect(names).not.toContain(stored.sha256.slice(0, 8));
});

test('a file that is there already is not written again', async () => {
  const store = await openFolderStore(place());
  const large = join(folder, 'large');
  writeFileSync(large, Buffer.alloc(9_000_000, 1));
  for (let round = 0; round < 2; round++) {
    const batch = store.batch();
    await batch.add(Buffer.from('small'));
    await batch.addFile(large);
    await batch.add(Buffer.from('small'));
    await batch.commit();
  }
  expect(readdirSync(join(folder, 'store/main/packs'))).toHaveLength(2);
  expect(readdirSync(join(folder, 'store/main/keys'))).toHaveLength(1);
});

test('a link, a folder and a file that is not there are refused, and the batch goes on', async () => {
  const store = await openFolderStore(place());
  symlinkSync('/etc/hostname', join(folder, 'link'));
  const batch = store.batch();
  await expect(batch.addFile(join(folder, 'link'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  await expect(batch.addFile(folder)).rejects.toMatchObject({ code: 'FILE_KIND' });
  await expect(batch.addFile(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  const { sha256: digest } = await batch.add(Buffer.from('still works'));
  await batch.commit();
  expect(Buffer.from(await store.read(digest, 100)).toString()).toBe('still works');
});

test('a zone that was sealed with another key does not open', async () => {
  const batch = (await openFolderStore(place())).batch();
  await batch.add(Buffer.from('secret'));
  await batch.commit();
  await expect(openFolderStore({ ...place(), zoneKey: ZoneKey.create() })).rejects.toMatchObject({ code: 'STORE_KEY' });
});
