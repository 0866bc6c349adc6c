// Rows that say the same in all columns, or in those that together name a row.
import type { TableBlock } from '#core/dataset/table-block';
import { rowIndex } from './cells.ts';
import { addNumber, addText, type CellHash, HashSet } from './hash-set.ts';
import type { RuleKind } from './rule-kind.ts';

interface RepeatedRows {
  /** All when absent. */
  readonly columns?: readonly string[] | undefined;
}

export const rule: RuleKind<RepeatedRows> = {
  kind: 'repeated-rows',
  of: 'set',
  characteristic: 'consistency',
  title: 'Is every row there once?',
  schema: (z) => z.strictObject({ columns: z.array(z.string()).min(1).optional() }),
  begin({ columns }, { names, violate }) {
    const places = (columns ?? names).map((name) => names.indexOf(name));
    const seen = new HashSet();
    let checked = 0;
    return {
      visit: (block) => {
        for (let row = 0; row < block.count; row++) {
          const hash = hashOf(block, places, row);
          checked++;
          if (!seen.add(hash.low, hash.high)) violate(rowIndex(block, row));
        }
      },
      finish: () => {
        const unknown = (columns ?? []).filter((name) => !names.includes(name));
        return unknown.length === 0 ? { checked } : { checked, why: `there is no column ${unknown.join(', ')}` };
      },
    };
  },
};

/** The same number has the same hash whether its block holds numbers or texts. */
function hashOf({ columns }: TableBlock, places: readonly number[], row: number): CellHash {
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
