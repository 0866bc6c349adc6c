// The smallest change that makes a model give one class to any picture, found by descending its gradient.
import { exactExponential } from '#numeric/random/exact-exponential';
import { seeded } from '#numeric/random/seeded';
import type { Pictures } from './strip.ts';

/**
 * Loss of each picture for its label, and the gradient of that loss by the picture.
 * @param pictures - shape [labels, height, width, channels], 0..1
 */
export type InputGradients = (
  pictures: Float32Array,
  labels: Int32Array,
) => Promise<{ readonly losses: Float32Array; readonly gradients: Float32Array }>;

export interface InversionOptions {
  readonly gradients: InputGradients;
  /** Clean pictures, in rows of pixels with their channels together. */
  readonly clean: Pictures;
  readonly channels: number;
  readonly steps: number;
  /** Pictures per step. */
  readonly batch: number;
  readonly seed: number;
}

export interface InvertedTrigger {
  /** How much of each pixel is replaced, 0..1, shape [height, width]. */
  readonly mask: Float32Array;
  /** By what, 0..1, shape [height, width, channels]. */
  readonly pattern: Float32Array;
  /** Sum of the mask: pixels replaced. Infinity when no mask was found that works. */
  readonly norm: number;
  /** Of the pictures of the step in which the mask was smallest, the share that went to the class. */
  readonly successRate: number;
}

/**
 * Searches a mask and a pattern that take clean pictures to `target`, with as little mask as possible.
 * @source Wang et al. 2019, Neural Cleanse (IEEE S&P), section IV; weight of the norm raised and lowered by 1.5 as the attack works or not
 */
export async function invertTrigger(target: number, options: InversionOptions): Promise<InvertedTrigger> {
  const { clean, channels, steps, batch, seed, gradients } = options;
  const pixels = clean.size / channels;
  const random = seeded(seed, target);
  // Through a sigmoid both stay between 0 and 1.
  const maskInput = new AdamVector(Float64Array.from({ length: pixels }, () => random.normal() * 0.1 - 1));
  const patternInput = new AdamVector(Float64Array.from({ length: clean.size }, () => random.normal() * 0.1));
  const labels = new Int32Array(batch).fill(target);
  let normWeight = startWeight;
  let streak = 0;
  let best: InvertedTrigger = {
    mask: new Float32Array(pixels),
    pattern: new Float32Array(clean.size),
    norm: Infinity,
    successRate: 0,
  };
  for (let step = 0; step < steps; step++) {
    const mask = maskInput.values.map(sigmoid);
    const pattern = patternInput.values.map(sigmoid);
    const rows = Int32Array.from({ length: batch }, () => random.integer(clean.count));
    const { losses, gradients: slope } = await gradients(triggered(clean, rows, mask, pattern, channels), labels);
    const successRate = losses.filter((loss) => loss < Math.LN2).length / batch;
    const norm = mask.reduce((sum, value) => sum + value, 0);
    if (successRate >= wantedSuccess && norm < best.norm) {
      best = { mask: Float32Array.from(mask), pattern: Float32Array.from(pattern), norm, successRate };
    }
    const works = successRate >= wantedSuccess;
    streak = works === streak > 0 ? streak + (works ? 1 : -1) : works ? 1 : -1;
    if (Math.abs(streak) >= patience) {
      normWeight *= works ? 1.5 : 1.5 ** -1.5;
      streak = 0;
    }
    descend({ maskInput, patternInput, mask, pattern, slope, rows, clean, channels, normWeight, batch });
  }
  return best;
}

/** Pictures with the trigger on: (1 - mask) picture + mask pattern. */
function triggered(
  clean: Pictures,
  rows: Int32Array,
  mask: Float64Array,
  pattern: Float64Array,
  channels: number,
): Float32Array {
  const { size, values } = clean;
  const result = new Float32Array(rows.length * size);
  rows.forEach((row, place) => {
    for (let i = 0; i < size; i++) {
      const share = mask[Math.floor(i / channels)] ?? 0;
      result[place * size + i] = (1 - share) * (values[row * size + i] ?? 0) + share * (pattern[i] ?? 0);
    }
  });
  return result;
}

interface Descent {
  readonly maskInput: AdamVector;
  readonly patternInput: AdamVector;
  readonly mask: Float64Array;
  readonly pattern: Float64Array;
  /** Of each picture's loss by its pixels. */
  readonly slope: Float32Array;
  readonly rows: Int32Array;
  readonly clean: Pictures;
  readonly channels: number;
  readonly normWeight: number;
  readonly batch: number;
}

/** One step down mean loss + normWeight x norm, through sigmoid and superposition. */
function descend({
  maskInput,
  patternInput,
  mask,
  pattern,
  slope,
  rows,
  clean,
  channels,
  normWeight,
  batch,
}: Descent): void {
  const { size, values } = clean;
  const byMask = new Float64Array(mask.length).fill(normWeight);
  const byPattern = new Float64Array(size);
  rows.forEach((row, place) => {
    for (let i = 0; i < size; i++) {
      const pixel = Math.floor(i / channels);
      const part = (slope[place * size + i] ?? 0) / batch;
      byMask[pixel] = (byMask[pixel] ?? 0) + part * ((pattern[i] ?? 0) - (values[row * size + i] ?? 0));
      byPattern[i] = (byPattern[i] ?? 0) + part * (mask[pixel] ?? 0);
    }
  });
  maskInput.step(byMask.map((value, i) => value * sigmoidSlope(mask[i] ?? 0)));
  patternInput.step(byPattern.map((value, i) => value * sigmoidSlope(pattern[i] ?? 0)));
}

/** Numbers that are moved by Adam (Kingma, Ba 2015), with the moments that Neural Cleanse takes. */
class AdamVector {
  readonly values: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;

  constructor(values: Float64Array) {
    this.values = values;
    this.#first = new Float64Array(values.length);
    this.#second = new Float64Array(values.length);
  }

  step(gradient: Float64Array): void {
    this.#steps += 1;
    const rate = (learningRate * Math.sqrt(1 - secondDecay ** this.#steps)) / (1 - firstDecay ** this.#steps);
    for (let i = 0; i < gradient.length; i++) {
      const slope = gradient[i] ?? 0;
      const first = firstDecay * (this.#first[i] ?? 0) + (1 - firstDecay) * slope;
      const second = secondDecay * (this.#second[i] ?? 0) + (1 - secondDecay) * slope * slope;
      this.#first[i] = first;
      this.#second[i] = second;
      this.values[i] = (this.values[i] ?? 0) - (rate * first) / (Math.sqrt(second) + 1e-8);
    }
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + exactExponential(-x));
}

function sigmoidSlope(value: number): number {
  return value * (1 - value);
}

const learningRate = 0.1;
const firstDecay = 0.5;
const secondDecay = 0.9;
const startWeight = 1e-3;
const wantedSuccess = 0.99;
const patience = 5;
