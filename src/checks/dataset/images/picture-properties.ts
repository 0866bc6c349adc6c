// What can be measured of a picture without knowing what it shows.

/** A column per property, a value per row. */
export interface PictureProperties {
  /** Mean of the grey values, 0..255. */
  readonly brightness: Float32Array;
  /** Standard deviation of the grey values, 0..127.5. */
  readonly contrast: Float32Array;
  /** Standard deviation of the differences from the four neighbours' mean, over the contrast: 0 for a picture of one colour, small for blur. */
  readonly sharpness: Float32Array;
  /** Width over height, as stored. */
  readonly aspect: Float32Array;
  /** Pixels, as stored. */
  readonly size: Float32Array;
}

export function emptyProperties(count: number): PictureProperties {
  return {
    brightness: new Float32Array(count),
    contrast: new Float32Array(count),
    sharpness: new Float32Array(count),
    aspect: new Float32Array(count),
    size: new Float32Array(count),
  };
}

/**
 * Grey values of a picture.
 * @param pixels - shape [pixels, channels] @param into - one value per pixel
 * @source ITU-R BT.601, luma
 */
export function toGrey(pixels: Uint8Array, channels: 1 | 3, into: Float32Array): void {
  if (channels === 1) {
    into.set(pixels);
    return;
  }
  for (let at = 0, from = 0; at < into.length; at++, from += 3) {
    into[at] = 0.299 * (pixels[from] ?? 0) + 0.587 * (pixels[from + 1] ?? 0) + 0.114 * (pixels[from + 2] ?? 0);
  }
}

/** @param grey - shape [height, width] @param row - where the values are written */
export function measurePicture(
  grey: Float32Array,
  height: number,
  width: number,
  row: number,
  { brightness, contrast, sharpness }: PictureProperties,
): void {
  let [sum, squares] = [0, 0];
  for (const value of grey) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / grey.length;
  const spread = Math.sqrt(Math.max(0, squares / grey.length - mean * mean));
  brightness[row] = mean;
  contrast[row] = spread;
  sharpness[row] = spread === 0 ? 0 : edges(grey, height, width) / spread;
}

/** Standard deviation of the discrete Laplacian inside the border. */
function edges(grey: Float32Array, height: number, width: number): number {
  let [count, sum, squares] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const around = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - width] ?? 0) + (grey[at + width] ?? 0);
      const difference = (grey[at] ?? 0) - around / 4;
      sum += difference;
      squares += difference * difference;
      count += 1;
    }
  }
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}
