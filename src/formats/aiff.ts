// AIFF audio. Specification: Apple AIFF 1.3 and AIFF-C.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { exactBytes, inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'aiff',
  title: 'AIFF audio',
  specification: 'https://www.loc.gov/preservation/digital/formats/fdd/fdd000005.shtml',
  loading: 'Audio libraries decode it; nothing runs.',
  extensions: ['aif', 'aiff', 'aifc'],
  identify: (sample: Sample): Match => (/^FORM[\s\S]{4}AIF[FC]/.test(latin1(sample.head, 0, 12)) ? 'content' : 'no'),
  read: (source: ByteSource): InertView => {
    const size = exactBytes(source, 0, 12).readUInt32BE(4);
    const end = 8 + size + (size % 2);
    if (end - 1 > source.size)
      throw new FormatError('FORMAT_TRUNCATED', 'the sound is cut off', { offset: source.size });
    return inertUntil(format, source, Math.min(end, source.size));
  },
};
