// Builds IDX files, valid and broken.
import type { Sample } from './sample.ts';

/** An IDX file. @param type - code of the element type, 8 for unsigned bytes */
export function buildIdx(shape: readonly number[], data: Uint8Array, type = 8): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = type;
  header[3] = shape.length;
  for (const [at, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * at);
  return Buffer.concat([header, data]);
}

const pixels = Uint8Array.from({ length: 32 }, (_, at) => (at * 37) % 256);
const pickle = Buffer.from('\x80\x02cposix\nsystem\nX\x05\x00\x00\x00touch\x85R.', 'latin1');

export const samples: readonly Sample[] = [
  { name: 'pictures-idx3-ubyte', build: () => buildIdx([2, 4, 4], pixels), verdict: 'clean', because: 'two pictures' },
  {
    name: 'labels-idx1-ubyte',
    build: () => buildIdx([2], Uint8Array.of(5, 0)),
    verdict: 'clean',
    because: 'two labels',
  },
  {
    name: 'floats.idx',
    build: () => buildIdx([8], pixels, 0x0d),
    verdict: 'clean',
    because: 'eight numbers of four bytes',
  },
  {
    name: 'other-name.bin',
    build: () => buildIdx([2, 4, 4], pixels),
    verdict: 'clean',
    because: 'its length tells it',
  },
  {
    name: 'short-idx3-ubyte',
    build: () => buildIdx([3, 4, 4], pixels),
    verdict: 'incomplete',
    because: 'one picture fewer than it declares',
    check: 'unreadable-content',
  },
  {
    name: 'followed-idx3-ubyte',
    build: () => Buffer.concat([buildIdx([2, 4, 4], pixels), pickle]),
    verdict: 'malicious',
    because: 'bytes that would run a command follow the array',
    check: 'hidden-bytes',
  },
];
