// Ogg: Vorbis, Opus, Theora. Specification: RFC 3533.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import type { Format, ReadContext } from './format.ts';
import { byMagic, inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'ogg',
  title: 'Ogg audio or video',
  specification: 'https://www.rfc-editor.org/rfc/rfc3533',
  loading: 'Audio libraries decode it; nothing runs.',
  extensions: ['ogg', 'oga', 'ogv', 'opus', 'spx'],
  identify: (sample) => byMagic(sample, 'OggS\0\u0002'),
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget);
  while (latin1(reader.peek(4), 0, 4) === 'OggS') {
    context.budget.spend(1, reader.position);
    reader.skip(26);
    const segments = reader.bytes(reader.u8());
    reader.skip(segments.reduce((sum, length) => sum + length, 0));
  }
  return inertUntil(format, source, reader.position);
}
