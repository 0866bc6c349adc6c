// One pass over the pictures of a set, and of another one beside it: what is measured of each.

import { emptyHashes, type FrequencyHashes, frequencyHasher } from '#checks/dataset/images/frequency-hash';
import {
  emptyProperties,
  measurePicture,
  type PictureProperties,
  toGrey,
} from '#checks/dataset/images/picture-properties';
import type { ImageSet } from '#core/dataset/data-set';
import { sha256 } from '#core/digest';
import { resample } from '#numeric/images/resample';
import type { Step } from './pacing.ts';

export interface PictureSurvey {
  /** Of the rows of the set, and after them of the other. Rows that repeat an earlier one have no bits. */
  readonly hashes: FrequencyHashes;
  /** Of the rows of the set. */
  readonly properties: PictureProperties;
  /** Of each row the first with the same pixels: itself in most cases. */
  readonly firstOf: Int32Array;
  /** Pixels of rows of both, in the shape of the set. */
  readonly read: (rows: ArrayLike<number>) => Promise<Uint8Array>;
}

/**
 * @param other - may have another size and number of channels: it is brought to those of the set
 * @throws {AssayError} when the rows cannot be read any more
 */
export async function surveyPictures(set: ImageSet, other: ImageSet | undefined, step: Step): Promise<PictureSurvey> {
  const total = set.count + (other?.count ?? 0);
  const size = set.height * set.width * set.channels;
  const hashes = emptyHashes(total);
  const properties = emptyProperties(set.count);
  const firstOf = new Int32Array(total);
  const seen = new Map<string, number>();
  const hasher = frequencyHasher(set);
  const grey = new Float32Array(set.height * set.width);
  const read = readerOf(set, other);
  const perBlock = Math.max(1, Math.floor(blockBytes / size));
  for (let start = 0; start < total; start += perBlock) {
    const rows = Array.from({ length: Math.min(perBlock, total - start) }, (_, at) => start + at);
    const block = await read(rows);
    for (const [at, row] of rows.entries()) {
      const pixels = block.subarray(at * size, (at + 1) * size);
      const digest = sha256(pixels);
      const first = seen.get(digest) ?? row;
      firstOf[row] = first;
      if (first === row) seen.set(digest, row);
      toGrey(pixels, set.channels, grey);
      if (first === row) hasher.add(grey, row, hashes);
      if (row < set.count) measure(set, grey, row, properties);
    }
    await step((start + rows.length) / total);
  }
  return { hashes, properties, firstOf, read };
}

function measure(set: ImageSet, grey: Float32Array, row: number, properties: PictureProperties): void {
  measurePicture(grey, set.height, set.width, row, properties);
  const width = set.originals?.sizes[2 * row] ?? set.width;
  const height = set.originals?.sizes[2 * row + 1] ?? set.height;
  properties.aspect[row] = width / height;
  properties.size[row] = width * height;
}

/** Rows up to the count of the set are its own, later ones those of the other. */
function readerOf(set: ImageSet, other: ImageSet | undefined): PictureSurvey['read'] {
  const size = set.height * set.width * set.channels;
  return async (rows) => {
    const block = new Uint8Array(rows.length * size);
    const places = Array.from(rows, (row, at) => ({ row, at }));
    const own = places.filter(({ row }) => row < set.count);
    const pixels = await set.read(own.map(({ row }) => row));
    for (const [index, { at }] of own.entries())
      block.set(pixels.subarray(index * size, (index + 1) * size), at * size);
    if (other === undefined) return block;
    const foreign = places.filter(({ row }) => row >= set.count);
    const others = await other.read(foreign.map(({ row }) => row - set.count));
    const otherSize = other.height * other.width * other.channels;
    for (const [index, { at }] of foreign.entries()) {
      block.set(inShapeOf(set, other, others.subarray(index * otherSize, (index + 1) * otherSize)), at * size);
    }
    return block;
  };
}

/** The pixels of a picture of the other set in the shape of this one. */
export function inShapeOf(set: ImageSet, { height, width, channels }: ImageSet, pixels: Uint8Array): Uint8Array {
  const sized = resample({ height, width, channels, pixels }, set.width, set.height, 'area');
  if (channels === set.channels) return sized;
  const count = set.height * set.width;
  if (set.channels === 3) return Uint8Array.from({ length: 3 * count }, (_, at) => sized[Math.floor(at / 3)] ?? 0);
  const grey = new Float32Array(count);
  toGrey(sized, channels, grey);
  return Uint8Array.from(grey, Math.round);
}

const blockBytes = 8 * 1024 * 1024;
