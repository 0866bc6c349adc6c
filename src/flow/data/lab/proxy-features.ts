// What detectors look at: what a small network that learnt from these rows, planted ones and all, makes of them; and what networks
// that did not see a row say of its class.
import type { Checkpoint, Features } from '#checks/dataset/detectors/detector';
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
  /** What these networks made of the rows on the way. */
  readonly checkpoints?: readonly Checkpoint[];
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
  const setup = { values, width, labels };
  const base = { network, batch: 64, rate: 1e-3, seed };
  const whole = { ...base, rows: labelled, epochs: epochsOfAll, outputs: { rows: all, layers: ['penultimate'] } };
  const [answer] = await trainInParallel([whole], setup, { workers: 1 });
  const checkpoints: Checkpoint[] = [];
  let answers: readonly (TrainingAnswer | undefined)[] = [];
  for (const share of stages) {
    const tasks = folds.map((rows, at): TrainingTask => {
      // Half of the rows get as many steps as all of them.
      const epochs = Math.max(1, Math.round((share * epochsOfAll * labelled.length) / Math.max(1, rows.length)));
      const outputs = { rows: folds[1 - at] ?? rows, layers: ['penultimate'] };
      const weights = answers[at]?.weights;
      return { ...base, rows, epochs, outputs, ...(weights === undefined ? {} : { weights }) };
    });
    answers = await trainInParallel(tasks, setup, { workers: 1 });
    checkpoints.push(checkpointOf(set.count, classes, folds, answers));
  }
  const penultimate = answer?.outputs?.layers.penultimate;
  if (penultimate === undefined) throw new NumericError('NUMERIC_ENGINE', 'the network gave no features');
  const features = {
    count: set.count,
    width: penultimate.length / set.count,
    values: penultimate,
    from: 'proxy penultimate',
  };
  const { probabilities } = checkpoints.at(-1) ?? {};
  return { raw, features, checkpoints, ...(probabilities === undefined ? {} : { probabilities }) };
};

/** Each row by the network that learnt from the other half; rows without a label by none. */
function checkpointOf(
  count: number,
  classes: number,
  folds: readonly Int32Array[],
  answers: readonly (TrainingAnswer | undefined)[],
): Checkpoint {
  const width = (answers[0]?.outputs?.layers.penultimate?.length ?? 0) / Math.max(1, folds[1]?.length ?? 1);
  const values = new Float32Array(count * width);
  const probabilities = new Float32Array(count * classes).fill(1 / classes);
  for (const [at, answer] of answers.entries()) {
    const rows = folds[1 - at] ?? new Int32Array(0);
    const penultimate = answer?.outputs?.layers.penultimate ?? new Float32Array(0);
    for (const [place, row] of rows.entries())
      values.set(penultimate.subarray(place * width, (place + 1) * width), row * width);
    fillProbabilities(probabilities, rows, answer, classes);
  }
  return { features: { count, width, values, from: 'proxy penultimate, out of sample' }, probabilities };
}

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
/** Shares of the epochs after which networks are asked. */
const stages = [1 / 6, 1 / 3, 1 / 2];
const dense = 64;
const leastSide = 8;
const mostSide = 64;
const foldStream = 3;
