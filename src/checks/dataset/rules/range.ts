// Between which numbers a column lies.
import { numberOf, rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface Range {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

export const rule: RuleKind<Range> = {
  kind: 'range',
  of: 'column',
  characteristic: 'accuracy',
  title: 'Does every number lie in its range?',
  schema: (z) => z.strictObject({ least: z.number().optional(), most: z.number().optional() }),
  begin({ least = -Infinity, most = Infinity }, { column, violate }) {
    let checked = 0;
    let low = Infinity;
    let high = -Infinity;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        if (cells === undefined) return;
        for (let row = 0; row < block.count; row++) {
          const value = cells.kind === 'number' ? (cells.values[row] ?? Number.NaN) : numberOf(cells, row);
          // What is no number is the matter of `type`.
          if (Number.isNaN(value)) continue;
          checked++;
          if (value < low) low = value;
          if (value > high) high = value;
          if (value < least || value > most) violate(rowIndex(block, row), textOf(cells, row));
        }
      },
      finish: () => ({ checked, ...(checked === 0 ? {} : { measured: `${low} to ${high}` }) }),
    };
  },
};
