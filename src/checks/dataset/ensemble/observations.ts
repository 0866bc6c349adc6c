// What is known of each picture, side by side: features in which a trigger shows, and the content that explains most of them.
import type { Content } from './learn-content.ts';
import type { Pictures } from './read-pictures.ts';

export interface Observations {
  readonly count: number;
  /** Columns that tell triggers: pixels, then answers of filters. */
  readonly features: number;
  /** Of these the pixels. */
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
  const pixels = pictures.height * pictures.width * pictures.channels;
  const told = contentColumns(labels, classes, content);
  const contentWidth = count === 0 ? 0 : told.length / count;
  const features = pixels + responseWidth;
  const width = features + contentWidth;
  const values = new Float32Array(count * width);
  for (let place = 0; place < count; place++) {
    const to = place * width;
    for (let i = 0; i < pixels; i++) values[to + i] = (pictures.pixels[place * pixels + i] ?? 0) / 255;
    values.set(responses.subarray(place * responseWidth, (place + 1) * responseWidth), to + pixels);
    values.set(told.subarray(place * contentWidth, (place + 1) * contentWidth), to + features);
  }
  return { count, features, pixels, content: contentWidth, width, values };
}

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
