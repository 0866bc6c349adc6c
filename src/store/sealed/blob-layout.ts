// Where the bytes of a sealed blob lie. A header of 64 bytes, then chunks of 1 MiB, each followed by its tag of 16 bytes:
//
//   magic "assay/b1" 8 | salt 24 | commitment 32 | chunk 0 + tag | chunk 1 + tag | ... | last chunk + tag
//
// Only the last chunk may be shorter; it is empty only when the blob is. So a length belongs to one size, and chunk i lies at
// 64 + i * (2^20 + 16). Modelled on https://c2sp.org/chunked-encryption and on STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
import * as limits from '#core/limits';
import { StoreError } from '../store-error.ts';

/** Bytes of plaintext in every chunk but the last. */
export const chunkBytes = 1_048_576;
export const tagBytes = 16;
export const saltBytes = 24;
export const commitmentBytes = 32;
export const blobMagic: Buffer = Buffer.from('assay/b1');
export const headerBytes: number = blobMagic.length + saltBytes + commitmentBytes;
const sealedChunkBytes = chunkBytes + tagBytes;

/** @param size - bytes of plaintext */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / chunkBytes));
}

/** Bytes of the sealed blob. @param size - bytes of plaintext */
export function sealedLength(size: number): number {
  return headerBytes + size + chunkCount(size) * tagBytes;
}

/**
 * Bytes of plaintext in a sealed blob of `length` bytes.
 * @throws {StoreError} STORE_CORRUPT when no blob has that length, STORE_LIMIT
 */
export function plainSize(length: number): number {
  const chunks = Math.ceil((length - headerBytes) / sealedChunkBytes);
  const size = length - headerBytes - chunks * tagBytes;
  if (!Number.isSafeInteger(length) || size < 0 || sealedLength(size) !== length) {
    throw new StoreError('STORE_CORRUPT', `no sealed blob has ${length} bytes`, { value: length });
  }
  if (size > limits.blobBytes.value) {
    throw new StoreError('STORE_LIMIT', `the blob has ${size} bytes`, { limit: 'blobBytes', value: size });
  }
  return size;
}

/** Where chunk `index` of a blob of `size` bytes lies in the sealed blob, its tag included. */
export function chunkPlace(size: number, index: number): { readonly at: number; readonly length: number } {
  const plain = Math.min(chunkBytes, size - index * chunkBytes);
  return { at: headerBytes + index * sealedChunkBytes, length: plain + tagBytes };
}
