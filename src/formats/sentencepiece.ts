// SentencePiece tokenizers. Specification: sentencepiece_model.proto.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'sentencepiece',
  title: 'SentencePiece tokenizer',
  specification: 'https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto',
  loading: 'Read as a list of pieces; nothing runs.',
  extensions: ['model', 'spm', 'vocab'],
  identify,
  read,
};

/** The first piece: a message in field 1 that starts with a text in field 1 and has a score in field 2. */
function identify(sample: Sample): Match {
  if (sample.head[0] !== 0x0a || sample.head[2] !== 0x0a) return 'no';
  const length = sample.head[1] ?? 0;
  const textLength = sample.head[3];
  if (textLength === undefined) return 'no';
  const score = sample.head[4 + textLength];
  return textLength + 7 <= length && length < 0x80 && score === 0x15 ? 'content' : 'no';
}

/** Fields 1 to 5 (pieces, trainer, normalizer, self test, denormalizer), each a message, to the end of the file. */
function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget);
  while (reader.remaining > 0) {
    const at = reader.position;
    context.budget.spend(1, at);
    const tag = reader.u8();
    if ((tag & 7) !== 2 || tag >> 3 < 1 || tag >> 3 > 5) {
      throw new FormatError('FORMAT_MALFORMED', `a field that tokenizers do not have at byte ${at}`, { offset: at });
    }
    reader.skip(readLength(reader));
  }
  return wholeInert(format);
}

/** A protobuf varint of at most five bytes. */
function readLength(reader: ByteReader): number {
  let length = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = reader.u8();
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return length;
  }
  throw new FormatError('FORMAT_MALFORMED', 'a length has too many bytes', { offset: reader.position });
}
