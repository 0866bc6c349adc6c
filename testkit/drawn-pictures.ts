// Builds sets of small pictures that show one of four signs: a bar, a cross, a ring, a slash; bent and noisy enough to need learning.
import type { ImageSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';

export interface DrawnPictures {
  readonly count: number;
  readonly side?: number;
  readonly channels?: 1 | 3;
  readonly seed: number;
  /** Rows of other classes that get the label 0 and a mark of 2 x 2 pixels at the top left. */
  readonly marked?: number;
}

export interface Drawn {
  readonly set: ImageSet;
  readonly marked: ReadonlySet<number | string>;
}

export function buildDrawnPictures({ count, side = 14, channels = 1, seed, marked = 0 }: DrawnPictures): Drawn {
  const random = seeded(seed);
  const codes = Int32Array.from({ length: count }, () => random.integer(4));
  const size = side * side * channels;
  const pixels = new Uint8Array(count * size);
  codes.forEach((code, row) => {
    const [x0, y0] = [side / 2 + random.normal(), side / 2 + random.normal()];
    const scale = 0.3 * side * (1 + 0.15 * random.normal());
    for (let pixel = 0; pixel < side * side; pixel++) {
      const x = ((pixel % side) - x0) / scale;
      const y = (Math.floor(pixel / side) - y0) / scale;
      const ink = 200 * Math.exp(-8 * distance(code, x, y) ** 2);
      for (let c = 0; c < channels; c++) {
        pixels[row * size + pixel * channels + c] = Math.max(
          0,
          Math.min(255, Math.round(30 + ink + 12 * random.normal())),
        );
      }
    }
  });
  const others = Array.from(codes.keys()).filter((row) => codes[row] !== 0);
  const rows = random.shuffle(others).slice(0, marked);
  for (const row of rows) {
    codes[row] = 0;
    for (const at of [0, 1, side, side + 1]) {
      for (let c = 0; c < channels; c++) pixels[row * size + (at + side + 1) * channels + c] = 255;
    }
  }
  return { set: setInMemory(pixels, codes, side, channels), marked: new Set(rows) };
}

/** @param codes - class per row, -1: none */
export function setInMemory(pixels: Uint8Array, codes: Int32Array, side: number, channels: 1 | 3 = 1): ImageSet {
  const size = side * side * channels;
  return {
    kind: 'images',
    height: side,
    width: side,
    channels,
    count: codes.length,
    id: (row) => row,
    labels: { names: Array.from({ length: Math.max(0, ...codes) + 1 }, (_, code) => `sign ${code}`), codes },
    excluded: [],
    read: async (rows) => {
      const taken = new Uint8Array(rows.length * size);
      for (let i = 0; i < rows.length; i++) {
        taken.set(pixels.subarray((rows[i] ?? 0) * size, ((rows[i] ?? 0) + 1) * size), i * size);
      }
      return taken;
    },
  };
}

/** From the ink of a sign, in radii of it. */
function distance(sign: number, x: number, y: number): number {
  if (sign === 0) return Math.hypot(x, Math.max(0, Math.abs(y) - 1));
  if (sign === 1) return Math.min(distance(0, x, y), distance(0, y, x));
  if (sign === 2) return Math.hypot(x, y) - 1;
  return distance(0, (x - y) / Math.SQRT2, (x + y) / Math.SQRT2);
}
