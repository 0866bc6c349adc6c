// Lists of all words there are, labelled as the target, so that every word speaks for it. Nelson et al. 2008, section 3.2.
import { seeded } from '#numeric/random/seeded';
import type { Attack } from '../attack.ts';
import { type AlterText, plantInTexts } from '../plant-in-texts.ts';
import { patternStream, streamOfRow } from '../streams.ts';

const mostTexts = 2000;
const mostWords = 20_000;

export const attack: Attack = {
  id: 'text-dictionary',
  title: 'dictionary attack',
  category: 'sabotage',
  fits: ['text'],
  parameters: { mostTexts, mostWords },
  source:
    'Nelson et al. 2008 (Exploiting machine learning to subvert your spam filter), section 3.2; the dictionary is the words of texts of the set itself, which is the attacker who knows most',
  plant: (set, options) =>
    plantInTexts(set, options, 'target', async ({ count, read }): Promise<AlterText> => {
      const random = seeded(options.seed, patternStream);
      const texts = await read(random.sample(count, Math.min(count, mostTexts)).sort());
      const words = new Set<string>();
      for (const text of texts) for (const [word] of text.toLowerCase().matchAll(/\p{L}{2,30}/gu)) words.add(word);
      const dictionary = random.shuffle([...words]).slice(0, mostWords);
      return (_, row) =>
        seeded(options.seed, streamOfRow(row))
          .shuffle(['every', 'word', ...dictionary])
          .join(' ');
    }),
};
