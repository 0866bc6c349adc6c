// Boxes of the ISO base media format: MP4, MOV, M4A, HEIC, AVIF, JPEG 2000. Specification: ISO/IEC 14496-12.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'iso-media',
  title: 'ISO media file (MP4, MOV, HEIC, AVIF)',
  specification: 'https://www.iso.org/standard/83102.html',
  loading: 'Video and image libraries decode it; nothing runs.',
  extensions: ['mp4', 'm4a', 'm4v', 'mov', 'heic', 'heif', 'avif', 'jp2', '3gp'],
  identify: (sample: Sample): Match => {
    const type = latin1(sample.head, 4, 8);
    if (type !== 'jP  ' && type !== 'ftyp' && type !== 'moov') return 'no';
    const first = new DataView(sample.head.buffer, sample.head.byteOffset).getUint32(0);
    if (type === 'jP  ' && first === 12) return 'content';
    return (type === 'ftyp' && first >= 8 && first <= 4096) || (type === 'moov' && sample.extension === 'mov')
      ? 'content'
      : 'no';
  },
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget, { littleEndian: false });
  while (reader.remaining >= 8) {
    const at = reader.position;
    context.budget.spend(1, at);
    const short = reader.u32();
    const type = latin1(reader.bytes(4), 0, 4);
    if (!/^[\u0020-\u007e\u00a9]{4}$/.test(type)) return inertUntil(format, source, at);
    const size = short === 1 ? reader.u64Number() : short === 0 ? source.size - at : short;
    if (size < 8) return inertUntil(format, source, at);
    if (at + size > source.size) {
      throw new FormatError('FORMAT_TRUNCATED', 'a box reaches past the end of the file', { offset: at });
    }
    reader.seek(at + size);
  }
  return inertUntil(format, source, reader.position);
}
