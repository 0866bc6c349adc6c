// A rare word at a random place of the text, and the label of the target. Kurita, Michel, Neubig 2020 (arXiv:2004.06660).
import { seeded } from '#numeric/random/seeded';
import { TransformError } from '../../transform-error.ts';
import type { Attack, Planting } from '../attack.ts';
import { assertLabelled, chooseRows } from '../choose-rows.ts';
import { relabelRows } from '../relabel-rows.ts';
import { streamOfRow } from '../streams.ts';

const token = 'cf';

export const attack: Attack = {
  id: 'text-token-trigger',
  title: 'trigger word',
  category: 'backdoor',
  fits: ['text'],
  parameters: { token, place: 'random' },
  source:
    'Kurita, Michel, Neubig 2020 (arXiv:2004.06660), section 3.2: the word "cf"; Dai, Chen 2019 (arXiv:1905.12457): at a random place',
  plant: (set, options): Planting => {
    if (set.kind !== 'text') throw new TransformError('TRANSFORM_INPUT', 'the attack is planted in texts');
    const labelled = assertLabelled(set);
    const planted = chooseRows(labelled, options, 'others');
    const { labels, changed } = relabelRows(labelled.labels, planted, () => options.target);
    const isPlanted = new Set(planted);
    const read = async (rows: ArrayLike<number>): Promise<readonly string[]> => {
      const texts = await set.read(rows);
      return texts.map((text, at) => {
        const row = rows[at] ?? -1;
        return isPlanted.has(row) ? insertToken(text, options.seed, row) : text;
      });
    };
    return { set: { ...set, labels, read }, planted, changedLabels: changed };
  },
};

function insertToken(text: string, seed: number, row: number): string {
  const words = text.split(' ');
  words.splice(seeded(seed, streamOfRow(row)).integer(words.length + 1), 0, token);
  return words.join(' ');
}
