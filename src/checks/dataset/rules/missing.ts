// How many cells of a column are empty.
import { cellStates } from '#core/dataset/table-block';
import { rowIndex } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

/** Nothing but `allow`: the share that may be missing. */
type Missing = Readonly<Record<never, never>>;

export const rule: RuleKind<Missing> = {
  kind: 'missing',
  of: 'column',
  characteristic: 'completeness',
  title: 'Is a value there in every row?',
  schema: (z) => z.strictObject({}),
  begin(_, { column, violate }) {
    let checked = 0;
    let missing = 0;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        if (cells === undefined) return;
        checked += block.count;
        for (let row = 0; row < block.count; row++) {
          const isMissing =
            cells.kind === 'number' ? cells.states[row] === cellStates.missing : cells.values[row] === undefined;
          if (!isMissing) continue;
          missing++;
          violate(rowIndex(block, row));
        }
      },
      finish: () => ({ checked, measured: `${missing} of ${checked} missing` }),
    };
  },
};
