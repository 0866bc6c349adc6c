// A cursor over a ByteSource with typed reads. Every read is checked against the end; nothing is allocated from a
// declared length before that many bytes are known to be there.
import type { ByteSource } from './byte-source.ts';
import { FormatError } from './errors.ts';
import type { WorkBudget } from './work-budget.ts';

const windowBytes = 64 * 1024;
const empty = new Uint8Array(0);

/** Reads numbers, bytes and text in order. @throws {FormatError} FORMAT_TRUNCATED from every read past the end */
export class ByteReader {
  readonly source: ByteSource;
  readonly budget: WorkBudget;
  readonly littleEndian: boolean;
  #window: Uint8Array = empty;
  #view: DataView = new DataView(empty.buffer);
  #windowStart = 0;
  #position: number;

  constructor(source: ByteSource, budget: WorkBudget, options: { at?: number; littleEndian?: boolean } = {}) {
    this.source = source;
    this.budget = budget;
    this.#position = options.at ?? 0;
    this.littleEndian = options.littleEndian ?? true;
  }

  /** Offset in the source of the next byte. */
  get position(): number {
    return this.#position;
  }

  /** Bytes from here to the end of the source. */
  get remaining(): number {
    return Math.max(0, this.source.size - this.#position);
  }

  /** Moves to an absolute offset; one past the end is allowed. @throws {FormatError} FORMAT_TRUNCATED */
  seek(offset: number): void {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > this.source.size) throw this.#truncated(offset, 0);
    this.#position = offset;
  }

  skip(count: number): void {
    this.seek(this.#position + count);
  }

  u8(): number {
    const at = this.#need(1);
    return this.#view.getUint8(at);
  }

  i8(): number {
    const at = this.#need(1);
    return this.#view.getInt8(at);
  }

  u16(): number {
    const at = this.#need(2);
    return this.#view.getUint16(at, this.littleEndian);
  }

  i16(): number {
    const at = this.#need(2);
    return this.#view.getInt16(at, this.littleEndian);
  }

  u32(): number {
    const at = this.#need(4);
    return this.#view.getUint32(at, this.littleEndian);
  }

  i32(): number {
    const at = this.#need(4);
    return this.#view.getInt32(at, this.littleEndian);
  }

  u64(): bigint {
    const at = this.#need(8);
    return this.#view.getBigUint64(at, this.littleEndian);
  }

  i64(): bigint {
    const at = this.#need(8);
    return this.#view.getBigInt64(at, this.littleEndian);
  }

  f32(): number {
    const at = this.#need(4);
    return this.#view.getFloat32(at, this.littleEndian);
  }

  f64(): number {
    const at = this.#need(8);
    return this.#view.getFloat64(at, this.littleEndian);
  }

  /** An unsigned 64-bit length or offset as a number. @throws {FormatError} FORMAT_TRUNCATED when it exceeds 2^53-1 */
  u64Number(): number {
    const at = this.#position;
    const value = this.u64();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.#truncated(at, Number(value));
    return Number(value);
  }

  /**
   * A declared element count, refused when that many elements cannot be in the bytes that are left.
   * @param smallestElement - least bytes one element takes, >= 1
   */
  assertCount(count: number, smallestElement: number): number {
    if (count * smallestElement > this.remaining) throw this.#truncated(this.#position, count * smallestElement);
    this.budget.spend(count, this.#position);
    return count;
  }

  /** A copy of the next `length` bytes. */
  bytes(length: number): Uint8Array {
    if (!(length >= 0) || length > this.remaining) throw this.#truncated(this.#position, length);
    const copy = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const part = this.source.read(this.#position + at, length - at);
      if (part.length === 0) throw this.#truncated(this.#position + at, length - at);
      copy.set(part, at);
      at += part.length;
    }
    this.#position += length;
    return copy;
  }

  /** The next `length` bytes as UTF-8. @throws {FormatError} FORMAT_MALFORMED on bad UTF-8 */
  utf8(length: number): string {
    const at = this.#position;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes(length));
    } catch (error) {
      if (error instanceof FormatError) throw error;
      throw new FormatError('FORMAT_MALFORMED', 'text is not UTF-8', { offset: at });
    }
  }

  /** Up to `length` next bytes without moving; fewer at the end. Valid until the next read. */
  peek(length: number): Uint8Array {
    return this.source.read(this.#position, length);
  }

  /** The next byte without moving; undefined at the end. */
  peekByte(): number | undefined {
    if (this.#position >= this.source.size) return undefined;
    const at = this.#need(1);
    this.#position -= 1;
    return this.#window[at];
  }

  /** Index in the window of the next `length` bytes. It may replace the window: read `#view` after it, never before. */
  #need(length: number): number {
    let inside = this.#position - this.#windowStart;
    if (inside < 0 || inside + length > this.#window.length) {
      // A copy, because a source may reuse its buffer for other readers.
      this.#window = this.source.read(this.#position, windowBytes).slice();
      this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.length);
      this.#windowStart = this.#position;
      inside = 0;
      if (this.#window.length < length) throw this.#truncated(this.#position, length);
    }
    this.#position += length;
    return inside;
  }

  #truncated(offset: number, wanted: number): FormatError {
    const message = `${wanted} bytes are needed at byte ${offset}, the data has ${this.source.size}`;
    return new FormatError('FORMAT_TRUNCATED', message, { offset: Math.min(offset, this.source.size), value: wanted });
  }
}
