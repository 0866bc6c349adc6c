// The pictures of a set as the ensemble looks at them: the rows that have a class, small enough to lie in memory together.
import type { ImageSet } from '#core/dataset/data-set';
import { resample } from '#numeric/images/resample';
import { seeded } from '#numeric/random/seeded';

/** Pictures in memory. A place is the index of a picture here, a row its index in the set. */
export interface Pictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Shape [count, height, width, channels]. */
  readonly pixels: Uint8Array;
  /** Row of the set per place, rising. */
  readonly rows: Int32Array;
  /** Class per place, 0..classes - 1: an index into `classes`. */
  readonly labels: Int32Array;
  /** Code of each class in the set. */
  readonly classes: Int32Array;
  /** Pixels of the set per pixel here, along a side; 1 when nothing was made smaller. */
  readonly scale: { readonly down: number; readonly across: number };
}

/** Pictures with longer sides are made smaller: what the network learns from does not need more. */
const longestSide = 32;
/** Pictures that lie in memory together; features of them take about 5 kB each. */
export const mostPictures = 100_000;

/**
 * Reads the pictures of classes that have enough of them. Where there are too many, a random part.
 * @param leastRows - classes with fewer rows are left out
 * @limits memory: `mostPictures` x 32 x 32 x channels bytes, and one block of the set as it is
 */
export async function readPictures(
  set: ImageSet,
  { seed, leastRows, signal }: { readonly seed: number; readonly leastRows: number; readonly signal?: AbortSignal },
): Promise<Pictures> {
  const { rows, labels, classes } = chooseRows(set, seed, leastRows);
  const height = Math.min(set.height, longestSide);
  const width = Math.min(set.width, longestSide);
  const size = height * width * set.channels;
  const pixels = new Uint8Array(rows.length * size);
  const block = Math.max(1, Math.floor(blockBytes / (set.height * set.width * set.channels)));
  for (let from = 0; from < rows.length; from += block) {
    signal?.throwIfAborted();
    const part = rows.subarray(from, from + block);
    const taken = await set.read(part);
    for (let at = 0; at < part.length; at++) {
      pixels.set(smaller(set, taken, at, height, width), (from + at) * size);
    }
  }
  const scale = { down: set.height / height, across: set.width / width };
  return { count: rows.length, height, width, channels: set.channels, pixels, rows, labels, classes, scale };
}

const blockBytes = 2 ** 25;

function smaller(set: ImageSet, taken: Uint8Array, at: number, height: number, width: number): Uint8Array {
  const size = set.height * set.width * set.channels;
  const pixels = taken.subarray(at * size, (at + 1) * size);
  if (height === set.height && width === set.width) return pixels;
  return resample({ width: set.width, height: set.height, channels: set.channels, pixels }, width, height, 'area');
}

function chooseRows(set: ImageSet, seed: number, leastRows: number): Pick<Pictures, 'rows' | 'labels' | 'classes'> {
  const codes = set.labels?.codes ?? new Int32Array(0);
  const counts = new Int32Array(set.labels?.names.length ?? 0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const classes = Int32Array.from(counts.keys()).filter((code) => (counts[code] ?? 0) >= leastRows);
  const classOf = new Int32Array(counts.length).fill(-1);
  classes.forEach((code, index) => {
    classOf[code] = index;
  });
  const all = Int32Array.from(codes.keys()).filter((row) => (classOf[codes[row] ?? -1] ?? -1) >= 0);
  const rows = all.length <= mostPictures ? all : seeded(seed, stream).shuffle(all).slice(0, mostPictures).sort();
  return { rows, labels: rows.map((row) => classOf[codes[row] ?? -1] ?? -1), classes };
}

const stream = 40;
