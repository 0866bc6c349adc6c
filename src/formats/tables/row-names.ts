// Which row is which: its index in the file, or what a column says.
import type { RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { CellColumn } from './cell-block.ts';
import { GrowingNumbers } from './growing-column.ts';
import { hashOf, wordText } from './word-table.ts';

export class RowNames {
  readonly #isNamed: boolean;
  readonly #indexes = new GrowingNumbers(0);
  readonly #blocks: Buffer[] = [];
  /** Of each name: where its block begins in all names, and its end. */
  readonly #ends = new GrowingNumbers(0);
  readonly #hashes = new GrowingNumbers(0);
  #isGapless = true;
  #count = 0;
  #bytes = 0;

  /** @param isNamed - a column names the rows */
  constructor(isNamed: boolean) {
    this.#isNamed = isNamed;
  }

  append(indexes: Float64Array, names: CellColumn | undefined): void {
    if (this.#isNamed && names !== undefined) this.#appendNames(names);
    else {
      const last = indexes[indexes.length - 1] ?? -1;
      this.#isGapless = this.#isGapless && last === this.#count + indexes.length - 1;
      this.#indexes.append(indexes, 0);
    }
    this.#count += indexes.length;
  }

  finish(): { readonly id: (row: number) => RowId; readonly notes: readonly string[] } {
    if (this.#isNamed) return this.#finishNames();
    if (this.#isGapless) return { id: (row) => row, notes: [] };
    const indexes = this.#indexes.finish();
    return { id: (row) => indexes[row] ?? row, notes: [] };
  }

  #appendNames(names: CellColumn): void {
    const { bytes, starts, ends } = names.text();
    const lengths = Float64Array.from(starts, (from, row) => (ends[row] ?? 0) - from);
    const block = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
    const hashes = new Float64Array(starts.length);
    let at = 0;
    for (let row = 0; row < starts.length; row += 1) {
      const from = starts[row] ?? 0;
      const to = ends[row] ?? 0;
      block.set(bytes.subarray(from, to), at);
      at += to - from;
      lengths[row] = this.#bytes + at;
      hashes[row] = hashOf(bytes, from, to) + 2 ** 32 * (hashOf(bytes, from, to, 0x9e3779b9) >>> 11);
    }
    this.#bytes += at;
    if (this.#bytes > limits.tableBytes.value) {
      throw new AssayError('DATA_LIMIT', 'the ids of the rows take too much memory', { limit: 'tableBytes' });
    }
    this.#blocks.push(block);
    this.#ends.append(lengths, 0);
    this.#hashes.append(hashes, 0);
  }

  #finishNames(): ReturnType<RowNames['finish']> {
    const all = Buffer.concat(this.#blocks);
    this.#blocks.length = 0;
    const ends = this.#ends.finish();
    const id = (row: number): RowId => wordText(all, row === 0 ? 0 : (ends[row - 1] ?? 0), ends[row] ?? 0);
    const hashes = this.#hashes.finish().sort();
    let repeated = 0;
    for (let at = 1; at < hashes.length; at += 1) if (hashes[at] === hashes[at - 1]) repeated += 1;
    return { id, notes: repeated === 0 ? [] : [`${repeated} rows have an id that an earlier row has too`] };
  }
}
