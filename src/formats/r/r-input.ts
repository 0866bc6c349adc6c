// The three encodings of R's serialization: XDR (big-endian), native binary (little-endian here) and text.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';

/** Reads the elements R's serialization is made of. */
export interface RInput {
  /** Offset in the source of the next element. */
  readonly position: number;
  /** A 32-bit signed integer. */
  integer(): number;
  /** Passes over `count` numbers of a vector. */
  skipNumbers(count: number, bytesEach: 4 | 8 | 16): void;
  /** Passes over the bytes of a raw vector. @returns their range where they stand as they are */
  skipRaw(length: number): { readonly from: number; readonly to: number } | undefined;
  /** The bytes of a string as text; '' when it is longer than `keep`, which only passes over it. */
  text(length: number, keep: number): string;
}

/**
 * @param encoding - the letter the serialization starts with: X, B or A
 * @param at - offset after that letter and its line end
 */
export function openRInput(source: ByteSource, budget: WorkBudget, encoding: string, at: number): RInput {
  const reader = new ByteReader(source, budget, { at, littleEndian: encoding === 'B' });
  return encoding === 'A' ? new TextInput(reader) : new BinaryInput(reader);
}

class BinaryInput implements RInput {
  readonly #reader: ByteReader;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  get position(): number {
    return this.#reader.position;
  }

  integer(): number {
    return this.#reader.i32();
  }

  skipNumbers(count: number, bytesEach: 4 | 8 | 16): void {
    this.#reader.skip(count * bytesEach);
  }

  skipRaw(length: number): { readonly from: number; readonly to: number } {
    const from = this.#reader.position;
    this.#reader.skip(length);
    return { from, to: from + length };
  }

  text(length: number, keep: number): string {
    if (length === 0) return '';
    if (length <= keep) return Buffer.from(this.#reader.bytes(length)).toString('utf8');
    this.#reader.skip(length);
    return '';
  }
}

class TextInput implements RInput {
  readonly #reader: ByteReader;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  get position(): number {
    return this.#reader.position;
  }

  integer(): number {
    const at = this.#reader.position;
    const word = this.#word();
    if (word === 'NA') return notAvailable;
    if (!/^-?[0-9]{1,10}$/.test(word)) {
      throw new FormatError('FORMAT_MALFORMED', `an integer is expected at byte ${at}`, { offset: at });
    }
    return Number(word);
  }

  skipNumbers(count: number, bytesEach: 4 | 8 | 16): void {
    const words = bytesEach === 16 ? 2 * count : count;
    for (let index = 0; index < words; index += 1) this.#word();
  }

  skipRaw(length: number): undefined {
    for (let index = 0; index < length; index += 1) this.#word();
  }

  /** Characters with C escapes, after one line end. */
  text(length: number, keep: number): string {
    if (length === 0) return '';
    const bytes: number[] = [];
    let byte = this.#afterBlanks();
    for (let index = 0; index < length; index += 1) {
      if (index > 0) byte = this.#reader.u8();
      const value = byte === backslash ? this.#escape() : byte;
      if (index < keep) bytes.push(value);
    }
    return length <= keep ? Buffer.from(bytes).toString('utf8') : '';
  }

  #escape(): number {
    const letter = this.#reader.u8();
    if (letter < 0x30 || letter > 0x37) return escapes.get(String.fromCharCode(letter)) ?? letter;
    let value = letter - 0x30;
    for (let digits = 1; digits < 3; digits += 1) {
      const next = this.#reader.peekByte() ?? 0;
      if (next < 0x30 || next > 0x37) break;
      value = value * 8 + this.#reader.u8() - 0x30;
    }
    return value & 0xff;
  }

  #word(): string {
    let text = '';
    for (let byte = this.#afterBlanks(); !isBlank(byte); byte = this.#reader.u8()) {
      text += String.fromCharCode(byte);
      if (text.length > longestWord) {
        throw new FormatError('FORMAT_MALFORMED', 'a number has too many characters', {
          offset: this.#reader.position,
        });
      }
      if (this.#reader.remaining === 0) break;
    }
    return text;
  }

  #afterBlanks(): number {
    let byte = this.#reader.u8();
    while (isBlank(byte)) byte = this.#reader.u8();
    return byte;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

const backslash = 0x5c;
const longestWord = 100;
/** R's NA_INTEGER. */
const notAvailable = -(2 ** 31);
const escapes: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['t', 9],
  ['v', 11],
  ['b', 8],
  ['r', 13],
  ['f', 12],
  ['a', 7],
]);
