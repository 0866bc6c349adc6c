// Rows that say the same in all columns, or in those that together name a row.
import { rowIndex } from './cells.ts';
import { HashSet } from './hash-set.ts';
import { rowHash } from './row-hash.ts';
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
          const hash = rowHash(block, places, row);
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
