// Trains one of the small models that come with Assay on pictures, the same bits for the same seed, engine and number of threads.
import type { Coding, ImageSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import { encodeNetwork } from '#numeric/models/encode-network';
import type { NetworkSpec } from '#numeric/models/network';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import type { Examples } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';
import type { TrainingRecord } from '#numeric/training/training-record';
import { openDataSet } from '../data/open-data-set.ts';

export const smallModels = ['convolutional-net', 'multilayer-perceptron', 'logistic-regression'] as const;
export type SmallModel = (typeof smallModels)[number];

export interface TrainModelOptions {
  readonly model: SmallModel;
  readonly epochs: number;
  /** Rows per step. */
  readonly batch: number;
  readonly seed: number;
  /** Share of the rows that the model is tested on and never learns from, 0..1. */
  readonly heldOut: number;
  readonly onProgress?: (share: number) => void;
}

export interface TrainedModel {
  /** ONNX. */
  readonly bytes: Uint8Array;
  readonly classes: readonly string[];
  readonly record: TrainingRecord;
  /** Of the rows that it did not learn from. */
  readonly test: { readonly rows: number; readonly correct: number };
  /** Rows without a label, which were left out. */
  readonly unlabelled: number;
}

/**
 * @throws {AssayError} DATA_UNKNOWN, DATA_LABELS when the data are no labelled pictures of two classes at least; what readers throw
 * @throws {NumericError} NUMERIC_ENGINE_MISSING, NUMERIC_DIVERGED
 */
export async function trainModel(path: string, options: TrainModelOptions): Promise<TrainedModel> {
  const set = await openDataSet(path);
  try {
    if (set.kind !== 'images')
      throw new AssayError('DATA_UNKNOWN', `assay train learns from pictures, and ${path} holds a ${set.kind}`, {
        path,
      });
    const { labels } = set;
    if (labels === undefined || labels.names.length < 2)
      throw new AssayError('DATA_LABELS', `there is nothing to learn in ${path}: it needs two classes at least`, {
        path,
      });
    return await trainOn(set, labels, options);
  } finally {
    set.close?.();
  }
}

async function trainOn(set: ImageSet, labels: Coding, options: TrainModelOptions): Promise<TrainedModel> {
  const { model, epochs, batch, seed, heldOut, onProgress } = options;
  const labelled = Int32Array.from({ length: set.count }, (_, row) => row).filter(
    (row) => (labels.codes[row] ?? -1) >= 0,
  );
  const order = seeded(seed, splitStream).shuffle(labelled.slice());
  const kept = Math.max(1, Math.floor(order.length * heldOut));
  const test = order.subarray(0, kept);
  const rows = order.subarray(kept);
  const network = networkOf(specOf(set, labels.names.length, model));
  const width = set.height * set.width * set.channels;
  const examples: Examples = { count: set.count, width, read: set.read };
  const engine = await openEngine({ threads: 1 });
  const trained = await trainClassifier({
    engine,
    network,
    examples,
    labels: labels.codes,
    rows,
    epochs,
    batch,
    rate: 1e-3,
    seed,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const open = new OpenNetwork(engine, network);
  try {
    const { logits } = await open.forward(trained.weights, examples, test);
    return {
      bytes: encodeNetwork(network, trained.weights),
      classes: labels.names,
      record: trained.record,
      test: { rows: test.length, correct: correctOf(logits, labels, test) },
      unlabelled: set.count - labelled.length,
    };
  } finally {
    await open.close();
  }
}

function correctOf(logits: Float32Array, { codes, names }: Coding, rows: Int32Array): number {
  const classes = names.length;
  return rows.reduce((sum, row, at) => {
    const scores = logits.subarray(at * classes, (at + 1) * classes);
    return sum + (scores.indexOf(Math.max(...scores)) === codes[row] ? 1 : 0);
  }, 0);
}

function specOf({ height, width, channels }: ImageSet, classes: number, model: SmallModel): NetworkSpec {
  const inputs = height * width * channels;
  if (model === 'logistic-regression') return { kind: model, inputs, classes };
  if (model === 'multilayer-perceptron') return { kind: model, inputs, hidden: [128], classes };
  return { kind: model, height, width, channels, classes, filters: [16, 32], kernel: 3, padding: 1, dense: 128 };
}

/** Which rows are held out is drawn apart from everything else. */
const splitStream = 7;
