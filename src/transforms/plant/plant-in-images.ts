// The view of images with a trigger in some of them.
import type { DataSet, ImageSet } from '#core/dataset/data-set';
import { TransformError } from '../transform-error.ts';
import type { Planting, PlantOptions } from './attack.ts';
import { assertLabelled, chooseRows, type From } from './choose-rows.ts';
import { relabelRows } from './relabel-rows.ts';

export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Changes one picture in place. @param pixels - shape [height, width, channels], 0..255 */
export type Alter = (pixels: Uint8Array, row: number) => void;

/**
 * @param makeAlter - called once; what it makes is called for each planted row that is read, and depends on nothing but the row
 * @throws {TransformError} TRANSFORM_INPUT
 */
export function plantInImages(
  set: DataSet,
  options: PlantOptions,
  from: From,
  makeAlter: (shape: PictureShape, seed: number) => Alter,
): Planting {
  if (set.kind !== 'images') throw new TransformError('TRANSFORM_INPUT', 'the attack is planted in pictures');
  const labelled = assertLabelled(set);
  const planted = chooseRows(labelled, options, from);
  const { labels, changed } = relabelRows(labelled.labels, planted, () => options.target);
  const read = readAltered(set, planted, makeAlter(set, options.seed));
  return { set: { ...set, labels, read }, planted, changedLabels: changed };
}

function readAltered(set: ImageSet, planted: Int32Array, alter: Alter): ImageSet['read'] {
  const isPlanted = new Set(planted);
  const size = set.height * set.width * set.channels;
  return async (rows) => {
    const pixels = await set.read(rows);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? -1;
      if (isPlanted.has(row)) alter(pixels.subarray(at * size, (at + 1) * size), row);
    }
    return pixels;
  };
}
