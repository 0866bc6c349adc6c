// A column of cells that come as values, from formats that have types. Text is taken as it would be in CSV, so that the same table means
// the same in every format.
import type { CellColumn, CellText } from './cell-block.ts';
import { cellKinds, oddCell } from './cell-kind.ts';
import { parseDecimal } from './parse-decimal.ts';

/** How numbers of a column are written as text. */
export type NumberText = (value: number) => string;

/** The memory for one column of blocks, which is used again for every block. Rows are set in order. */
export class ValueCells implements CellColumn {
  readonly #kinds: Uint8Array;
  readonly #numbers: Float64Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #written: NumberText;
  #bytes: Buffer = Buffer.allocUnsafe(1 << 10);
  #used = 0;
  #count = 0;
  #numbersAsText = 0;

  /** @param capacity - rows of a block */
  constructor(capacity: number, written: NumberText = String) {
    this.#kinds = new Uint8Array(capacity);
    this.#numbers = new Float64Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
    this.#written = written;
  }

  get kinds(): Uint8Array {
    return this.#kinds.subarray(0, this.#count);
  }

  get numbers(): Float64Array {
    return this.#numbers.subarray(0, this.#count);
  }

  /** Bytes of text in this block. */
  get bytes(): number {
    return this.#used;
  }

  /** Over all blocks: numbers that came as text. */
  get numbersAsText(): number {
    return this.#numbersAsText;
  }

  clear(): void {
    this.#count = 0;
    this.#used = 0;
  }

  addMissing(): void {
    this.#add(cellKinds.missing, Number.NaN, 0);
  }

  addNumber(value: number): void {
    this.#add(Number.isFinite(value) ? cellKinds.number : cellKinds.notFinite, value, unwritten);
  }

  /** A number whose digits binary64 does not hold. */
  addWritten(value: number, text: string): void {
    const from = this.#used;
    this.#write(text);
    this.#add(cellKinds.number, value, this.#used - from);
  }

  addText(text: string): void {
    const from = this.#used;
    this.#write(text);
    this.#addBytes(from);
  }

  /** Text in UTF-8. */
  addUtf8(bytes: Uint8Array): void {
    const from = this.#used;
    this.#room(bytes.length);
    this.#bytes.set(bytes, from);
    this.#used += bytes.length;
    this.#addBytes(from);
  }

  addWord(text: string): void {
    const from = this.#used;
    this.#write(text);
    this.#add(cellKinds.word, Number.NaN, this.#used - from);
  }

  text(): CellText {
    for (let row = 0; row < this.#count; row += 1) {
      if (this.#ends[row] !== unwritten) continue;
      this.#starts[row] = this.#used;
      this.#write(this.#written(this.#numbers[row] ?? Number.NaN));
      this.#ends[row] = this.#used;
    }
    const [starts, ends] = [this.#starts.subarray(0, this.#count), this.#ends.subarray(0, this.#count)];
    return { bytes: this.#bytes, starts, ends };
  }

  #addBytes(from: number): void {
    const value = parseDecimal(this.#bytes, from, this.#used);
    const length = this.#used - from;
    if (Number.isFinite(value)) {
      this.#numbersAsText += 1;
      this.#add(cellKinds.number, value, length);
    } else if (Number.isNaN(value)) {
      const odd = oddCell(this.#bytes, from, this.#used);
      this.#add(odd.kind, odd.value, length);
    } else this.#add(cellKinds.notFinite, value, length);
  }

  #add(kind: number, value: number, length: number): void {
    const row = this.#count;
    this.#kinds[row] = kind;
    this.#numbers[row] = value;
    this.#starts[row] = this.#used - (length === unwritten ? 0 : length);
    this.#ends[row] = length === unwritten ? unwritten : this.#used;
    this.#count += 1;
  }

  #write(text: string): void {
    this.#room(3 * text.length);
    this.#used += this.#bytes.write(text, this.#used);
  }

  #room(needed: number): void {
    if (this.#used + needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#used + needed));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }
}

const unwritten = 0xffffffff;
