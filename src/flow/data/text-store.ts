// Texts of rows, kept so that they can be asked for in any order: in memory, and in a scratch file where they are too many. A file that
// changes after it was read cannot change them.
import * as limits from '#core/limits';
import { wordText } from '#formats/tables/word-table';
import { openScratch, type Scratch } from '#store/scratch';

export class TextStore {
  readonly #inMemory: number;
  /** All of one size; the last one is filled. */
  #pieces: Buffer[] = [];
  /** Bytes in full pieces that are in the scratch file by now. */
  #flushed = 0;
  #scratch: Scratch | undefined;
  #ends: Float64Array = new Float64Array(1 << 10);
  #count = 0;
  #bytes = 0;

  /** @param inMemory - bytes of text that are kept in memory */
  constructor(inMemory: number = limits.textMemory.value) {
    this.#inMemory = inMemory;
  }

  get count(): number {
    return this.#count;
  }

  /**
   * @param bytes - UTF-8; of what is none each byte is read as a character of Latin-1
   * @throws {AssayError} DATA_SCRATCH when the scratch file cannot be written
   */
  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const free = this.#flushed + this.#pieces.length * pieceBytes - this.#bytes;
      if (free === 0) {
        this.#pieces.push(this.#nextPiece());
        continue;
      }
      const part = bytes.subarray(at, at + free);
      this.#pieces.at(-1)?.set(part, pieceBytes - free);
      this.#bytes += part.length;
      at += part.length;
    }
    if (this.#count === this.#ends.length) {
      const longer = new Float64Array(2 * this.#ends.length);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    this.#ends[this.#count] = this.#bytes;
    this.#count += 1;
  }

  /** The texts of these rows. @throws {AssayError} DATA_SCRATCH @throws {RangeError} for a row that is not there */
  read(rows: ArrayLike<number>): readonly string[] {
    return Array.from(rows, (row) => {
      if (!(row >= 0 && row < this.#count)) throw new RangeError(`there is no row ${row}`);
      const from = row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
      const to = this.#ends[row] ?? 0;
      const bytes = Buffer.allocUnsafe(to - from);
      for (let at = from; at < to; ) at += this.#copy(bytes.subarray(at - from), at);
      return wordText(bytes, 0, bytes.length);
    });
  }

  close(): void {
    this.#scratch?.close();
    this.#pieces = [];
  }

  /** @returns how many bytes were there in one piece */
  #copy(into: Buffer, at: number): number {
    if (at < this.#flushed) {
      const part = into.subarray(0, this.#flushed - at);
      this.#scratch?.readInto(part, at);
      return part.length;
    }
    const piece = this.#pieces[Math.floor((at - this.#flushed) / pieceBytes)];
    const start = (at - this.#flushed) % pieceBytes;
    return piece?.copy(into, 0, start, Math.min(pieceBytes, start + into.length)) ?? into.length;
  }

  /** A new piece; beyond what memory may take, the pieces so far go to the scratch file and the last one is used again. */
  #nextPiece(): Buffer {
    if ((this.#pieces.length + 1) * pieceBytes <= this.#inMemory || this.#pieces.length === 0) {
      return Buffer.allocUnsafe(pieceBytes);
    }
    this.#scratch ??= openScratch(limits.imageSetScratch.value, 0);
    for (const piece of this.#pieces) this.#scratch.append(piece);
    this.#flushed = this.#bytes;
    const [first = Buffer.allocUnsafe(pieceBytes)] = this.#pieces;
    this.#pieces = [];
    return first;
  }
}

const pieceBytes = 1 << 20;
