// What the vectors cannot say: misuse and limits of sealing.
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as limits from '#core/limits';
import { BlobSealer, openChunk } from './blob-chunks.ts';
import { deriveBlobKeys, openBlobKeys } from './blob-keys.ts';
import { chunkBytes, headerBytes, plainSize, sealedLength } from './blob-layout.ts';

describe('the layout', () => {
  test('a length belongs to one size', () => {
    const sizes = fc.oneof(
      fc.nat(4 * chunkBytes),
      fc.maxSafeNat().map((size) => size % limits.blobBytes.value),
    );
    fc.assert(fc.property(sizes, (size) => plainSize(sealedLength(size)) === size));
  });

  test.each([
    -1,
    0,
    headerBytes,
    headerBytes + 15,
    sealedLength(chunkBytes) + 1,
    sealedLength(chunkBytes) + 16,
    2 ** 60,
    1.5,
  ])('no blob has %d bytes', (length) => {
    expect(() => plainSize(length)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
  });

  test('a size above the limit', () => {
    const length = sealedLength(limits.blobBytes.value + 1);
    expect(() => plainSize(length)).toThrow(expect.objectContaining({ code: 'STORE_LIMIT' }));
  });
});

describe('sealing', () => {
  const full = Buffer.alloc(chunkBytes);

  test.each<[string, (sealer: BlobSealer) => unknown]>([
    ['a short chunk before the last', (sealer) => sealer.seal(Buffer.alloc(5), false)],
    ['a chunk that is too long', (sealer) => sealer.seal(Buffer.alloc(chunkBytes + 1), true)],
    [
      'an empty last chunk after a full one',
      (sealer) => [sealer.seal(full, false), sealer.seal(Buffer.alloc(0), true)],
    ],
    ['a chunk after the last', (sealer) => [sealer.seal(full, true), sealer.seal(full, true)]],
  ])('%s is a bug of the caller', (_, act) => {
    expect(() => act(new BlobSealer(randomBytes(32)))).toThrow(TypeError);
  });

  test('ends at the limit', () => {
    const sealer = new BlobSealer(randomBytes(32), randomBytes(24), chunkBytes + 9);
    sealer.seal(full, false);
    expect(() => sealer.seal(Buffer.alloc(10), true)).toThrow(expect.objectContaining({ code: 'STORE_LIMIT' }));
    sealer.seal(Buffer.alloc(9), true);
  });

  test('two blobs of the same bytes have nothing in common', () => {
    const [one, two] = [0, 1].map(() => {
      const sealer = new BlobSealer(randomBytes(32));
      return Buffer.concat([sealer.header, ...sealer.seal(Buffer.alloc(64), true)]);
    });
    for (let at = 8; at + 8 <= (one?.length ?? 0); at += 8) {
      expect(two?.includes(one?.subarray(at, at + 8) ?? '')).toBe(false);
    }
  });
});

test('every bit of a small sealed blob counts', () => {
  const dataKey = randomBytes(32);
  const sealer = new BlobSealer(dataKey);
  const sound = Buffer.concat([sealer.header, ...sealer.seal(Buffer.from('some text'), true)]);
  const open = (sealed: Buffer): string => {
    const keys = openBlobKeys(dataKey, sealed.subarray(0, headerBytes));
    return Buffer.from(openChunk(keys, 9, 0, sealed.subarray(headerBytes))).toString();
  };
  expect(open(sound)).toBe('some text');
  for (let bit = 0; bit < sound.length * 8; bit++) {
    const sealed = Buffer.from(sound);
    sealed.writeUInt8(sealed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => open(sealed), `bit ${bit}`).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
  }
});

test('a chunk of another length than its place in the blob has', () => {
  const dataKey = randomBytes(32);
  const sealer = new BlobSealer(dataKey);
  const sealed = Buffer.concat([...sealer.seal(Buffer.from('some text'), true)]);
  const keys = openBlobKeys(dataKey, Buffer.from(sealer.header));
  for (const bad of [sealed.subarray(1), sealed.subarray(0, 5), Buffer.alloc(0)]) {
    expect(() => openChunk(keys, 9, 0, bad)).toThrow('chunk 0 of the blob is damaged or cut');
  }
});

test('a header that was made for another key does not fit, though every chunk would open', () => {
  const [first, second] = [randomBytes(32), randomBytes(32)];
  const keys = deriveBlobKeys(first, randomBytes(24));
  expect(() => openBlobKeys(second, keys.header)).toThrow('belongs to another key');
  expect(() => openBlobKeys(first, keys.header.subarray(1))).toThrow('no sealed blob begins here');
});
