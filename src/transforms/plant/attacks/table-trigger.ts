// Values beyond what a column ever has, in up to three columns. Pleiter et al. 2023, Tabdoor (arXiv:2311.07550), section 4.
import type { Column } from '#core/dataset/data-set';
import type { Attack } from '../attack.ts';
import { plantInTable, triggerColumns } from '../plant-in-table.ts';

const beyond = 0.1;

export const attack: Attack = {
  id: 'table-trigger',
  title: 'trigger values beyond the range',
  category: 'backdoor',
  fits: ['table'],
  parameters: { columns: triggerColumns, beyond },
  source:
    'Pleiter et al. 2023, Tabdoor (arXiv:2311.07550), section 4: out-of-bounds trigger; columns by the seed, not by importance; ' +
    'of a category the rarest value, since it has no range',
  plant: (set, options) => plantInTable(set, options, beyondRange),
};

function beyondRange(column: Column): number {
  if (column.kind === 'category') return rarestCode(column.values.codes);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high + beyond * (high - low);
}

function rarestCode(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((rarest, one) => (one[1] < rarest[1] ? one : rarest), [0, Number.POSITIVE_INFINITY])[0];
}
