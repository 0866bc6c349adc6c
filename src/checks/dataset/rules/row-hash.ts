// One hash for a row, or for some columns of it.
import type { TableBlock } from '#core/dataset/table-block';
import { addNumber, addText, type CellHash } from './hash-set.ts';

/** The same number has the same hash whether its block holds numbers or texts. */
export function rowHash({ columns }: TableBlock, places: readonly number[], row: number): CellHash {
  const hash = { low: 1, high: 2 };
  for (const place of places) {
    const cells = columns[place];
    if (cells?.kind === 'number') {
      if (cells.states[row] === 1) addText(hash, undefined);
      else addNumber(hash, cells.values[row] ?? Number.NaN);
    } else {
      const text = cells?.values[row];
      const value = text === undefined || text === '' ? Number.NaN : Number(text);
      if (Number.isFinite(value)) addNumber(hash, value);
      else addText(hash, text);
    }
  }
  return hash;
}
