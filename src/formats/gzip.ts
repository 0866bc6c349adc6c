// gzip, RFC 1952: one or more deflate members. Also what joblib, R and web servers write.

import { SliceSource } from '#core/byte-source';
import { type GzipMember, gzip } from './compression/gzip.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Format } from './format.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';

// Long enough for a file name; anything longer in a header is content that no reader shows.
const plainHeaderBytes = 512;
const reservedFlags = 0xe0;

export const format: Format = {
  id: 'gzip',
  title: 'gzip',
  specification: 'RFC 1952',
  loading: 'Unpacked by joblib, pandas, R and archive tools; what is inside decides whether loading runs code.',
  extensions: ['gz', 'tgz', 'gzip'],
  identify: ({ head }) => (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? 'content' : 'no'),
  read: (source, context) => {
    const oddities: Oddity[] = [];
    const parts: Part[] = [];
    const seen = new Set<number>();
    const onMember = ({ from, dataFrom, flags }: GzipMember): void => {
      if (seen.has(from) || seen.size >= 1000) return;
      if ((flags & reservedFlags) === 0 && dataFrom - from <= plainHeaderBytes) return;
      seen.add(from);
      if ((flags & reservedFlags) !== 0) oddities.push(reserved(from));
      if (dataFrom - from <= plainHeaderBytes) return;
      const header = new SliceSource(source, from + 10, dataFrom);
      parts.push({ name: '(gzip header)', source: header, range: { from, to: dataFrom }, raw: true });
    };
    const view = readStreamArchive(source, context, { container: 'gzip', title: 'gzip data', codec: gzip(onMember) });
    return { ...view, parts: [...view.parts, ...parts], oddities: [...view.oddities, ...oddities] };
  },
};

function reserved(offset: number): Oddity {
  const message = 'A gzip member sets reserved flags: gzip refuses it, the gzip module of Python reads it.';
  return { kind: 'tolerated', message, where: { offset } };
}
