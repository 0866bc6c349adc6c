// Looks for pictures that a loader would turn into others when it shrinks them.

import { type ScalingSuspicion, suspectScaling } from '#checks/dataset/images/scaling-attack';
import type { ImageSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { Pixels } from '#numeric/images/resample';
import type { Step } from './pacing.ts';

export interface ScaledPictures {
  readonly suspicions: readonly (ScalingSuspicion & { readonly row: number })[];
  /** Pictures that are large enough for it and were looked at. */
  readonly looked: number;
  readonly limitations: readonly string[];
}

/** @throws {AssayError} when the rows of the set cannot be read any more; an original that cannot be read again is a limitation */
export async function scanForScaling(set: ImageSet, step: Step): Promise<ScaledPictures> {
  const sizes = sizesFor(set);
  const large: number[] = [];
  for (let row = 0; row < set.count; row++) {
    const width = set.originals?.sizes[2 * row] ?? set.width;
    const height = set.originals?.sizes[2 * row + 1] ?? set.height;
    if (sizes.some(([w, h]) => width >= 2 * w && height >= 2 * h)) large.push(row);
  }
  const most = limits.scalingPictures.value;
  const stride = Math.max(1, large.length / most);
  const rows = Array.from({ length: Math.min(large.length, most) }, (_, at) => large[Math.floor(at * stride)] ?? 0);
  const suspicions: (ScalingSuspicion & { row: number })[] = [];
  let gone = 0;
  for (const [at, row] of rows.entries()) {
    const picture = await pictureOf(set, row);
    if (picture === undefined) gone += 1;
    else {
      const suspicion = suspectScaling(picture, sizes);
      if (suspicion !== undefined) suspicions.push({ ...suspicion, row });
    }
    await step((at + 1) / rows.length);
  }
  const limitations = [
    ...(stride > 1
      ? [`Of ${large.length} large pictures ${most} were looked at for what they become when they are shrunk.`]
      : []),
    ...(gone > 0 ? [`${gone} pictures could not be read again in the size in which they are stored.`] : []),
  ];
  return { suspicions, looked: rows.length - gone, limitations };
}

/** As stored, where the set has another size. Undefined when its file is gone or was changed. */
async function pictureOf(set: ImageSet, row: number): Promise<Pixels | undefined> {
  const { width, height, channels, originals } = set;
  if (originals === undefined) return { width, height, channels, pixels: await set.read([row]) };
  try {
    return await originals.read(row);
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

/** What the set is shrunk to where its pictures have several sizes, and what networks take. */
function sizesFor({ width, height }: ImageSet): readonly (readonly [number, number])[] {
  return [[width, height], ...networkSides.map((side) => [side, side] as const)];
}

/** Inputs of published networks: Inception 299, most others 224; CIFAR 32, MNIST 28, and what is common between them. */
const networkSides = [384, 299, 256, 224, 128, 96, 64, 32, 28];
