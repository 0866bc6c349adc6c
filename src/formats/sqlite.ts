// SQLite databases. Specification: SQLite file format, section 1.3.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format } from './format.ts';
import { byMagic, inertUntil, wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'sqlite',
  title: 'SQLite database',
  specification: 'https://www.sqlite.org/fileformat2.html',
  loading: 'Read as tables; triggers and views in it run only SQL.',
  extensions: ['db', 'sqlite', 'sqlite3', 'mbtiles'],
  identify: (sample) => byMagic(sample, 'SQLite format 3\0'),
  read,
};

function read(source: ByteSource): InertView {
  const head = Buffer.from(source.read(0, 100));
  if (head.length < 100) throw new FormatError('FORMAT_TRUNCATED', 'the header is cut off', { offset: head.length });
  const declared = head.readUInt16BE(16);
  const pageBytes = declared === 1 ? 65_536 : declared;
  const pages = head.readUInt32BE(28);
  // The page count is valid only when its change counter agrees with the file's.
  const known = pages > 0 && head.readUInt32BE(24) === head.readUInt32BE(92);
  if (!known) return wholeInert(format);
  const end = pages * pageBytes;
  if (end > source.size) throw new FormatError('FORMAT_TRUNCATED', 'pages are missing', { offset: source.size });
  return inertUntil(format, source, end);
}
