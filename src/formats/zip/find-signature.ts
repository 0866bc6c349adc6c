// Looks for four bytes in a range of the file, in bounded pieces.
import type { ByteSource } from '#core/byte-source';
import type { Range } from './records.ts';

const pieceBytes = 256 * 1024;

/** Looks for one signature from offsets that only grow, and reads each piece of the range once. */
export class SignatureFinder {
  readonly #file: ByteSource;
  readonly #to: number;
  readonly #signature: string;
  #piece: Buffer = Buffer.alloc(0);
  #pieceAt = 0;

  /** @param signature - one character per byte */
  constructor(file: ByteSource, to: number, signature: string) {
    this.#file = file;
    this.#to = to;
    this.#signature = signature;
  }

  /** Offset of the first occurrence at or after `from` that ends before the end of the range. */
  next(from: number): number | undefined {
    for (let at = from; at + this.#signature.length <= this.#to; ) {
      if (at < this.#pieceAt || at + this.#signature.length > this.#pieceAt + this.#piece.length) this.#load(at);
      const inside = this.#piece.indexOf(this.#signature, at - this.#pieceAt, 'latin1');
      if (inside >= 0) return this.#pieceAt + inside;
      // The signature may begin in the last bytes of this piece.
      at = Math.max(at + 1, this.#pieceAt + this.#piece.length - this.#signature.length + 1);
    }
    return undefined;
  }

  #load(at: number): void {
    this.#piece = Buffer.from(this.#file.read(at, Math.min(pieceBytes, this.#to - at)));
    this.#pieceAt = at;
  }
}

/** Offset of the first occurrence that lies wholly in `range`. @param signature - one character per byte */
export function findSignature(file: ByteSource, range: Range, signature: string): number | undefined {
  return new SignatureFinder(file, range.to, signature).next(range.from);
}

/** True when every byte of the range is 0. */
export function isZero(file: ByteSource, range: Range): boolean {
  for (let at = range.from; at < range.to; at += pieceBytes) {
    const bytes = file.read(at, Math.min(pieceBytes, range.to - at));
    if (Buffer.compare(bytes, zeros.subarray(0, bytes.length)) !== 0) return false;
  }
  return true;
}

const zeros = new Uint8Array(pieceBytes);
