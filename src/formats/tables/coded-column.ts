// Words of a column as codes, for columns of categories, labels and contributors.
import type { Coding } from '#core/dataset/data-set';
import { naturalOrder } from '#core/dataset/natural-order';
import type { CellColumn } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import { GrowingCodes } from './growing-column.ts';
import { hashOf, WordTable } from './word-table.ts';

export interface CodedColumnOptions {
  /** Different words that are told apart. */
  readonly most: number;
  /** What happens beyond them: `hash` gives every row the hash of its word, `none` gives new words no code. */
  readonly beyond: 'hash' | 'none';
  /** Which cells say nothing: empty ones alone, or words like `NA` and NaN too, as pandas takes them. */
  readonly missing: 'empty' | 'words';
}

export class CodedColumn {
  readonly #options: CodedColumnOptions;
  readonly #codes: GrowingCodes;
  #words: WordTable;
  #isHashed = false;
  #missing = 0;

  constructor(expected: number, options: CodedColumnOptions) {
    this.#options = options;
    this.#codes = new GrowingCodes(expected);
    this.#words = new WordTable(options.most);
  }

  get bytes(): number {
    return this.#codes.bytes;
  }

  /** Rows without a code. */
  get missing(): number {
    return this.#missing;
  }

  /** Codes are hashes: rows of equal text have equal codes, rows of different text may. */
  get isHashed(): boolean {
    return this.#isHashed;
  }

  /** There were more different words than are told apart. */
  get isFull(): boolean {
    return this.#isHashed || this.#words.isFull;
  }

  append(cells: CellColumn, expected: number): void {
    const { bytes, starts, ends } = cells.text();
    const codes = this.#codes.extend(starts.length, expected);
    const isNothing = this.#options.missing === 'words' ? nothingIn(cells) : undefined;
    for (let row = 0; row < starts.length; row += 1) {
      const from = starts[row] ?? 0;
      const to = ends[row] ?? 0;
      let code = -1;
      if (from === to || isNothing?.[row] === 1) this.#missing += 1;
      else if (this.#isHashed) code = hashOf(bytes, from, to) % hashes;
      else {
        code = this.#words.codeOf(bytes, from, to);
        if (code < 0 && this.#options.beyond === 'hash') {
          this.#turnToHashes(codes.length - row);
          code = hashOf(bytes, from, to) % hashes;
        } else if (code < 0) this.#missing += 1;
      }
      codes[row] = code;
    }
  }

  /** @param sorted - names in natural order instead of the order in which they were met */
  finish(sorted: boolean): Coding {
    const codes = this.#codes.finish();
    if (this.#isHashed) return { names: hashNames(), codes };
    const { names } = this.#words;
    if (!sorted) return { names, codes };
    const order = names.map((_, code) => code).sort((a, b) => naturalOrder(names[a] ?? '', names[b] ?? ''));
    const places = new Int32Array(order.length);
    for (const [place, code] of order.entries()) places[code] = place;
    for (let row = 0; row < codes.length; row += 1) {
      const code = codes[row] ?? -1;
      if (code >= 0) codes[row] = places[code] ?? -1;
    }
    return { names: order.map((code) => names[code] ?? ''), codes };
  }

  /** @param unset - rows at the end that have no code yet */
  #turnToHashes(unset: number): void {
    this.#isHashed = true;
    const codes = this.#codes.all;
    for (let row = 0; row < codes.length - unset; row += 1) {
      const code = codes[row] ?? -1;
      if (code >= 0) codes[row] = (this.#words.hashes[code] ?? 0) % hashes;
    }
    this.#words = new WordTable(0);
  }
}

/** 1 where a cell is a word for nothing. An infinity among words is a word. */
function nothingIn({ kinds, numbers }: CellColumn): Uint8Array {
  return kinds.map((kind, row) =>
    kind === cellKinds.missing || (kind === cellKinds.notFinite && Number.isNaN(numbers[row])) ? 1 : 0,
  );
}

/** The same list for all columns that need it. */
function hashNames(): readonly string[] {
  kept ??= Array.from({ length: hashes }, (_, hash) => `hash ${hash}`);
  return kept;
}

const hashes = 1 << 16;
let kept: readonly string[] | undefined;
