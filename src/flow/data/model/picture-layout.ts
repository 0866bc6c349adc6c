// How a model takes pictures: in which order their numbers lie, and on which scale. A set has rows of pixels with their channels together.
import type { ImageSet } from '#core/dataset/data-set';
import { NumericError } from '#core/errors';
import { decodeModel } from '#numeric/graph/decode-model';

export interface PictureLayout {
  /** Numbers of one picture, without the batch. */
  readonly inputDims: readonly number[];
  /** Where the model has each number of a picture of the set. */
  readonly places: Int32Array;
  readonly channels: number;
}

/** What is done to numbers of 0..1, per channel: times `factor`, plus `shift`. */
export interface PixelScale {
  readonly name: string;
  readonly factor: readonly number[];
  readonly shift: readonly number[];
}

/**
 * Sizes that the model leaves open are those of the set. Where two orders fit, channels come first, as nearly all models have it.
 * @throws {NumericError} NUMERIC_MODEL for bytes that are no model, and models that take something else
 */
export function pictureLayout(model: Uint8Array, { height, width, channels }: ImageSet): PictureLayout {
  const { inputs, stored } = decodeModel(model);
  const sizes = inputs.find(({ name }) => !stored.has(name))?.dims.slice(1) ?? [];
  const pixels = height * width;
  const together = Int32Array.from({ length: pixels * channels }, (_, i) => i);
  const apart = together.map((i) => (i % channels) * pixels + Math.floor(i / channels));
  const orders = [
    { inputDims: [channels, height, width], places: apart },
    { inputDims: [height, width, channels], places: together },
    ...(channels === 1 ? [[height, width], [pixels]].map((inputDims) => ({ inputDims, places: together })) : []),
  ];
  const fitting = orders.find(
    ({ inputDims }) =>
      inputDims.length === sizes.length &&
      inputDims.every((size, i) => typeof sizes[i] === 'string' || sizes[i] === size),
  );
  if (fitting !== undefined) return { ...fitting, channels };
  const message = `the model takes [${sizes.join(' x ').slice(0, 100)}] numbers, and the pictures are of ${width} x ${height} pixels with ${channels === 1 ? 'one channel' : `${channels} channels`}`;
  throw new NumericError('NUMERIC_MODEL', message);
}

/** Models do not say on which scale they take pixels. The means and deviations of the last are those of ImageNet, as torchvision has them. */
export function pixelScales(channels: number): readonly PixelScale[] {
  const even = (name: string, factor: number, shift: number): PixelScale => ({
    name,
    factor: new Array<number>(channels).fill(factor),
    shift: new Array<number>(channels).fill(shift),
  });
  const deviations = [0.229, 0.224, 0.225];
  const means = [0.485, 0.456, 0.406];
  return [
    even('0..1', 1, 0),
    even('-1..1', 2, -1),
    even('0..255', 255, 0),
    ...(channels === 3
      ? [
          {
            name: 'ImageNet',
            factor: deviations.map((deviation) => 1 / deviation),
            shift: means.map((mean, c) => -mean / (deviations[c] ?? 1)),
          },
        ]
      : []),
  ];
}

/** Pictures of 0..1 as the model takes them. */
export function toModel(values: Float32Array, { places, channels }: PictureLayout, scale: PixelScale): Float32Array {
  const result = new Float32Array(values.length);
  const size = places.length;
  for (let from = 0; from < values.length; from += size) {
    for (let i = 0; i < size; i++) {
      const c = i % channels;
      result[from + (places[i] ?? 0)] = (values[from + i] ?? 0) * (scale.factor[c] ?? 1) + (scale.shift[c] ?? 0);
    }
  }
  return result;
}

/** Gradients by what the model takes as gradients by pictures of 0..1. */
export function fromModel(
  gradients: Float32Array,
  { places, channels }: PictureLayout,
  scale: PixelScale,
): Float32Array {
  const result = new Float32Array(gradients.length);
  const size = places.length;
  for (let from = 0; from < gradients.length; from += size) {
    for (let i = 0; i < size; i++) {
      result[from + i] = (gradients[from + (places[i] ?? 0)] ?? 0) * (scale.factor[i % channels] ?? 1);
    }
  }
  return result;
}
