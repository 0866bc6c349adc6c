// A table as blocks whose columns are numbers or texts, for what looks at tables of any length.

import { type BlockColumn, cellStates, type TableBlock } from '#core/dataset/table-block';
import * as limits from '#core/limits';
import type { CellBlock, CellColumn, CellReader } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import { WordTable, wordText } from './word-table.ts';

/** A column of a block is numbers where each of its cells is a number, missing or not finite. @throws as `reader.blocks` */
export async function* tableBlocks(reader: CellReader): AsyncGenerator<TableBlock, void> {
  const texts = reader.names.map(() => new Texts());
  let rowStart = 0;
  for await (const block of reader.blocks()) {
    yield tableBlock(block, rowStart, texts);
    rowStart += block.count;
  }
}

function tableBlock(block: CellBlock, rowStart: number, texts: readonly Texts[]): TableBlock {
  const { count, indexes } = block;
  const columns = block.columns.map((cells, column) =>
    isNumeric(cells.kinds) ? numbersOf(cells) : (texts[column] ?? new Texts()).of(cells),
  );
  return { rowStart, count, indexes, columns };
}

function numbersOf({ kinds, numbers }: CellColumn): BlockColumn {
  for (let row = 0; row < kinds.length; row += 1) {
    if (kinds[row] !== cellStates.value) numbers[row] = Number.NaN;
  }
  return { kind: 'number', values: numbers, states: kinds };
}

function isNumeric(kinds: Uint8Array): boolean {
  for (let row = 0; row < kinds.length; row += 1) if ((kinds[row] ?? 0) > cellKinds.notFinite) return false;
  return true;
}

/** Cells of one column as strings: one string for all cells that say the same, as long as there are few. */
class Texts {
  readonly #words = new WordTable(limits.columnWords.value);

  of(cells: CellColumn): BlockColumn {
    const { kinds } = cells;
    const { bytes, starts, ends } = cells.text();
    const values: (string | undefined)[] = new Array(kinds.length);
    for (let row = 0; row < kinds.length; row += 1) {
      if (kinds[row] === cellKinds.missing) values[row] = undefined;
      else {
        const from = starts[row] ?? 0;
        const to = ends[row] ?? 0;
        const code = this.#words.isFull ? -1 : this.#words.codeOf(bytes, from, to);
        values[row] = code < 0 ? wordText(bytes, from, to) : this.#words.names[code];
      }
    }
    return { kind: 'text', values };
  }
}
