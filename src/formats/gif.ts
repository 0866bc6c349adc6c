// GIF images. Specification: GIF89a.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'gif',
  title: 'GIF image',
  specification: 'https://www.w3.org/Graphics/GIF/spec-gif89a.txt',
  loading: 'Image libraries decode it; nothing runs.',
  extensions: ['gif'],
  identify: (sample: Sample): Match => (/^GIF8[79]a/.test(latin1(sample.head, 0, 6)) ? 'content' : 'no'),
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget, { at: 10 });
  const flags = reader.u8();
  reader.skip(2);
  skipColors(reader, flags);
  for (;;) {
    const at = reader.position;
    const block = reader.u8();
    if (block === trailer) return inertUntil(format, source, reader.position, slackBytes);
    if (block === extension) reader.skip(1);
    else if (block === image) {
      reader.skip(8);
      skipColors(reader, reader.u8());
      reader.skip(1);
    } else throw new FormatError('FORMAT_MALFORMED', `a block of unknown kind at byte ${at}`, { offset: at });
    skipBlocks(reader);
  }
}

function skipColors(reader: ByteReader, flags: number): void {
  if (flags & 0x80) reader.skip(3 * 2 ** ((flags & 7) + 1));
}

/** Data in blocks of at most 255 bytes, until an empty one. */
function skipBlocks(reader: ByteReader): void {
  for (let length = reader.u8(); length !== 0; length = reader.u8()) {
    reader.budget.spend(1, reader.position);
    reader.skip(length);
  }
}

const trailer = 0x3b;
const extension = 0x21;
const image = 0x2c;
const slackBytes = 16;
