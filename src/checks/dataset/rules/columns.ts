// The columns that have to be there.
import type { RuleKind } from './rule-kind.ts';

interface Columns {
  readonly names: readonly string[];
  /** Whether other columns may be there, too. */
  readonly others: boolean;
}

export const rule: RuleKind<Columns> = {
  kind: 'columns',
  of: 'set',
  characteristic: 'completeness',
  title: 'Are the columns there, and no others?',
  schema: (z) => z.strictObject({ names: z.array(z.string()), others: z.boolean() }),
  begin({ names, others }, context) {
    return {
      visit: () => undefined,
      finish: () => {
        const missing = names.filter((name) => !context.names.includes(name));
        const more = others ? [] : context.names.filter((name) => !names.includes(name));
        for (const name of missing) context.violate(-1, `missing: ${name}`);
        for (const name of more) context.violate(-1, `not expected: ${name}`);
        return { checked: names.length + more.length };
      },
    };
  },
};
