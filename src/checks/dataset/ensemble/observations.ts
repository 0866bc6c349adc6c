// What is known of each picture, side by side: features in which a trigger shows, and the content that explains most of them.
import type { Content } from './learn-content.ts';
import type { Pictures } from './read-pictures.ts';
import { coarseColumns, textureColumns, textureWidth } from './texture-columns.ts';

export interface Observations {
  readonly count: number;
  /** Columns that tell triggers: pixels, then answers of filters. */
  readonly features: number;
  /** Of these what pixels show: brightness of each, row by row, then colour of blocks. */
  readonly pixels: number;
  /** Columns that tell the content; they stand behind the features. */
  readonly content: number;
  readonly width: number;
  /** Shape [count, width], width = features + content. */
  readonly values: Float32Array;
}

/**
 * Every pixel, and how filters answer: marks.
 * @param responses - answers of filters, shape [count, responseWidth]
 * @param content - absent: the declared class stands for the content
 */
export function observe(pictures: Pictures, responses: Float32Array, content: Content | undefined): Observations {
  return join(pictures, pixelColumns(pictures), [responses], content);
}

/**
 * Coarse pixels, how neighbours differ, and how filters answer: changes of the whole picture that move or add to no pixel in
 * particular, such as warps and noise.
 * @returns undefined when the pictures are too small
 */
export function observeTexture(
  pictures: Pictures,
  responses: Float32Array,
  content: Content | undefined,
): Observations | undefined {
  if (textureWidth(pictures) === 0) return undefined;
  return join(pictures, coarseColumns(pictures), [textureColumns(pictures), responses], content);
}

/** @param parts - each of shape [count, its own width] */
function join(
  { count, labels, classes }: Pictures,
  shown: Float32Array,
  parts: readonly Float32Array[],
  content: Content | undefined,
): Observations {
  const told = contentColumns(labels, classes.length, content);
  const columns = [shown, ...parts, told];
  const widths = columns.map(({ length }) => (count === 0 ? 0 : length / count));
  const width = widths.reduce((sum, one) => sum + one, 0);
  const values = new Float32Array(count * width);
  for (let place = 0; place < count; place++) {
    let to = place * width;
    columns.forEach((column, i) => {
      const own = widths[i] ?? 0;
      values.set(column.subarray(place * own, (place + 1) * own), to);
      to += own;
    });
  }
  const contentWidth = widths.at(-1) ?? 0;
  return { count, features: width - contentWidth, pixels: widths[0] ?? 0, content: contentWidth, width, values };
}

/**
 * Brightness of each pixel, 0..1; of pictures in colour then how much redder and bluer than green blocks of pixels are. All colours
 * of all pixels would be three times the columns and ten times the work.
 */
function pixelColumns({ pixels, count, height, width, channels }: Pictures): Float32Array {
  if (channels === 1) return Float32Array.from(pixels, (value) => value / 255);
  const [down, across] = [Math.ceil(height / blockSide), Math.ceil(width / blockSide)];
  const columns = height * width + 2 * down * across;
  const shown = new Float32Array(count * columns);
  for (let place = 0; place < count; place++) {
    const to = place * columns;
    for (let pixel = 0; pixel < height * width; pixel++) {
      const from = (place * height * width + pixel) * 3;
      const [red, green, blue] = [pixels[from] ?? 0, pixels[from + 1] ?? 0, pixels[from + 2] ?? 0];
      shown[to + pixel] = (red + green + blue) / 765;
      const row = Math.floor(Math.floor(pixel / width) / blockSide);
      const block = to + height * width + 2 * (row * across + Math.floor((pixel % width) / blockSide));
      shown[block] = (shown[block] ?? 0) + (red - green) / (255 * blockSide ** 2);
      shown[block + 1] = (shown[block + 1] ?? 0) + (blue - green) / (255 * blockSide ** 2);
    }
  }
  return shown;
}

const blockSide = 4;

/**
 * Class probabilities and the likeliest class. Not the layer before: where a trigger is frequent some of it shows there, and
 * would be explained away. Only for very many classes it stands in for them.
 */
function contentColumns(labels: Int32Array, classes: number, content: Content | undefined): Float32Array {
  if (classes > mostClassColumns) return content?.features ?? new Float32Array(0);
  const width = content === undefined ? classes : 2 * classes;
  const columns = new Float32Array(labels.length * width);
  labels.forEach((label, place) => {
    const at = place * width;
    if (content === undefined) {
      columns[at + label] = 1;
      return;
    }
    const own = content.probabilities.subarray(place * classes, (place + 1) * classes);
    columns.set(own, at);
    columns[at + classes + own.indexOf(Math.max(...own))] = 1;
  });
  return columns;
}

const mostClassColumns = 64;
