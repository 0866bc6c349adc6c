// bzip2: one or more streams of blocks.
import { bzip2 } from './compression/bzip2.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Format, Match, Sample } from './format.ts';

const blockMagic: readonly number[] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const endMagic: readonly number[] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

export const format: Format = {
  id: 'bzip2',
  title: 'bzip2',
  specification: 'bzip2 1.0.8, decompress.c',
  loading: 'Unpacked by joblib, pandas, R and archive tools; what is inside decides whether loading runs code.',
  extensions: ['bz2', 'tbz2', 'bz', 'tbz'],
  identify: identifyBzip2,
  read: (source, context) =>
    readStreamArchive(source, context, { container: 'bzip2', title: 'bzip2 data', codec: bzip2 }),
};

function identifyBzip2({ head }: Sample): Match {
  const level = head[3] ?? 0;
  if (head[0] !== 0x42 || head[1] !== 0x5a || head[2] !== 0x68 || level < 0x31 || level > 0x39) return 'no';
  const first = head.subarray(4, 10);
  const begins = (magic: readonly number[]): boolean => magic.every((byte, index) => first[index] === byte);
  return begins(blockMagic) || begins(endMagic) ? 'content' : 'name';
}
