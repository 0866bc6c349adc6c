// What stands where a binary file should: nothing, an error page, a message of a server. The name promises weights, and
// a download that failed leaves one of these. Never a reading: it says that the content is not there.
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { claimsBinary } from './text/text-name.ts';

export const format: Format = {
  id: 'placeholder',
  title: 'Placeholder instead of binary content',
  specification: 'No format: an empty file, or HTML, XML or JSON under the name of a binary one',
  loading: 'Loaders refuse it; what should be there is not known.',
  extensions: [],
  identify,
  read(source) {
    if (source.size === 0) throw new FormatError('FORMAT_TRUNCATED', 'the file is empty', { offset: 0 });
    throw new FormatError(
      'FORMAT_MALFORMED',
      'a page or message of text stands where the name promises binary content',
      {
        offset: 0,
      },
    );
  },
};

function identify({ source, head, extension, encoding }: Sample): Match {
  if (!claimsBinary(extension)) return 'no';
  if (source.size === 0) return 'content';
  if (source.size > head.length || keptAsText.has(extension)) return 'no';
  if (encoding === undefined) return 'no';
  return /^\s*[<{[]/.test(latin1(head, 0, 64)) ? 'content' : 'no';
}

/** Formats that are also written as text, or whose tools name text so. */
const keptAsText: ReadonlySet<string> = new Set([
  'pb',
  'rds',
  'rda',
  'rdata',
  'plan',
  'engine',
  'ubj',
  'llamafile',
  'dll',
  'so',
]);
