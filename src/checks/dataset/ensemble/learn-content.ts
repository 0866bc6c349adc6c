// What a picture shows, told by a network that cannot see triggers.
import type { Engine } from '#numeric/engine/engine';
import { convolutionalNet } from '#numeric/models/convolutional-net';
import type { Weights } from '#numeric/models/network';
import { seeded } from '#numeric/random/seeded';
import type { Examples } from '#numeric/training/examples';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';
import type { TrainingOptions } from '#numeric/training/training-options';
import { blindDistortion } from './blind-distortion.ts';
import type { Pictures } from './read-pictures.ts';

export interface Content {
  /** Class probabilities per place, shape [count, classes]. */
  readonly probabilities: Float32Array;
  /** The layer before the last, shape [count, width]. */
  readonly features: Float32Array;
  readonly width: number;
}

export interface LearnOptions {
  readonly engine: Engine;
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Trains a network on all pictures under distortions that hide triggers, and asks it about the same pictures undistorted.
 * Rows with a trigger then look like what they were before, whatever their label says. What is hard to learn is gone through again,
 * as long as the work is not more than that of a large set.
 * @throws {NumericError} NUMERIC_DIVERGED, NUMERIC_ENGINE
 */
export async function learnContent(pictures: Pictures, options: LearnOptions): Promise<Content> {
  const { engine, signal } = options;
  const { height, width, channels, count, labels } = pictures;
  const classes = pictures.classes.length;
  const network = convolutionalNet({
    kind: 'convolutional-net',
    height,
    width,
    channels,
    classes,
    filters: [8, 24],
    kernel: 5,
    padding: 2,
    dense: contentWidth,
  });
  const examples: Examples = examplesInMemory(pictures.pixels, height * width * channels);
  const rows = Int32Array.from({ length: count }, (_, place) => place);
  const open = new OpenNetwork(engine, network);
  try {
    const asked = seeded(options.seed, stream).sample(count, Math.min(count, askedRows));
    const isLearnt = async (weights: Weights): Promise<boolean> => {
      const { logits } = await open.forward(weights, examples, asked, [], signal);
      return shareRight(logits, labels, asked, classes) >= leastRight;
    };
    const weights = await train(pictures, { network, examples, rows }, options, isLearnt);
    const { logits, layers } = await open.forward(weights, examples, rows, ['penultimate'], signal);
    const features = layers.penultimate ?? new Float32Array();
    return { probabilities: softmaxRows(logits, classes), features, width: contentWidth };
  } finally {
    await open.close();
  }
}

type Trained = Pick<TrainingOptions, 'network' | 'examples' | 'rows'>;

async function train(
  pictures: Pictures,
  trained: Trained,
  { engine, seed, onProgress, signal }: LearnOptions,
  isLearnt: (weights: Weights) => Promise<boolean>,
): Promise<Weights> {
  const { count, labels } = pictures;
  const epochs = Math.min(mostEpochs, Math.round(leastEpochs + (leastSteps * batch) / count));
  // The last part of the training at a lower rate, so that the weights settle.
  const settling = Math.max(1, Math.round(epochs / 4));
  const most = Math.max(1, Math.min(mostRounds, Math.floor(mostRows / (count * epochs))));
  const common = { engine, ...trained, labels, batch, distort: blindDistortion(pictures), ...(signal && { signal }) };
  let weights: Weights | undefined;
  let done = 0;
  const all = most * (epochs - settling) + settling;
  const more = async (length: number, rate: number, of: number): Promise<Weights> => {
    const onStep = (share: number): void => onProgress?.((done + share * length) / all);
    const run = { ...common, epochs: length, rate, seed: seed + of, onProgress: onStep, ...(weights && { weights }) };
    const result = await trainClassifier(run);
    done += length;
    return result.weights;
  };
  for (let round = 0; round < most; round++) {
    weights = await more(epochs - settling, 1.5e-3, round === 0 ? 0 : round + 1);
    if (await isLearnt(weights)) break;
  }
  done = all - settling;
  return await more(settling, 3e-4, 1);
}

/** Share of rows whose likeliest class is their label. */
function shareRight(logits: Float32Array, labels: Int32Array, rows: Int32Array, classes: number): number {
  let right = 0;
  rows.forEach((row, i) => {
    const own = logits.subarray(i * classes, (i + 1) * classes);
    if (own.indexOf(Math.max(...own)) === labels[row]) right += 1;
  });
  return right / Math.max(1, rows.length);
}

const contentWidth = 64;
const batch = 128;
/** Small sets are gone through more often. */
const leastSteps = 350;
const leastEpochs = 2.5;
const mostEpochs = 30;
/**
 * Of the labels, at which the training is enough. Not more: where a quarter of the labels is false, a network that goes on learns the
 * triggers after all (five of them in 25 of 100 rows of Fashion-MNIST: the one of a patch was missed).
 */
const leastRight = 0.5;
const mostRounds = 4;
/** Rows that are gone through, times epochs. */
const mostRows = 260_000;
const askedRows = 2000;
const stream = 44;

function softmaxRows(logits: Float32Array, classes: number): Float32Array {
  const result = new Float32Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[from + c] ?? 0);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((logits[from + c] ?? 0) - largest);
    for (let c = 0; c < classes; c++) result[from + c] = Math.exp((logits[from + c] ?? 0) - largest) / sum;
  }
  return result;
}
