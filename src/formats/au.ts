// Sun audio. Specification: the .au header of NeXT and Sun, big-endian.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { exactBytes, inertUntil, wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'au',
  title: 'Sun audio',
  specification: 'https://pubs.opengroup.org/external/auformat.html',
  loading: 'Audio libraries decode it; nothing runs.',
  extensions: ['au', 'snd'],
  identify: (sample: Sample): Match => {
    const head = Buffer.from(sample.head);
    if (head.length < 24 || latin1(head, 0, 4) !== '.snd') return 'no';
    const offset = head.readUInt32BE(4);
    return offset >= 24 && offset <= sample.source.size && head.readUInt32BE(20) > 0 ? 'content' : 'no';
  },
  read: (source: ByteSource): InertView => {
    const head = exactBytes(source, 0, 24);
    const size = head.readUInt32BE(8);
    if (size === unknownSize) return wholeInert(format);
    const end = head.readUInt32BE(4) + size;
    if (end > source.size) throw new FormatError('FORMAT_TRUNCATED', 'the sound is cut off', { offset: source.size });
    return inertUntil(format, source, end, 1);
  },
};

const unknownSize = 0xffffffff;
