// An HDF5 file while it is read: addresses, sizes, and a record of which bytes are structure.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, MemorySource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { Oddity } from '../views/oddity.ts';

/** Where the file's structure lies; shared by all parts of the reader. */
export class Hdf5File {
  /** Address 0 of the file format: the signature. */
  readonly source: ByteSource;
  /** Bytes before address 0 (the user block). */
  readonly base: number;
  /** Width of an address and of a length, in bytes. */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly budget: WorkBudget;
  readonly oddities: Oddity[] = [];
  /** Addresses that hold structure or were handed on: first to last + 1. */
  readonly #claimed = new Map<number, number>();

  constructor(whole: ByteSource, base: number, sizes: { offset: number; length: number }, budget: WorkBudget) {
    this.source = new SliceSource(whole, base, whole.size);
    this.base = base;
    this.offsetBytes = sizes.offset;
    this.lengthBytes = sizes.length;
    this.budget = budget;
  }

  /**
   * Reads one block of structure and claims its bytes. `parse` must not read other blocks.
   * @param what - name of the block, for messages
   * @throws {FormatError} with the block's offset in the file
   */
  block<T>(what: string, address: number, length: number, parse: (block: Hdf5Block) => T): T {
    const offset = this.base + address;
    if (!(length >= 0) || address + length > this.source.size) {
      const message = `the ${what} at byte ${offset} ends beyond the file`;
      throw new FormatError('FORMAT_TRUNCATED', message, { offset: Math.min(offset, this.base + this.source.size) });
    }
    if (length > limits.hdf5BlockBytes.value) {
      throw new FormatError('FORMAT_LIMIT', `the ${what} at byte ${offset} is too long`, {
        offset,
        limit: 'hdf5BlockBytes',
        value: length,
      });
    }
    // ATTACKER: blocks may lie over each other; honest ones are read once, and the budget is 16 times the file.
    this.budget.spend(8 + length / 2, offset);
    this.claim(address, address + length);
    const bytes = new Uint8Array(this.source.read(address, length));
    try {
      return parse(new Hdf5Block(bytes, this));
    } catch (error) {
      if (!(error instanceof FormatError) || error.code === 'FORMAT_LIMIT') throw error;
      const code = error.code === 'FORMAT_UNSUPPORTED' ? 'FORMAT_UNSUPPORTED' : 'FORMAT_MALFORMED';
      throw new FormatError(code, `the ${what} at byte ${offset} is broken: ${error.message}`, { offset });
    }
  }

  /** Notes that the addresses [from, to) are accounted for. */
  claim(from: number, to: number): void {
    this.#claimed.set(from, Math.max(to, this.#claimed.get(from) ?? 0));
    if (this.#claimed.size > limits.hdf5Ranges.value) {
      throw new FormatError('FORMAT_LIMIT', 'the file has too many blocks', { limit: 'hdf5Ranges' });
    }
  }

  /** All that was claimed, unsorted. */
  claimed(): { readonly from: number; readonly to: number }[] {
    return [...this.#claimed].map(([from, to]) => ({ from, to }));
  }

  /** Notes a part of the file that was recognised and not read. */
  notFollowed(message: string, address: number): void {
    if (this.oddities.length >= limits.findingsPerFile.value) return;
    this.oddities.push({ kind: 'not-followed', message, where: { offset: this.base + address } });
  }
}

/** A cursor over one block, with the file's widths of addresses and lengths. */
export class Hdf5Block extends ByteReader {
  readonly #bytes: Uint8Array;
  readonly #offsetBytes: number;
  readonly #lengthBytes: number;

  constructor(bytes: Uint8Array, file: Pick<Hdf5File, 'budget' | 'offsetBytes' | 'lengthBytes'>) {
    super(new MemorySource(bytes), file.budget);
    this.#bytes = bytes;
    this.#offsetBytes = file.offsetBytes;
    this.#lengthBytes = file.lengthBytes;
  }

  /** An address; undefined when it is all ones, "not allocated". */
  address(): number | undefined {
    return this.unsigned(this.#offsetBytes);
  }

  /** A length; undefined when it is all ones, "unlimited". */
  length(): number | undefined {
    return this.unsigned(this.#lengthBytes);
  }

  /** A little-endian number of `width` bytes; undefined when all its bits are ones. */
  unsigned(width: number): number | undefined {
    const bytes = this.view(width);
    if (width > 0 && bytes.every((byte) => byte === 0xff)) return undefined;
    let value = 0;
    for (let index = width - 1; index >= 0; index--) value = value * 256 + (bytes[index] ?? 0);
    if (value > Number.MAX_SAFE_INTEGER) throw new FormatError('FORMAT_MALFORMED', 'a number exceeds 2^53');
    return value;
  }

  /** @throws {FormatError} FORMAT_MALFORMED when the next four bytes are not `text` */
  signature(text: string): void {
    const found = Buffer.from(this.view(4)).toString('latin1');
    if (found !== text) throw new FormatError('FORMAT_MALFORMED', `the signature "${text}" is missing`);
  }

  /** The next `length` bytes, not copied. */
  view(length: number): Uint8Array {
    const from = this.position;
    this.skip(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** Text up to a NUL, which is skipped; the rest of the block when there is none. */
  textToNul(): string {
    const rest = this.#bytes.subarray(this.position);
    const end = rest.indexOf(0);
    const text = rest.subarray(0, end < 0 ? rest.length : end);
    this.skip(end < 0 ? rest.length : end + 1);
    return Buffer.from(text).toString('utf8');
  }
}

/** Bytes that a number up to `limit` needs (`H5VM_limit_enc_size`). */
export function bytesFor(limit: number): number {
  return Math.floor(Math.log2(Math.max(limit, 1)) / 8) + 1;
}
