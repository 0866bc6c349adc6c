// FLAC audio. Specification: RFC 9639.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'flac',
  title: 'FLAC audio',
  specification: 'https://www.rfc-editor.org/rfc/rfc9639',
  loading: 'Audio libraries decode it; nothing runs.',
  extensions: ['flac'],
  // The first metadata block is STREAMINFO, 34 bytes long.
  identify: (sample: Sample): Match => (/^fLaC[\0\x80]\0\0"/.test(latin1(sample.head, 0, 8)) ? 'content' : 'no'),
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget, { at: 4, littleEndian: false });
  for (let last = false; !last; ) {
    const header = reader.u32();
    last = header >>> 31 === 1;
    reader.skip(header & 0xffffff);
  }
  // Frames do not say how long they are; they reach to the end.
  return wholeInert(format);
}
