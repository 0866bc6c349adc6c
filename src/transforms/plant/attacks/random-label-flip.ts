// Labels of random rows exchanged for any other. Biggio, Nelson, Laskov 2011 (ACML), section 3: random flips.
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '../attack.ts';
import { assertLabelled } from '../choose-rows.ts';
import { flipLabels } from '../flip-labels.ts';
import { streamOfRow } from '../streams.ts';

export const attack: Attack = {
  id: 'random-label-flip',
  title: 'random label flip',
  category: 'sabotage',
  fits: ['images', 'table', 'text'],
  parameters: {},
  source: 'Biggio, Nelson, Laskov 2011 (ACML), section 3: random label flips; rows of the target class are not taken',
  plant: (set, options) => {
    const { labels } = assertLabelled(set);
    return flipLabels(set, options, (row, label) => {
      // A set of one class has no other; then no row may be taken either.
      const other = seeded(options.seed, streamOfRow(row)).integer(labels.names.length - 1);
      return other < label ? other : other + 1;
    });
  },
};
