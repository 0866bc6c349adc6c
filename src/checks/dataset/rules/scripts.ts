// Writing systems that the texts of a column may use.
import { rowIndex, textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

const known = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Thai',
] as const;

interface Scripts {
  readonly are: readonly (typeof known)[number][];
}

export const scriptTests: readonly (readonly [(typeof known)[number], RegExp])[] = known.map((script) => [
  script,
  new RegExp(`\\p{Script=${script}}`, 'u'),
]);

export const rule: RuleKind<Scripts> = {
  kind: 'scripts',
  of: 'column',
  characteristic: 'understandability',
  title: 'Is every text written in the scripts that are expected?',
  schema: (z) => z.strictObject({ are: z.array(z.enum(known)).min(1) }),
  begin({ are }, { column, violate }) {
    const foreign = new RegExp(`(?![${are.map((script) => `\\p{Script=${script}}`).join('')}])\\p{L}`, 'u');
    let checked = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        if (cells?.kind === 'number') return;
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          if (foreign.test(text)) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({ checked }),
    };
  },
};
