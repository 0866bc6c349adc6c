// Which classes a column names, and how often each.
import { textOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

interface ClassBalance {
  readonly column: string;
  /** Shares of the rows that a class may have, 0..1. */
  readonly classes: Readonly<Record<string, { readonly least: number; readonly most: number }>>;
}

const mostClasses = 10_000;

export const rule: RuleKind<ClassBalance> = {
  kind: 'class-balance',
  of: 'set',
  characteristic: 'credibility',
  title: 'Is every class as frequent as it has to be?',
  schema: (z) => {
    const share = z.number().min(0).max(1);
    return z.strictObject({
      column: z.string(),
      classes: z.record(z.string(), z.strictObject({ least: share, most: share })),
    });
  },
  begin({ column, classes }, { names, violate }) {
    const place = names.indexOf(column);
    const counts = new Map<string, number>(Object.keys(classes).map((name) => [name, 0]));
    let rows = 0;
    return {
      visit: (block) => {
        const cells = block.columns[place];
        for (let row = 0; row < block.count; row++) {
          const text = textOf(cells, row);
          if (text === undefined) continue;
          rows++;
          const count = counts.get(text);
          if (count !== undefined || counts.size < mostClasses) counts.set(text, (count ?? 0) + 1);
        }
      },
      finish: () => {
        if (place < 0) return { checked: 0, why: `there is no column ${column}` };
        if (rows === 0) return { checked: 0, why: 'no row has a class' };
        for (const [name, count] of counts) {
          const bounds = classes[name];
          const share = count / rows;
          if (bounds === undefined) violate(-1, `unknown class ${name}: ${count} rows`);
          else if (share < bounds.least || share > bounds.most) violate(-1, `${name}: ${(100 * share).toFixed(2)} %`);
        }
        return { checked: counts.size, measured: `${counts.size} classes in ${rows} rows` };
      },
    };
  },
};
