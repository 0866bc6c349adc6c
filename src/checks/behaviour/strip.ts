// STRIP: an input that keeps its class whatever is laid over it carries a trigger. For a model that is already trained, while it
// is in use or before.
import { CheckError } from '#core/errors';
import { seeded } from '#numeric/random/seeded';
import { quantile } from '#numeric/statistics/quantile';

/** Pictures one after the other, each of `size` numbers, 0..1. */
export interface Pictures {
  readonly count: number;
  readonly size: number;
  readonly values: Float32Array;
}

/** A model: class probabilities of pictures, shape [count, classes]. */
export type Classify = (pictures: Pictures) => Promise<Float32Array>;

export interface StripOptions {
  readonly classify: Classify;
  readonly classes: number;
  /** Clean pictures that are laid over others. */
  readonly overlays: Pictures;
  /** Clean pictures that set the threshold, other ones than the overlays. */
  readonly clean: Pictures;
  /** Pictures that are questioned. */
  readonly suspects: Pictures;
  /** Of clean pictures the share that may be rejected, 0..1. */
  readonly falseRejectionRate: number;
  /** Overlays per picture; the paper takes 100. */
  readonly copies?: number;
  readonly seed: number;
  /** Reports the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

export interface StripResult {
  /** Bits per suspect, 0..log2(classes): low means that the class stays. NaN where the model gave no probabilities. */
  readonly entropies: Float64Array;
  /** Suspects below are rejected. */
  readonly threshold: number;
  /** Numbers of the rejected suspects. */
  readonly rejected: readonly number[];
  readonly notes: readonly string[];
}

/**
 * Lays clean pictures over each suspect and rejects those whose predicted class hardly changes. The entropy is taken over the classes
 * of each copy, and its mean over the copies; the threshold is the quantile of clean pictures at the rate of false rejections.
 * @throws {CheckError} CHECK_SHAPE when arrays do not fit together, when there is no overlay, or fewer clean pictures than one in the
 *   rate of false rejections needs (1 / rate)
 * @source Gao et al. 2019, STRIP (arXiv 1902.06531), sections 4 and 5: equations 2 to 5; pictures are added and cut off at white
 * @limits copies x (clean + suspects) runs of the model; finds strong triggers that work anywhere on any picture, and no others
 */
export async function strip(options: StripOptions): Promise<StripResult> {
  const { clean, overlays, suspects, falseRejectionRate: rate, classes } = options;
  for (const pictures of [clean, overlays, suspects]) assertPictures(pictures, clean.size);
  assertThat(overlays.count > 0, 'no overlay');
  assertThat(rate > 0 && rate < 1 && clean.count * rate >= 1, `${clean.count} clean pictures for a rate of ${rate}`);
  const all = clean.count + suspects.count;
  const report = (done: number): void => options.onProgress?.(done / all);
  const usual = await entropiesOf(clean, options, 0, report);
  const entropies = await entropiesOf(suspects, options, clean.count, report);
  const notes: string[] = [];
  noteMissing(notes, usual, 'clean pictures');
  noteMissing(notes, entropies, 'suspects');
  const threshold = quantile(usual, rate);
  // A model that gives every picture and every copy one class leaves nothing to tell apart.
  if (!(threshold > 0))
    notes.push('clean pictures keep their class under all overlays: no suspect can be told from them');
  const rejected = Array.from(entropies.keys()).filter((row) => (entropies[row] ?? Number.NaN) < threshold);
  if (classes < 2) notes.push('one class only');
  return { entropies, threshold, rejected, notes };
}

/** Mean entropy per picture, in bits. Each picture has a stream of its own, so that its overlays do not depend on the others. */
async function entropiesOf(
  pictures: Pictures,
  { classify, classes, overlays, copies = 100, seed }: StripOptions,
  stream: number,
  report: (done: number) => void,
): Promise<Float64Array> {
  const entropies = new Float64Array(pictures.count);
  const layers = Math.min(copies, overlays.count);
  for (let row = 0; row < pictures.count; row++) {
    const chosen = seeded(seed, stream + row).sample(overlays.count, layers);
    const copiesOfRow = superposed(pictures, row, overlays, chosen);
    const probabilities = await classify(copiesOfRow);
    assertThat(
      probabilities.length === layers * classes,
      `${probabilities.length} probabilities for ${layers} pictures and ${classes} classes`,
    );
    entropies[row] = totalEntropy(probabilities) / layers;
    report(stream + row + 1);
  }
  return entropies;
}

/** The picture with each overlay added to it, cut off at 1. */
function superposed(pictures: Pictures, row: number, overlays: Pictures, chosen: Int32Array): Pictures {
  const { size } = pictures;
  const values = new Float32Array(chosen.length * size);
  chosen.forEach((overlay, copy) => {
    for (let i = 0; i < size; i++) {
      const sum = (pictures.values[row * size + i] ?? 0) + (overlays.values[overlay * size + i] ?? 0);
      values[copy * size + i] = Math.min(1, sum);
    }
  });
  return { count: chosen.length, size, values };
}

/** Sum over all copies and classes of -p log2 p. */
function totalEntropy(probabilities: Float32Array): number {
  let sum = 0;
  for (const p of probabilities) {
    if (!(p >= 0 && p <= 1.001)) return Number.NaN;
    if (p > 0) sum -= p * Math.log2(p);
  }
  return Math.max(0, sum);
}

function noteMissing(notes: string[], entropies: Float64Array, what: string): void {
  const missing = entropies.filter(Number.isNaN).length;
  if (missing > 0) notes.push(`${missing} ${what} without probabilities between 0 and 1`);
}

function assertPictures({ count, size, values }: Pictures, wanted: number): void {
  assertThat(
    size === wanted && values.length === count * size,
    `${values.length} numbers for ${count} pictures of ${wanted}`,
  );
}

function assertThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new CheckError('CHECK_SHAPE', otherwise);
}
