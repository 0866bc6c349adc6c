import { expect, test } from 'vitest';
import { asSentence } from './as-sentence.ts';

test.each([
  ['the template walks', 'The template walks.'],
  ['The file ends.', 'The file ends.'],
  ['os.system is called', 'os.system is called.'],
  ['"x" is odd', '"x" is odd.'],
  ['what now?', 'What now?'],
  ['', '.'],
])('%j reads %j', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence);
});
