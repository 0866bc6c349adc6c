// How long the texts of a column are.
import { rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

/** UTF-16 units. */
interface Length {
  readonly least: number;
  readonly most: number;
}

export const rule: RuleKind<Length> = {
  kind: 'length',
  of: 'column',
  characteristic: 'precision',
  title: 'Is every text as long as it may be?',
  schema: (z) => z.strictObject({ least: z.int().min(0), most: z.int().min(0) }),
  begin({ least, most }, { column, violate }) {
    let checked = 0;
    let shortest = Infinity;
    let longest = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          shortest = Math.min(shortest, text.length);
          longest = Math.max(longest, text.length);
          if (text.length < least || text.length > most) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked, ...(checked === 0 ? {} : { measured: `${shortest} to ${longest} characters` }) }),
    };
  },
};
