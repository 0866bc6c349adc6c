// Pictures as an array of numbers: [n, h, w], [n, h, w, c] or [n, c, h, w], of bytes, integers, truth values or fractions.
import * as limits from '#core/limits';
import type { NumberArray } from '../npy/number-array.ts';

export interface ArrayPictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** What was taken for black and white, in a sentence; absent for bytes. */
  readonly scaling?: string;
  /** Pixels of one picture, shape [height, width, channels]; undefined when one of its values is no finite number. */
  readonly read: (row: number) => Uint8Array | undefined;
}

/** @returns why the array holds no pictures, in words, when it does not @throws {FormatError} when it cannot be read */
export function arrayPictures(array: NumberArray): ArrayPictures | string {
  const layout = layoutOf(array.shape);
  if (layout === undefined) return `an array of shape [${array.shape.join(', ')}] is no set of pictures`;
  const { count, height, width, channels } = layout;
  const size = height * width * channels;
  if (height * width > limits.imagePixels.value)
    return `its pictures have more than ${limits.imagePixels.value} pixels`;
  const range = array.type === 'u1' ? bytes : rangeOf(array, count, size);
  if (range === undefined) return 'its values lie neither in 0..1 nor in -1..1 nor in 0..255';
  const { from, scale } = range;
  const read = (row: number): Uint8Array | undefined => {
    const values = array.read(row * size, (row + 1) * size);
    const pixels = new Uint8Array(size);
    for (let at = 0; at < size; at++) {
      const value = values[at] ?? 0;
      if (!Number.isFinite(value)) return undefined;
      pixels[at] = Math.round((value - from) * scale);
    }
    return layout.planes ? interleave(pixels, height * width) : pixels;
  };
  const scaling = range === bytes ? {} : { scaling: `Values of ${range.name} were taken as black to white.` };
  return { count, height, width, channels, read, ...scaling };
}

interface Layout {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Channels stand before rows and columns. */
  readonly planes: boolean;
}

/** A last axis of 1 or 3 is that of the colours; else a second one is. */
function layoutOf(shape: readonly number[]): Layout | undefined {
  const [count = 0, a = 0, b = 0, c] = shape;
  if (shape.length < 3 || shape.length > 4 || shape.some((size) => size === 0)) return undefined;
  if (c === undefined) return b < 2 ? undefined : { count, height: a, width: b, channels: 1, planes: false };
  if (c === 1 || c === 3) return { count, height: a, width: b, channels: c, planes: false };
  return a === 1 || a === 3 ? { count, height: b, width: c, channels: a, planes: true } : undefined;
}

interface Range {
  readonly name: string;
  readonly from: number;
  readonly scale: number;
}

const bytes: Range = { name: '0 to 255', from: 0, scale: 1 };

function rangeOf(array: NumberArray, count: number, size: number): Range | undefined {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < count; row++) {
    for (const value of array.read(row * size, (row + 1) * size)) {
      if (value < least && value !== Number.NEGATIVE_INFINITY) least = value;
      if (value > most && value !== Number.POSITIVE_INFINITY) most = value;
    }
  }
  const integers = /^[ui]/.test(array.type);
  if (least >= 0 && most <= 1 && !integers) return { name: '0 to 1', from: 0, scale: 255 };
  if (least >= -1 && most <= 1 && !integers) return { name: '-1 to 1', from: -1, scale: 127.5 };
  return least >= 0 && most <= 255 ? { ...bytes } : undefined;
}

/** [channels, pixels] to [pixels, channels]. */
function interleave(planes: Uint8Array, count: number): Uint8Array {
  const channels = planes.length / count;
  const pixels = new Uint8Array(planes.length);
  for (let at = 0; at < pixels.length; at++) {
    pixels[at] = planes[(at % channels) * count + Math.floor(at / channels)] ?? 0;
  }
  return pixels;
}
