// Parquet tables. Specification: apache/parquet-format.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import { pickledTypes } from './arrow/pickled-types.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { exactBytes } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'parquet',
  title: 'Parquet table',
  specification: 'https://github.com/apache/parquet-format',
  loading: 'pyarrow, pandas and others read it as a table; pyarrow before 14.0.1 unpickled a type named in its schema.',
  extensions: ['parquet', 'pq'],
  identify: (sample: Sample): Match => (latin1(sample.head, 0, 4) === magic ? 'content' : 'no'),
  read,
};

function read(source: ByteSource, context: ReadContext): InertView {
  const end = source.size;
  const tail = exactBytes(source, end - 8, 8);
  const closing = latin1(tail, 4, 8);
  if (closing !== magic && closing !== 'PARE') {
    throw new FormatError('FORMAT_TRUNCATED', 'the file does not end with its footer', { offset: end });
  }
  const footerBytes = tail.readUInt32LE(0);
  const footerStart = end - 8 - footerBytes;
  if (footerStart < 4)
    throw new FormatError('FORMAT_MALFORMED', 'the footer is longer than the file', { offset: end - 8 });
  const schema = pickledTypes(source, footerStart, end - 8, context.budget);
  return { kind: 'inert', format: format.id, oddities: [], parts: schema };
}

const magic = 'PAR1';
