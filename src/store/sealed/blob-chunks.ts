// Sealing and opening the chunks of a blob: STREAM with AES-256-GCM. Nonce = prefix 7 | counter 4, big-endian | 1 in the last
// chunk, else 0. The flag stops truncation and extension, the counter reordering, the key and header exchange between blobs.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import * as limits from '#core/limits';
import { StoreError } from '../store-error.ts';
import { type BlobKeys, deriveBlobKeys } from './blob-keys.ts';
import { chunkBytes, chunkCount, saltBytes, tagBytes } from './blob-layout.ts';
import { drawRandom } from './draw-random.ts';

/** Memory of this size is used again at once; a fresh megabyte for every chunk costs a tenth of the time. [measured] */
const pieceBytes = 65_536;

/** Seals one blob, chunk after chunk; no chunk number is used twice. */
export class BlobSealer {
  readonly #keys: BlobKeys;
  readonly #maxBytes: number;
  #next = 0;
  #ended = false;

  constructor(
    dataKey: Uint8Array,
    salt: Uint8Array = drawRandom(saltBytes),
    maxBytes: number = limits.blobBytes.value,
  ) {
    this.#maxBytes = maxBytes;
    this.#keys = deriveBlobKeys(dataKey, salt);
  }

  /** The first bytes of the sealed blob. */
  get header(): Uint8Array {
    return this.#keys.header;
  }

  /**
   * The next chunk, sealed, in the pieces in which it is made.
   * @param chunk - 1 MiB; the last one may be shorter, and is empty only when it is the first
   * @throws {StoreError} STORE_LIMIT beyond `limits.blobBytes`
   */
  seal(chunk: Uint8Array, isLast: boolean): readonly Uint8Array[] {
    const fits = isLast
      ? chunk.length <= chunkBytes && (chunk.length > 0 || this.#next === 0)
      : chunk.length === chunkBytes;
    if (this.#ended || !fits) throw new TypeError('a blob is sealed in full chunks and one last one');
    if (this.#next * chunkBytes + chunk.length > this.#maxBytes) {
      throw new StoreError('STORE_LIMIT', `no blob has more than ${this.#maxBytes} bytes`, {
        limit: 'blobBytes',
      });
    }
    const cipher = createCipheriv('aes-256-gcm', this.#keys.key, nonceOf(this.#keys, this.#next, isLast));
    cipher.setAAD(this.#keys.header);
    this.#next += 1;
    this.#ended = isLast;
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < chunk.length; at += pieceBytes)
      pieces.push(cipher.update(chunk.subarray(at, at + pieceBytes)));
    cipher.final();
    return [...pieces, cipher.getAuthTag()];
  }
}

/**
 * The plaintext of one chunk.
 * @param size - bytes of plaintext of the whole blob
 * @param sealed - the chunk and its tag
 * @throws {StoreError} STORE_CORRUPT when one bit of it is another, or it is not chunk `index` of a blob of that size
 */
export function openChunk(keys: BlobKeys, size: number, index: number, sealed: Uint8Array): Uint8Array {
  const isLast = index === chunkCount(size) - 1;
  const expected = isLast ? size - index * chunkBytes : chunkBytes;
  const body = sealed.length - tagBytes;
  if (body !== expected) throw damaged(index);
  const decipher = createDecipheriv('aes-256-gcm', keys.key, nonceOf(keys, index, isLast), { authTagLength: tagBytes });
  decipher.setAAD(keys.header);
  decipher.setAuthTag(sealed.subarray(body));
  const plain = decipher.update(sealed.subarray(0, body));
  try {
    decipher.final();
  } catch {
    throw damaged(index);
  }
  return plain;
}

function nonceOf(keys: BlobKeys, index: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.set(keys.prefix);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function damaged(index: number): StoreError {
  return new StoreError('STORE_CORRUPT', `chunk ${index} of the blob is damaged or cut`, { value: index });
}
