// A bare zlib stream, RFC 1950: what joblib writes with compress=True or 'zlib' and reads whenever a file starts with `x`.
import { zlib } from './compression/deflate.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import { tryDecode } from './compression/try-decode.ts';
import type { Format, Match, Sample } from './format.ts';

export const format: Format = {
  id: 'zlib',
  title: 'zlib stream',
  specification: 'RFC 1950',
  loading: 'Unpacked by joblib, which then unpickles the content.',
  extensions: ['zlib', 'z', 'zz'],
  identify: identifyZlib,
  read: (source, context) => readStreamArchive(source, context, { container: 'zlib', title: 'zlib data', codec: zlib }),
};

/** Two header bytes are weak, so the start is decoded: random bytes do not get through. */
function identifyZlib({ head, source, extension }: Sample): Match {
  const method = head[0] ?? 0;
  const flags = head[1] ?? 0;
  const plausible = (method & 0x8f) === 8 && ((method << 8) | flags) % 31 === 0 && (flags & 0x20) === 0;
  if (!plausible) return 'no';
  const probe = tryDecode(head, zlib);
  if (probe === 'fails') return format.extensions.includes(extension) ? 'name' : 'no';
  // A short file without its end may be chance: a stored block needs few bytes to look right.
  return probe === 'ended' || source.size > head.length || head.length > 64 ? 'content' : 'name';
}
