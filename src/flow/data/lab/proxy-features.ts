// What detectors look at: what a small network that learnt from these rows, planted ones and all, makes of them; and what networks
// that did not see a row say of its class.
import type { Features } from '#checks/dataset/detectors/detector';
import type { DataSet } from '#core/dataset/data-set';
import { NumericError } from '#core/errors';
import { trainInParallel } from '#jobs/training/train-in-parallel';
import type { TrainingAnswer, TrainingTask } from '#jobs/training/training-task';
import type { NetworkSpec } from '#numeric/models/network';
import { seeded } from '#numeric/random/seeded';
import { rawFeatures } from './raw-features.ts';

export interface LabFeatures {
  /** Of the rows without a model. */
  readonly raw: Features;
  readonly features: Features;
  /** Of each row, by networks that did not see it; shape [count, classes]. */
  readonly probabilities?: Float32Array;
}

/** @param set - with labels @throws {AssayError} when rows cannot be read any more; {NumericError} when training fails */
export type FeaturesOf = (set: DataSet, seed: number) => Promise<LabFeatures>;

/** Without an engine there is no network: features are raw, and nothing is said of classes. */
export const rawOnly: FeaturesOf = async (set) => {
  const raw = await rawFeatures(set);
  return { raw, features: raw };
};

/** @source Tran, Li, Madry 2018, section 3 (the layer before the last); Northcutt, Jiang, Chuang 2021, section 3 (out of sample) */
export const proxyFeatures: FeaturesOf = async (set, seed) => {
  const raw = await rawFeatures(set);
  const labels = set.labels?.codes ?? new Int32Array(0);
  const classes = set.labels?.names.length ?? 0;
  const labelled = Int32Array.from({ length: set.count }, (_, row) => row).filter((row) => (labels[row] ?? -1) >= 0);
  const { network, values, width } = await proxyInput(set, raw, classes);
  const all = Int32Array.from({ length: set.count }, (_, row) => row);
  const shuffled = seeded(seed, foldStream).shuffle(labelled.slice());
  const half = Math.floor(shuffled.length / 2);
  const folds = [shuffled.subarray(0, half), shuffled.subarray(half)] as const;
  const task = (rows: Int32Array, wanted: Int32Array, layers: readonly string[]): TrainingTask => {
    // Half of the rows get as many steps as all of them.
    const epochs = Math.max(1, Math.round((epochsOfAll * labelled.length) / Math.max(1, rows.length)));
    return { network, rows, epochs, batch: 64, rate: 1e-3, seed, outputs: { rows: wanted, layers } };
  };
  const tasks = [task(labelled, all, ['penultimate']), task(folds[0], folds[1], []), task(folds[1], folds[0], [])];
  const [whole, first, second] = await trainInParallel(tasks, { values, width, labels }, { workers: 1 });
  const probabilities = new Float32Array(set.count * classes).fill(1 / classes);
  fillProbabilities(probabilities, folds[1], first, classes);
  fillProbabilities(probabilities, folds[0], second, classes);
  const penultimate = whole?.outputs?.layers.penultimate;
  if (penultimate === undefined) throw new NumericError('NUMERIC_ENGINE', 'the network gave no features');
  const features = {
    count: set.count,
    width: penultimate.length / set.count,
    values: penultimate,
    from: 'proxy penultimate',
  };
  return { raw, features, probabilities };
};

/** What a network is trained on. */
export interface ProxyInput {
  readonly network: NetworkSpec;
  readonly values: Uint8Array | Float32Array;
  readonly width: number;
}

/** Pictures of usual sizes as they are, everything else as raw features. */
export async function proxyInput(set: DataSet, raw: Features, classes: number): Promise<ProxyInput> {
  if (
    set.kind !== 'images' ||
    Math.min(set.height, set.width) < leastSide ||
    Math.max(set.height, set.width) > mostSide
  ) {
    const network = { kind: 'multilayer-perceptron', inputs: raw.width, hidden: [128, dense], classes } as const;
    return { network, values: raw.values, width: raw.width };
  }
  const { height, width, channels } = set;
  const filters = [8, 24];
  const network = {
    kind: 'convolutional-net',
    height,
    width,
    channels,
    classes,
    filters,
    kernel: 5,
    padding: 2,
    dense,
  } as const;
  const values = await set.read(Int32Array.from({ length: set.count }, (_, row) => row));
  return { network, values, width: height * width * channels };
}

function fillProbabilities(
  into: Float32Array,
  rows: Int32Array,
  answer: TrainingAnswer | undefined,
  classes: number,
): void {
  const logits = answer?.outputs?.logits ?? new Float32Array(0);
  for (const [at, row] of rows.entries()) {
    const own = logits.subarray(at * classes, (at + 1) * classes);
    const most = own.reduce((high, logit) => Math.max(high, logit), Number.NEGATIVE_INFINITY);
    const powers = own.map((logit) => Math.exp(logit - most));
    const sum = powers.reduce((total, power) => total + power, 0);
    into.set(
      powers.map((power) => power / sum),
      row * classes,
    );
  }
}

const epochsOfAll = 6;
const dense = 64;
const leastSide = 8;
const mostSide = 64;
const foldStream = 3;
