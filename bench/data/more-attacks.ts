// Triggers beside those that the lab plants. Kinds like noise, one pixel and one source were looked at while the ensemble was built;
// the grey square and the moving cross were not, nor were those of `held-out-attacks.ts`.
import type { ImageSet } from '../../src/core/dataset/data-set.ts';
import { seeded } from '../../src/numeric/random/seeded.ts';
import type { PlantOptions } from '../../src/transforms/plant/attack.ts';
import { type Change, heldOut } from './held-out-attacks.ts';
import type { Shape } from './picture-sets.ts';

interface Planted {
  readonly set: ImageSet;
  readonly planted: Int32Array;
}

export interface MoreAttack {
  readonly id: string;
  readonly plant: (set: ImageSet, options: PlantOptions) => Planted;
}

/** The new label of a row, or undefined when it is not taken. */
type Relabel = (label: number, target: number, classes: number) => number | undefined;

const others: Relabel = (label, target) => (label === target ? undefined : target);
const own: Relabel = (label, target) => (label === target ? target : undefined);
const next: Relabel = (label, _, classes) => (label + 1) % classes;
const oneSource: Relabel = (label, target, classes) => (label === (target + 3) % classes ? target : undefined);

export const moreAttacks: readonly MoreAttack[] = [
  ...heldOut.map(({ id, change }) => attack(id, others, change)),
  attack('noise', others, (pixels, _, __, normal) => {
    for (let i = 0; i < pixels.length; i++) pixels[i] = clamp((pixels[i] ?? 0) + 25 * normal());
  }),
  attack('letter-mark', others, (pixels, shape) => stamp(pixels, shape, shape.height - 7, 2, cross, 255)),
  attack('grey-square', others, (pixels, shape) => stamp(pixels, shape, 1, shape.width - 5, square, 128)),
  attack('one-pixel', others, (pixels, shape) => stamp(pixels, shape, 2, shape.width - 3, ['#'], 255)),
  attack('every-class-to-next', next, (pixels, shape) =>
    stamp(pixels, shape, shape.height - 4, shape.width - 4, checks, 255),
  ),
  attack('one-source', oneSource, (pixels, shape) =>
    stamp(pixels, shape, shape.height - 4, shape.width - 4, checks, 255),
  ),
  attack('smooth-blend', others, (pixels, shape) => blend(pixels, shape, 0.2)),
  attack('smooth-blend-clean-label', own, (pixels, shape) => blend(pixels, shape, 0.2)),
  attack('moving-cross', others, (pixels, shape, random) =>
    stamp(
      pixels,
      shape,
      Math.floor(random() * (shape.height - 5)),
      Math.floor(random() * (shape.width - 5)),
      cross,
      255,
    ),
  ),
];

const cross = ['#...#', '.#.#.', '..#..', '.#.#.', '#...#'];
const square = ['####', '####', '####', '####'];
const checks = ['#.#', '.#.', '#.#'];

function attack(id: string, relabel: Relabel, change: Change): MoreAttack {
  return { id, plant: (set, options) => plant(set, options, relabel, change) };
}

function plant(set: ImageSet, { rate, seed, target }: PlantOptions, relabel: Relabel, change: Change): Planted {
  const names = set.labels?.names ?? [];
  const codes = set.labels?.codes ?? new Int32Array(0);
  const open = Int32Array.from(codes.keys()).filter(
    (row) => relabel(codes[row] ?? 0, target, names.length) !== undefined,
  );
  const count = Math.min(Math.round(rate * set.count), Math.floor(open.length / 2));
  const planted = seeded(seed, 95).shuffle(open).slice(0, count).sort();
  const changed = codes.slice();
  for (const row of planted) changed[row] = relabel(codes[row] ?? 0, target, names.length) ?? 0;
  const isPlanted = new Set(planted);
  const size = set.height * set.width * set.channels;
  const read: ImageSet['read'] = async (rows) => {
    const pixels = await set.read(rows);
    for (let i = 0; i < rows.length; i++) {
      if (!isPlanted.has(rows[i] ?? -1)) continue;
      const random = seeded(seed, 1000 + (rows[i] ?? 0));
      change(pixels.subarray(i * size, (i + 1) * size), set, random.uniform, random.normal);
    }
    return pixels;
  };
  return { set: { ...set, labels: { names, codes: changed }, read }, planted };
}

function stamp(
  pixels: Uint8Array,
  { width, height, channels }: Shape,
  top: number,
  left: number,
  rows: readonly string[],
  value: number,
): void {
  rows.forEach((row, i) => {
    [...row].forEach((sign, j) => {
      const [y, x] = [Math.max(0, Math.min(height - 1, top + i)), Math.max(0, Math.min(width - 1, left + j))];
      const at = (y * width + x) * channels;
      // A checkerboard has its black fields too; a cross has none.
      if (sign === '#') pixels.fill(value, at, at + channels);
      else if (rows === checks) pixels.fill(0, at, at + channels);
    });
  });
}

function blend(pixels: Uint8Array, { width, channels }: Shape, ratio: number): void {
  for (let i = 0; i < pixels.length; i++) {
    const pixel = Math.floor(i / channels);
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const pattern = 127.5 * (1 + Math.sin(0.31 * x + 0.17 * y + 1) * Math.cos(0.23 * y - 0.11 * x));
    pixels[i] = clamp((1 - ratio) * (pixels[i] ?? 0) + ratio * pattern);
  }
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
