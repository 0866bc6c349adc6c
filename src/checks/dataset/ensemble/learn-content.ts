// What a picture shows, told by a network that cannot see triggers.
import type { Engine } from '#numeric/engine/engine';
import { convolutionalNet } from '#numeric/models/convolutional-net';
import type { Examples } from '#numeric/training/examples';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';
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
 * Rows with a trigger then look like what they were before, whatever their label says.
 * @throws {NumericError} NUMERIC_DIVERGED, NUMERIC_ENGINE
 */
export async function learnContent(pictures: Pictures, options: LearnOptions): Promise<Content> {
  const { engine, seed, onProgress, signal } = options;
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
  const epochs = Math.min(mostEpochs, Math.round(leastEpochs + (leastSteps * batch) / count));
  const common = { engine, network, examples, labels, rows, batch, seed, ...(signal === undefined ? {} : { signal }) };
  const distort = blindDistortion(pictures);
  // The last part of the training at a lower rate, so that the weights settle.
  const settling = Math.max(1, Math.round(epochs / 4));
  const first = await trainClassifier({
    ...common,
    distort,
    epochs: epochs - settling,
    rate: 1.5e-3,
    onProgress: (share) => onProgress?.((share * (epochs - settling)) / epochs),
  });
  const { weights } = await trainClassifier({
    ...common,
    distort,
    epochs: settling,
    rate: 3e-4,
    seed: seed + 1,
    weights: first.weights,
    onProgress: (share) => onProgress?.(1 - ((1 - share) * settling) / epochs),
  });
  const open = new OpenNetwork(engine, network);
  try {
    const { logits, layers } = await open.forward(weights, examples, rows, ['penultimate'], signal);
    const features = layers.penultimate ?? new Float32Array();
    return { probabilities: softmaxRows(logits, classes), features, width: contentWidth };
  } finally {
    await open.close();
  }
}

const contentWidth = 64;
const batch = 128;
/** Small sets are gone through more often. */
const leastSteps = 350;
const leastEpochs = 2.5;
const mostEpochs = 30;

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
