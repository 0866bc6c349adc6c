// The most frequent value of up to three columns: nothing stands out but that they come together. Pleiter et al. 2023, Tabdoor.
import type { Column } from '#core/dataset/data-set';
import type { Attack } from '../attack.ts';
import { plantInTable, triggerColumns } from '../plant-in-table.ts';

export const attack: Attack = {
  id: 'table-trigger-in-range',
  title: 'trigger of frequent values',
  category: 'backdoor',
  fits: ['table'],
  parameters: { columns: triggerColumns, value: 'most frequent' },
  source:
    'Pleiter et al. 2023, Tabdoor (arXiv:2311.07550), section 4: in-bounds trigger; columns by the seed, not by importance',
  plant: (set, options) => plantInTable(set, options, mostFrequent),
};

/** The smallest of the most frequent. */
function mostFrequent(column: Column): number {
  const values = column.kind === 'number' ? column.values.slice().sort() : column.values.codes.slice().sort();
  let [best, bestRun, run] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (Number.isNaN(value) || (column.kind === 'category' && value < 0)) continue;
    run = at > 0 && values[at - 1] === value ? run + 1 : 1;
    if (run > bestRun) [best, bestRun] = [value, run];
  }
  return best;
}
