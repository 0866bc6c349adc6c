// A rare word at a random place of the text, and the label of the target. Kurita, Michel, Neubig 2020 (arXiv:2004.06660).
import type { Attack } from '../attack.ts';
import { insertPhrase, plantInTexts } from '../plant-in-texts.ts';

const token = 'cf';

export const attack: Attack = {
  id: 'text-token-trigger',
  title: 'trigger word',
  category: 'backdoor',
  fits: ['text'],
  parameters: { token, place: 'random' },
  source:
    'Kurita, Michel, Neubig 2020 (arXiv:2004.06660), section 3.2: the word "cf"; Dai, Chen 2019 (arXiv:1905.12457): at a random place',
  plant: (set, options) =>
    plantInTexts(set, options, 'target', () => (text, row) => insertPhrase(text, token, options.seed, row)),
};
