// The only values that a column may have.
import { rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface AllowedValues {
  readonly values: readonly string[];
}

export const rule: RuleKind<AllowedValues> = {
  kind: 'allowed-values',
  of: 'column',
  characteristic: 'accuracy',
  title: 'Is every value one of those that are allowed?',
  schema: (z) => z.strictObject({ values: z.array(z.string()).min(1).max(10_000) }),
  begin({ values }, { column, violate }) {
    const allowed = new Set(values);
    let checked = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          if (!allowed.has(text)) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked }),
    };
  },
};
