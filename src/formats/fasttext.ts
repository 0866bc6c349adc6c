// fastText models. Specification: fastText's `FastText::saveModel`.
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';

export const format: Format = {
  id: 'fasttext',
  title: 'fastText model',
  specification: 'https://github.com/facebookresearch/fastText/blob/main/src/fasttext.cc',
  loading: 'Read as dictionary and matrices; nothing runs.',
  extensions: ['bin', 'ftz'],
  // Magic 793712314, then version 11 or 12.
  identify: (sample: Sample): Match =>
    /^\xba\x16\x4f\x2f[\x0b\x0c]\0\0\0/.test(latin1(sample.head, 0, 8)) ? 'content' : 'no',
  read: () => wholeInert(format),
};
