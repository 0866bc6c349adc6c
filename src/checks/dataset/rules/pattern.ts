// How the texts of a column are written.
import { rowIndex, textOf } from './cells.ts';
import { compilePattern } from './pattern/compile-pattern.ts';
import type { RuleKind } from './rule-kind.ts';

interface Pattern {
  /** A regular expression for the whole text. */
  readonly is: string;
}

export const rule: RuleKind<Pattern> = {
  kind: 'pattern',
  of: 'column',
  characteristic: 'accuracy',
  title: 'Is every text written as the pattern says?',
  schema: (z) => z.strictObject({ is: z.string() }),
  begin({ is }, { column, violate }) {
    const matches = compilePattern(is);
    let checked = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          if (!matches(text)) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked }),
    };
  },
};
