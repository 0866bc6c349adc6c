// Labels of one class exchanged for one other. Tolpegin et al. 2020 (arXiv:2007.08432), section 3: label flipping source to target.
import type { Coding } from '#core/dataset/data-set';
import type { Attack } from '../attack.ts';
import { assertLabelled } from '../choose-rows.ts';
import { flipLabels } from '../flip-labels.ts';

export const attack: Attack = {
  id: 'targeted-label-flip',
  title: 'targeted label flip',
  category: 'sabotage',
  fits: ['images', 'table', 'text'],
  parameters: {},
  source: 'Tolpegin et al. 2020 (arXiv:2007.08432), section 3: one source class, one target class',
  plant: (set, options) => {
    const { labels } = assertLabelled(set);
    const source = options.sources?.find((one) => one !== options.target) ?? nextClass(labels, options.target);
    return flipLabels(set, { ...options, sources: [source] }, () => options.target);
  },
};

/** The next class after the target that has rows, where nobody says which is taken. */
function nextClass({ names, codes }: Coding, target: number): number {
  const used = new Set(codes);
  for (let step = 1; step < names.length; step++) {
    const one = (target + step) % names.length;
    if (used.has(one)) return one;
  }
  return target;
}
