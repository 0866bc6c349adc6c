// How old the newest row is, and whether any comes from the future.
import { rowIndex, textOf, timeOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface Freshness {
  /** Days that the newest row may be old. */
  readonly newestWithinDays?: number | undefined;
  readonly future: boolean;
}

const dayMs = 86_400_000;
/** Clocks may differ by this. */
const toleranceMs = 5 * 60_000;

export const rule: RuleKind<Freshness> = {
  kind: 'freshness',
  of: 'column',
  characteristic: 'currentness',
  title: 'Is the newest row recent, and is none from the future?',
  schema: (z) => z.strictObject({ newestWithinDays: z.number().positive().optional(), future: z.boolean() }),
  begin({ newestWithinDays = Infinity, future }, { column, now, violate }) {
    let checked = 0;
    let newest = -Infinity;
    return {
      visit: (block) => {
        const cells = block.columns[column];
        for (let row = 0; row < block.count; row++) {
          const time = timeOf(cells, row);
          if (Number.isNaN(time)) continue;
          checked++;
          if (time > now + toleranceMs) {
            if (!future) violate(rowIndex(block, row), textOf(cells, row));
          } else if (time > newest) newest = time;
        }
      },
      finish: () => {
        if (checked === 0) return { checked, why: 'no cell is a point in time' };
        if (!(now - newest <= newestWithinDays * dayMs)) violate(-1, dateOf(newest));
        return { checked, measured: `newest ${dateOf(newest)}` };
      },
    };
  },
};

function dateOf(time: number): string {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : 'none';
}
