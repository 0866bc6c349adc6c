// A column in which no value occurs twice.
import { rowIndex, textOf } from './cells.ts';
import { addText, HashSet } from './hash-set.ts';
import type { RuleKind } from './rule-kind.ts';

/** Nothing but `allow`. */
type Unique = Readonly<Record<never, never>>;

export const rule: RuleKind<Unique> = {
  kind: 'unique',
  of: 'column',
  characteristic: 'consistency',
  title: 'Does every value occur once?',
  schema: (z) => z.strictObject({}),
  begin(_, { column, violate }) {
    const seen = new HashSet();
    let checked = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          const hash = { low: 1, high: 2 };
          addText(hash, text);
          if (!seen.add(hash.low, hash.high)) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked }),
    };
  },
};
