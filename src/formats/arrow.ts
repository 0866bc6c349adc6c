// Arrow tables: the file format, the stream format that dataset libraries write, Feather. Specification: Arrow columnar.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { pickledTypes } from './arrow/pickled-types.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { exactBytes, wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'arrow',
  title: 'Arrow table',
  specification: 'https://arrow.apache.org/docs/format/Columnar.html',
  loading: 'pyarrow and datasets map it as a table; pyarrow before 14.0.1 unpickled a type named in its schema.',
  extensions: ['arrow', 'feather', 'ipc'],
  identify: (sample: Sample): Match => {
    if (/^(ARROW1\0\0|FEA1)/.test(latin1(sample.head, 0, 8))) return 'content';
    return streamSchema(sample.head) && format.extensions.includes(sample.extension) ? 'content' : 'no';
  },
  read,
};

/** Continuation mark, then the length of the schema message, a multiple of 8. */
function streamSchema(head: Uint8Array): boolean {
  if (head.length < 12 || head[0] !== 0xff || head[1] !== 0xff || head[2] !== 0xff || head[3] !== 0xff) return false;
  const length = Buffer.from(head).readInt32LE(4);
  return length > 0 && length % 8 === 0;
}

function read(source: ByteSource, context: ReadContext): InertView {
  const magic = latin1(source.read(0, 8), 0, 8);
  if (magic.startsWith('FEA1')) return endingWith(source, 'FEA1', context, 4);
  if (magic.startsWith('ARROW1')) return endingWith(source, 'ARROW1', context, 8);
  return wholeInert(format, { parts: schemaTypes(source, 0, context) });
}

function endingWith(source: ByteSource, magic: string, context: ReadContext, schemaAt: number): InertView {
  const tail = exactBytes(source, source.size - magic.length - 4, magic.length + 4);
  if (latin1(tail, 4, 4 + magic.length) !== magic) {
    throw new FormatError('FORMAT_TRUNCATED', 'the file does not end with its footer', { offset: source.size });
  }
  const footerEnd = source.size - magic.length - 4;
  const footerStart = footerEnd - tail.readUInt32LE(0);
  if (footerStart < schemaAt)
    throw new FormatError('FORMAT_MALFORMED', 'the footer is too long', { offset: footerEnd });
  const first = magic === 'ARROW1' ? schemaTypes(source, schemaAt, context) : [];
  return wholeInert(format, { parts: [...first, ...pickledTypes(source, footerStart, footerEnd, context.budget)] });
}

/** The schema is the first message. */
function schemaTypes(source: ByteSource, at: number, context: ReadContext): InertView['parts'] {
  const reader = new ByteReader(source, context.budget, { at });
  if (reader.u32() !== continuation) return [];
  const length = reader.i32();
  if (length < 0 || length > reader.remaining) {
    throw new FormatError('FORMAT_TRUNCATED', 'the schema reaches past the end of the file', { offset: at });
  }
  return pickledTypes(source, reader.position, reader.position + length, context.budget);
}

const continuation = 0xffffffff;
