// Several files that are one table: shards, one after another.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { CellBlock, CellReader } from './cell-block.ts';

/**
 * Rows are numbered on over the files; so these must be files whose readers leave no row out, as Parquet and Arrow are.
 * @param first - the reader of the first file
 * @param others - opens the next file; called when all blocks of the one before were read
 * @throws {AssayError} DATA_COLUMN from the blocks, when the files have other columns
 */
export function joinCells(first: CellReader, others: readonly (() => CellReader)[]): CellReader {
  const { names } = first;
  const opened = [first];
  async function* blocks(): AsyncGenerator<CellBlock, void> {
    let done = 0;
    for (let index = 0; index <= others.length; index += 1) {
      const reader = index === 0 ? first : others[index - 1]?.();
      if (reader === undefined) return;
      if (index > 0) opened.push(reader);
      const places = placesOf(names, reader.names);
      let rows = 0;
      for await (const block of reader.blocks()) {
        rows += block.count;
        const columns = places.flatMap((place) => block.columns[place] ?? []);
        yield { count: block.count, indexes: block.indexes.map((at) => at + done), columns };
      }
      done += rows;
    }
  }
  return {
    names,
    blocks,
    share: () => (opened.length - 1 + (opened.at(-1)?.share() ?? 0)) / (others.length + 1),
    excluded: () => opened.flatMap((reader) => reader.excluded()),
    notes: () => [...new Set(opened.flatMap((reader) => reader.notes()))],
  };
}

function placesOf(names: readonly string[], others: readonly string[]): readonly number[] {
  const different = names.find((name) => !others.includes(name)) ?? others.find((name) => !names.includes(name));
  if (different === undefined) return names.map((name) => others.indexOf(name));
  throw new AssayError('DATA_COLUMN', `only some files of the table have the column ${quote(different)}`);
}
