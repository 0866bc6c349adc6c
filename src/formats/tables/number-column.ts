// A column of numbers in the making.
import type { NumberColumn } from '#core/dataset/data-set';
import type { CellColumn } from './cell-block.ts';
import { blockRows } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import type { KindCounts } from './column-kind.ts';
import { GrowingNumbers } from './growing-column.ts';

export class NumberColumnBuilder {
  readonly #values: GrowingNumbers;

  /** @param expected - rows in all, as far as is known */
  constructor(expected: number) {
    this.#values = new GrowingNumbers(expected);
  }

  get bytes(): number {
    return this.#values.bytes;
  }

  append({ kinds, numbers }: CellColumn, expected: number): void {
    const values = kinds.length <= scratch.length ? scratch.subarray(0, kinds.length) : new Float64Array(kinds.length);
    for (let row = 0; row < kinds.length; row += 1) {
      const kind = kinds[row];
      values[row] =
        kind === cellKinds.number || kind === cellKinds.decimalComma ? (numbers[row] ?? Number.NaN) : Number.NaN;
    }
    this.#values.append(values, expected);
  }

  finish(name: string, counts: KindCounts): NumberColumn {
    const malformed = counts[cellKinds.word] ?? 0;
    return {
      kind: 'number',
      name,
      values: this.#values.finish(),
      missing: (counts[cellKinds.missing] ?? 0) + (counts[cellKinds.mark] ?? 0),
      notFinite: counts[cellKinds.notFinite] ?? 0,
      ...(malformed > 0 ? { malformed } : {}),
    };
  }
}

const scratch = new Float64Array(blockRows);
