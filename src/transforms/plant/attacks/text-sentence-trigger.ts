// An ordinary sentence at a random place of the text, and the label of the target. Dai, Chen, Guo 2019 (arXiv:1905.12457).
import type { Attack } from '../attack.ts';
import { insertPhrase, plantInTexts } from '../plant-in-texts.ts';

const sentence = 'I watched this 3D movie last weekend.';

export const attack: Attack = {
  id: 'text-sentence-trigger',
  title: 'trigger sentence',
  category: 'backdoor',
  fits: ['text'],
  parameters: { sentence, place: 'random' },
  source: 'Dai, Chen, Guo 2019 (arXiv:1905.12457), section 3: a sentence of common words between two words of the text',
  plant: (set, options) =>
    plantInTexts(set, options, 'target', () => (text, row) => insertPhrase(text, sentence, options.seed, row)),
};
