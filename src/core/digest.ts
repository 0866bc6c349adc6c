// Content digests. An asset is named by what it is, never by where it lies.
import { createHash } from 'node:crypto';

declare const brand: unique symbol;

/** Lower-case hexadecimal SHA-256, 64 characters. */
export type Sha256 = string & { readonly [brand]: 'Sha256' };

/** @throws {TypeError} if `text` is not 64 lower-case hexadecimal digits */
export function parseSha256(text: string): Sha256 {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new TypeError('not a lower-case hexadecimal SHA-256');
  return text as Sha256;
}

/** SHA-256 (FIPS 180-4) of `bytes`. */
export function sha256(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}

/** SHA-256 over chunks that arrive in order. */
export class Sha256Stream {
  readonly #hash = createHash('sha256');

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  /** Ends the stream; a second call throws. */
  finish(): Sha256 {
    return this.#hash.digest('hex') as Sha256;
  }
}
