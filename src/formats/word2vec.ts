// word2vec vectors in binary. Specification: Google's word2vec.c, the reader `load_word2vec_format` of gensim.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'word2vec',
  title: 'word2vec vectors',
  specification: 'https://code.google.com/archive/p/word2vec/',
  loading: 'Read as words and vectors; nothing runs.',
  extensions: ['bin', 'vec', 'w2v'],
  identify: (sample: Sample): Match => {
    if (!format.extensions.includes(sample.extension)) return 'no';
    const sizes = readSizes(sample.head);
    if (sizes === undefined) return 'no';
    // A first word, a blank, and room for all vectors.
    const word = /^\s?[^\s\0]{1,200} /.test(latin1(sample.head, sizes.at, sizes.at + 202));
    return word && sample.source.size - sizes.at >= sizes.words * (2 + 4 * sizes.width) ? 'content' : 'no';
  },
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const sizes = readSizes(source.read(0, 64));
  if (sizes === undefined) throw new FormatError('FORMAT_MALFORMED', 'the two sizes are missing', { offset: 0 });
  let at = sizes.at;
  context.budget.spend(sizes.words, 0);
  for (let index = 0; index < sizes.words; index += 1) {
    const blank = source.read(at, longestWord).indexOf(0x20);
    if (blank === -1) throw new FormatError('FORMAT_MALFORMED', `a word has no end at byte ${at}`, { offset: at });
    at += blank + 1 + 4 * sizes.width;
    if (at > source.size) throw new FormatError('FORMAT_TRUNCATED', 'a vector is cut off', { offset: source.size });
    if (source.read(at, 1)[0] === 0x0a) at += 1;
  }
  return inertUntil(format, source, at);
}

function readSizes(head: Uint8Array): { words: number; width: number; at: number } | undefined {
  const match = /^(\d{1,9}) (\d{1,5})\n/.exec(latin1(head, 0, 24));
  if (match === null) return undefined;
  return { words: Number(match[1]), width: Number(match[2]), at: match[0].length };
}

const longestWord = 1000;
