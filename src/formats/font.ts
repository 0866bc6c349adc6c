// Fonts: TrueType, OpenType, WOFF. Specification: OpenType, W3C WOFF 2.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'font',
  title: 'font',
  specification: 'https://learn.microsoft.com/typography/opentype/spec/otff and https://www.w3.org/TR/WOFF2/',
  loading: 'Text libraries draw with it; nothing runs outside their sandboxed hinting machine.',
  extensions: ['ttf', 'otf', 'ttc', 'woff', 'woff2'],
  identify: (sample: Sample): Match => {
    const magic = latin1(sample.head, 0, 4);
    const named = format.extensions.includes(sample.extension);
    return /^(OTTO|ttcf|wOFF|wOF2)$/.test(magic) || (named && /^(\0\x01\0\0|true)$/.test(magic)) ? 'content' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): InertView => {
    const reader = new ByteReader(source, context.budget, { littleEndian: false });
    const magic = latin1(reader.bytes(4), 0, 4);
    const end = magic.startsWith('wOF') ? woffEnd(reader) : magic === 'ttcf' ? source.size : tablesEnd(reader);
    if (end > source.size) throw new FormatError('FORMAT_TRUNCATED', 'the font is cut off', { offset: source.size });
    return inertUntil(format, source, end, 3);
  },
};

function woffEnd(reader: ByteReader): number {
  reader.skip(4);
  return reader.u32();
}

function tablesEnd(reader: ByteReader): number {
  const count = reader.u16();
  reader.skip(6);
  let end = reader.position + count * 16;
  for (let index = 0; index < count; index += 1) {
    reader.skip(8);
    end = Math.max(end, reader.u32() + reader.u32());
  }
  return end;
}
