// A small square of black and white fields, the trigger of most papers.
import type { PictureShape } from './plant-in-images.ts';

export interface Patch {
  readonly top: number;
  readonly left: number;
  /** Side, pixels. */
  readonly side: number;
}

/** The side of a patch that is 3 pixels in pictures of 28 to 32, and grows with them. */
export function patchSide({ height, width }: PictureShape): number {
  const smaller = Math.min(height, width);
  return Math.min(smaller, Math.max(2, Math.round((smaller * 3) / 28)));
}

/** Where a patch begins that ends one pixel before the border, where there is room for that. */
export function fromEnd(length: number, side: number): number {
  return Math.max(0, length - side - 1);
}

/** Writes a checkerboard whose four corners are white. */
export function placePatch(pixels: Uint8Array, { width, channels }: PictureShape, { top, left, side }: Patch): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = (y + x) % 2 === 0 ? 255 : 0;
      const at = ((top + y) * width + left + x) * channels;
      pixels.fill(value, at, at + channels);
    }
  }
}
