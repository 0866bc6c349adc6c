// A column of cells that stand as bytes: what each is, found out when somebody asks.
import type { CellColumn, CellText } from './cell-block.ts';
import { cellKinds, oddCell } from './cell-kind.ts';
import { parseDecimal } from './parse-decimal.ts';

/** The memory for one column of blocks, which is used again for every block. */
export class ByteColumnCells implements CellColumn {
  readonly #capacity: number;
  #kinds: Uint8Array = none;
  #numbers: Float64Array = noNumbers;
  #text: CellText = { bytes: none, starts: new Uint32Array(0), ends: new Uint32Array(0) };
  #isClassified = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  over(text: CellText): CellColumn {
    this.#text = text;
    this.#isClassified = false;
    return this;
  }

  get kinds(): Uint8Array {
    this.#classify();
    return this.#kinds.subarray(0, this.#text.starts.length);
  }

  get numbers(): Float64Array {
    this.#classify();
    return this.#numbers.subarray(0, this.#text.starts.length);
  }

  text(): CellText {
    return this.#text;
  }

  #classify(): void {
    if (this.#isClassified) return;
    this.#isClassified = true;
    if (this.#kinds.length === 0) {
      this.#kinds = new Uint8Array(this.#capacity);
      this.#numbers = new Float64Array(this.#capacity);
    }
    classify(this.#text, this.#kinds, this.#numbers);
  }
}

function classify({ bytes, starts, ends }: CellText, kinds: Uint8Array, numbers: Float64Array): void {
  for (let row = 0; row < starts.length; row += 1) {
    const from = starts[row] ?? 0;
    const to = ends[row] ?? 0;
    const value = parseDecimal(bytes, from, to);
    numbers[row] = value;
    if (value - value === 0) kinds[row] = cellKinds.number;
    else if (Number.isNaN(value)) {
      const odd = oddCell(bytes, from, to);
      kinds[row] = odd.kind;
      numbers[row] = odd.value;
    } else kinds[row] = cellKinds.notFinite;
  }
}

const none = new Uint8Array(0);
const noNumbers = new Float64Array(0);
