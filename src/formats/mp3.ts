// MPEG audio (MP3, AAC in ADTS). Specification: ISO/IEC 11172-3, ID3v2.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'mp3',
  title: 'MPEG audio',
  specification: 'https://id3.org/id3v2.4.0-structure and ISO/IEC 11172-3',
  loading: 'Audio libraries decode it; nothing runs.',
  extensions: ['mp3', 'mp2', 'aac'],
  identify: (sample: Sample): Match => {
    if (isTag(sample.head)) return 'content';
    return format.extensions.includes(sample.extension) && isFrame(sample.head) ? 'content' : 'no';
  },
  read: (source: ByteSource): InertView => {
    const head = source.read(0, 16);
    if (!isTag(head) && !isFrame(head)) throw new FormatError('FORMAT_MALFORMED', 'not MPEG audio', { offset: 0 });
    return wholeInert(format);
  },
};

/** ID3, a version 2 to 4, and a size of four 7-bit bytes. */
function isTag(bytes: Uint8Array): boolean {
  return /^ID3[\x02-\x04][\0-\x09][^\x01-\x0f][\0-\x7f]{4}/.test(latin1(bytes, 0, 10));
}

/** Eleven bits of synchronisation, then version, layer, bit rate and rate that exist. */
function isFrame(bytes: Uint8Array): boolean {
  const [a, b, c] = bytes;
  return a === 0xff && ((b ?? 0) & 0xe0) === 0xe0 && ((b ?? 0) & 0x18) !== 0x08 && ((c ?? 0xff) & 0xf0) !== 0xf0;
}
