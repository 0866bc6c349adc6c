// The check of an xz block: none, CRC-32, CRC-64 or SHA-256 (xz format 1.2, section 2.1.1.2).
import { crc32 } from 'node:zlib';
import { Sha256Stream } from '#core/digest';
import { Crc64 } from './crc64.ts';

export interface CheckSum {
  readonly length: number;
  update(bytes: Uint8Array): void;
  /** True when the file's bytes are this check's; undefined when this kind of check is not known. */
  agrees(written: Uint8Array): boolean | undefined;
}

/** @param id - 0 to 15; kinds that are reserved have a length and no meaning */
export function checkSumFor(id: number): CheckSum {
  if (id === 1) return new Crc32Sum();
  if (id === 4) return new Crc64Sum();
  if (id === 10) return new Sha256Sum();
  const length = id === 0 ? 0 : 4 << Math.floor((id - 1) / 3);
  return { length, update: () => {}, agrees: () => (id === 0 ? true : undefined) };
}

class Crc32Sum implements CheckSum {
  readonly length = 4;
  #value = 0;

  update(bytes: Uint8Array): void {
    this.#value = crc32(bytes, this.#value);
  }

  agrees(written: Uint8Array): boolean {
    return written.length === 4 && new DataView(written.buffer, written.byteOffset).getUint32(0, true) === this.#value;
  }
}

class Crc64Sum implements CheckSum {
  readonly length = 8;
  readonly #crc = new Crc64();

  update(bytes: Uint8Array): void {
    this.#crc.update(bytes);
  }

  agrees(written: Uint8Array): boolean {
    return sameBytes(written, this.#crc.finish());
  }
}

class Sha256Sum implements CheckSum {
  readonly length = 32;
  readonly #hash = new Sha256Stream();

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  agrees(written: Uint8Array): boolean {
    return Buffer.from(written).toString('hex') === this.#hash.finish();
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
