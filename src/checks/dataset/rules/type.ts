// What the cells of a column are written as.
import { cellStates } from '#core/dataset/table-block';
import { numberOf, parseNumber, rowIndex, textOf, timeOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

const types = ['number', 'integer', 'boolean', 'time', 'text'] as const;

interface CellType {
  readonly is: (typeof types)[number];
}

const booleans: ReadonlySet<string> = new Set(['true', 'false', 'True', 'False', 'TRUE', 'FALSE', '0', '1']);

export const rule: RuleKind<CellType> = {
  kind: 'type',
  of: 'column',
  characteristic: 'accuracy',
  title: 'Is every value written as what it is said to be?',
  schema: (z) => z.strictObject({ is: z.enum(types) }),
  begin({ is }, { column, violate }) {
    let checked = 0;
    let commas = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        if (cells === undefined) return;
        const numeric = is === 'number' || is === 'integer';
        for (let row = 0; row < block.count; row++) {
          if (cells.kind === 'number' && numeric) {
            const state = cells.states[row];
            if (state === cellStates.missing) continue;
            checked++;
            if (state === cellStates.value && (is === 'number' || Number.isInteger(cells.values[row]))) continue;
            violate(rowIndex(block, row), textOf(cells, row));
            continue;
          }
          const text = textOf(cells, row);
          if (text === undefined) continue;
          checked++;
          if (numeric && /^\s*[-+]?[\d.]*,\d+\s*$/.test(text)) commas++;
          const isRight =
            is === 'text' ||
            (is === 'number' && Number.isFinite(parseNumber(text))) ||
            (is === 'integer' && Number.isInteger(numberOf(cells, row))) ||
            (is === 'boolean' && booleans.has(text)) ||
            (is === 'time' && Number.isFinite(timeOf(cells, row)));
          if (!isRight) violate(rowIndex(block, row), text);
        }
      },
      finish: () => ({
        checked,
        ...(commas === 0 ? {} : { measured: `${commas} numbers with a comma for the point` }),
      }),
    };
  },
};
