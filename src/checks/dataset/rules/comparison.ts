// How two columns of one row relate: an end is not before its beginning, a part not more than its whole.
import { numberOf, rowIndex, textOf, timeOf } from './cells.ts';
import type { RuleKind } from './rule-kind.ts';

const relations = ['<', '<=', '=', '!=', '>=', '>'] as const;

interface Comparison {
  readonly rows: readonly { readonly left: string; readonly is: (typeof relations)[number]; readonly right: string }[];
}

export const rule: RuleKind<Comparison> = {
  kind: 'comparison',
  of: 'set',
  characteristic: 'consistency',
  title: 'Do the columns of a row agree?',
  schema: (z) =>
    z.strictObject({
      rows: z
        .array(z.strictObject({ left: z.string(), is: z.enum(relations), right: z.string() }))
        .min(1)
        .max(1000),
    }),
  begin({ rows: asked }, { names, violate }) {
    const unknown = asked.flatMap(({ left, right }) => [left, right]).filter((name) => !names.includes(name));
    const places = asked.map(({ left, is, right }) => ({ left: names.indexOf(left), is, right: names.indexOf(right) }));
    let checked = 0;
    return {
      visit: (block) => {
        for (const { left, is, right } of places) {
          const one = block.columns[left];
          const other = block.columns[right];
          if (one === undefined || other === undefined) continue;
          for (let row = 0; row < block.count; row++) {
            const a = textOf(one, row);
            const b = textOf(other, row);
            if (a === undefined || b === undefined) continue;
            checked++;
            const numbers = [numberOf(one, row), numberOf(other, row)] as const;
            const times = [timeOf(one, row), timeOf(other, row)] as const;
            const holds = areKnown(numbers)
              ? compare(numbers, is)
              : areKnown(times)
                ? compare(times, is)
                : compare([a, b], is);
            if (!holds) violate(rowIndex(block, row), `${a} ${is} ${b}`);
          }
        }
      },
      finish: () => (unknown.length === 0 ? { checked } : { checked, why: `there is no column ${unknown.join(', ')}` }),
    };
  },
};

function areKnown([a, b]: readonly [number, number]): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b);
}

function compare<T extends string | number>([a, b]: readonly [T, T], relation: (typeof relations)[number]): boolean {
  switch (relation) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case '>=':
      return a >= b;
    case '>':
      return a > b;
  }
}
