// Builds IDX files, valid and broken.
import { buildIdx } from './data-images.ts';
import type { Sample } from './sample.ts';

/** @param type - code of the element type */
function buildIdxOf(type: number, shape: readonly number[], data: Uint8Array): Uint8Array {
  const file = buildIdx(shape, data);
  file[2] = type;
  return file;
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
    build: () => buildIdxOf(0x0d, [8], pixels),
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
