// How many rows there are.
import type { RuleKind } from './rule-kind.ts';

interface RowCount {
  readonly least: number;
  readonly most?: number | undefined;
}

export const rule: RuleKind<RowCount> = {
  kind: 'row-count',
  of: 'set',
  characteristic: 'completeness',
  title: 'Are there as many rows as there have to be?',
  schema: (z) => z.strictObject({ least: z.int().min(0), most: z.int().min(0).optional() }),
  begin({ least, most = Infinity }, context) {
    let rows = 0;
    return {
      visit: ({ count }) => {
        rows += count;
      },
      finish: () => {
        if (rows < least || rows > most) context.violate(-1, String(rows));
        return { checked: 1, measured: `${rows} rows` };
      },
    };
  },
};
