// Brotli, RFC 7932: no magic bytes, no checksum; read only where the name says so.
import { brotli } from './compression/deflate.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Format } from './format.ts';

export const format: Format = {
  id: 'brotli',
  title: 'Brotli',
  specification: 'RFC 7932',
  loading: 'Unpacked by web servers and archive tools; no model loader reads it by itself.',
  extensions: ['br'],
  identify: ({ extension }) => (extension === 'br' ? 'name' : 'no'),
  read: (source, context) =>
    readStreamArchive(source, context, { container: 'brotli', title: 'Brotli data', codec: brotli }),
};
