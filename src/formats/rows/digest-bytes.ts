// SHA-256 as bytes, at the speed that millions of short rows need.
import { hash } from 'node:crypto';

/** 32 bytes. A digest comes out of Node faster as a string [measured: 0.5 against 0.8 microseconds]. */
export function digestBytes(content: Uint8Array | string): Uint8Array {
  return Buffer.from(hash('sha256', content, 'binary'), 'latin1');
}
