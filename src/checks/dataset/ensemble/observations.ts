// What is known of each picture, side by side: features in which a trigger shows, and the content that explains most of them.
import type { Content } from './learn-content.ts';
import type { Pictures } from './read-pictures.ts';

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
 * @param responses - answers of filters, shape [count, responseWidth]
 * @param content - absent: the declared class stands for the content
 */
export function observe(
  pictures: Pictures,
  responses: Float32Array,
  responseWidth: number,
  content: Content | undefined,
): Observations {
  const { count, labels } = pictures;
  const classes = pictures.classes.length;
  const shown = pixelColumns(pictures);
  const pixels = count === 0 ? 0 : shown.length / count;
  const told = contentColumns(labels, classes, content);
  const contentWidth = count === 0 ? 0 : told.length / count;
  const features = pixels + responseWidth;
  const width = features + contentWidth;
  const values = new Float32Array(count * width);
  for (let place = 0; place < count; place++) {
    const to = place * width;
    values.set(shown.subarray(place * pixels, (place + 1) * pixels), to);
    values.set(responses.subarray(place * responseWidth, (place + 1) * responseWidth), to + pixels);
    values.set(told.subarray(place * contentWidth, (place + 1) * contentWidth), to + features);
  }
  return { count, features, pixels, content: contentWidth, width, values };
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
