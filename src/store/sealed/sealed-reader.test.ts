// What the contract of stores cannot reach: a record that names another digest than its blob has, and a pack that moves.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { memoryBackend } from '#testkit/store';
import { BlobSealer } from './blob-chunks.ts';
import { sealedLength } from './blob-layout.ts';
import type { KeptRecord } from './key-record.ts';
import { openSealed, type SealedReader } from './sealed-reader.ts';

/** Puts `text` into a pack of that name. */
function put(objects: Map<string, Buffer>, pack: string, text: string, digest = sha256(Buffer.from(text))): KeptRecord {
  const dataKey = randomBytes(32);
  const sealer = new BlobSealer(dataKey);
  objects.set(`packs/${pack}.pack`, Buffer.concat([sealer.header, ...sealer.seal(Buffer.from(text), true)]));
  return { state: 'kept', pack, offset: 0, length: sealedLength(text.length), sha256: digest, dataKey };
}

async function opened(reading: Promise<SealedReader | undefined>): Promise<SealedReader> {
  const reader = await reading;
  if (reader === undefined) throw new Error('the pack is not there');
  return reader;
}

async function wholeOf(reader: SealedReader): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of reader.chunks()) parts.push(part);
  return Buffer.concat(parts).toString();
}

test('bytes that are authentic and not of the digest', async () => {
  const objects = new Map<string, Buffer>();
  const record = put(objects, 'a', 'text', sha256(Buffer.from('other')));
  const reader = await opened(openSealed(memoryBackend(objects), record));
  await expect(wholeOf(reader)).rejects.toMatchObject({
    code: 'STORE_CORRUPT',
    fields: { path: 'memory:packs/a.pack' },
  });
});

test('a pack that goes while it is read is looked for elsewhere, or said to be gone', async () => {
  const objects = new Map<string, Buffer>();
  const backend = memoryBackend(objects);
  const [old, moved] = [put(objects, 'a', 'text'), put(objects, 'b', 'text')];
  const reader = await opened(openSealed(backend, old, () => opened(openSealed(backend, moved))));
  const lost = await opened(openSealed(backend, old));
  objects.delete('packs/a.pack');
  expect(await wholeOf(reader)).toBe('text');
  await expect(wholeOf(lost)).rejects.toMatchObject({ code: 'STORE_MISSING' });
  expect(await openSealed(backend, old)).toBeUndefined();
});

test('reading goes forward from the beginning', async () => {
  const objects = new Map<string, Buffer>();
  const reader = await opened(openSealed(memoryBackend(objects), put(objects, 'a', 'text')));
  await expect(reader.read(-1, 2)).rejects.toThrow(RangeError);
  await expect(reader.read(0, -1)).rejects.toThrow(RangeError);
  expect(Buffer.from(await reader.read(1, 2)).toString()).toBe('ex');
  expect((await reader.read(9, 2)).length).toBe(0);
});
