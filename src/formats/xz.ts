// xz: LZMA2 with an index and checks.
import { readStreamArchive } from './compression/stream-archive.ts';
import { xz, xzMagic } from './compression/xz.ts';
import type { Format } from './format.ts';

export const format: Format = {
  id: 'xz',
  title: 'xz',
  specification: 'The .xz file format 1.2.1',
  loading: 'Unpacked by joblib, pandas, R and archive tools; what is inside decides whether loading runs code.',
  extensions: ['xz', 'txz'],
  identify: ({ head }) => (xzMagic.every((byte, index) => head[index] === byte) ? 'content' : 'no'),
  read: (source, context) => readStreamArchive(source, context, { container: 'xz', title: 'xz data', codec: xz }),
};
