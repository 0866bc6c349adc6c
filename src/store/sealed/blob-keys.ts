// Key schedule of a sealed blob, after section "Key derivation" of https://c2sp.org/chunked-encryption.
import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { StoreError } from '../store-error.ts';
import { blobMagic, commitmentBytes, headerBytes, saltBytes } from './blob-layout.ts';

/** Bytes of the random key that is drawn for each blob. */
export const dataKeyBytes = 32;

export interface BlobKeys {
  /** AES-256. */
  readonly key: Uint8Array;
  /** First 7 bytes of every nonce. */
  readonly prefix: Uint8Array;
  /** Authenticated with every chunk. */
  readonly header: Uint8Array;
}

/**
 * For sealing.
 * INVARIANT: a data key is drawn for one blob, and the salt anew for each sealing, so no key and prefix seal two contents.
 */
export function deriveBlobKeys(dataKey: Uint8Array, salt: Uint8Array): BlobKeys {
  const whole = Buffer.from(hkdfSync('sha512', dataKey, salt, context, keyBytes + prefixBytes + commitmentBytes));
  const commitment = whole.subarray(keyBytes + prefixBytes);
  return {
    key: whole.subarray(0, keyBytes),
    prefix: whole.subarray(keyBytes, keyBytes + prefixBytes),
    header: Buffer.concat([blobMagic, salt, commitment]),
  };
}

/**
 * For opening. AES-GCM alone does not commit to its key: one ciphertext can be made that two keys open to two contents.
 * @param header - the first 64 bytes of the sealed blob
 * @throws {StoreError} STORE_CORRUPT when the header is none, or was not made with this key
 */
export function openBlobKeys(dataKey: Uint8Array, header: Uint8Array): BlobKeys {
  if (header.length !== headerBytes || !blobMagic.equals(header.subarray(0, blobMagic.length))) {
    throw new StoreError('STORE_CORRUPT', 'no sealed blob begins here');
  }
  const keys = deriveBlobKeys(dataKey, header.subarray(blobMagic.length, blobMagic.length + saltBytes));
  if (!timingSafeEqual(keys.header, header)) {
    throw new StoreError('STORE_CORRUPT', 'the header of the blob is damaged, or belongs to another key');
  }
  return keys;
}

const keyBytes = 32;
const prefixBytes = 7;
const context = 'assay/b1 AES-256-GCM STREAM 1 MiB HKDF-SHA-512';
