// Rows that stand in another set, too: what a model was trained on must not be what it is judged by.
import { rowIndex } from './cells.ts';
import { HashSet } from './hash-set.ts';
import { rowHash } from './row-hash.ts';
import type { RuleKind } from './rule-kind.ts';

interface Leakage {
  /** Columns in which rows are compared; all when absent. */
  readonly columns?: readonly string[] | undefined;
}

export const rule: RuleKind<Leakage> = {
  kind: 'leakage',
  of: 'set',
  characteristic: 'credibility',
  needsBaseline: true,
  title: 'Does no row stand in the other set, too?',
  schema: (z) => z.strictObject({ columns: z.array(z.string()).min(1).optional() }),
  begin({ columns }, { names, violate }) {
    const places = (columns ?? names).map((name) => names.indexOf(name));
    const others = new HashSet();
    let checked = 0;
    return {
      visitBaseline: (block) => {
        for (let row = 0; row < block.count; row++) {
          const { low, high } = rowHash(block, places, row);
          others.add(low, high);
        }
      },
      visit: (block) => {
        for (let row = 0; row < block.count; row++) {
          const { low, high } = rowHash(block, places, row);
          checked++;
          if (others.has(low, high)) violate(rowIndex(block, row));
        }
      },
      finish: () => {
        const unknown = (columns ?? []).filter((name) => !names.includes(name));
        return unknown.length === 0 ? { checked } : { checked, why: `there is no column ${unknown.join(', ')}` };
      },
    };
  },
};
