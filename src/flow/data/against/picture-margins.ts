// Pictures against trusted ones: small networks that learnt from half of the trusted pictures each, and the nearest trusted pictures in what
// such a network makes of them; without an engine, the nearest pictures by brightness.
import { type LabelMargins, largestOf, marginOf, type SharedLabels } from '#checks/dataset/against/label-margins';
import type { ImageSet } from '#core/dataset/data-set';
import { trainInParallel } from '#jobs/training/train-in-parallel';
import type { TrainingTask } from '#jobs/training/training-task';
import { nearestNeighbours } from '#numeric/linear/nearest-neighbours';
import type { RowMatrix } from '#numeric/linear/row-products';
import { seeded } from '#numeric/random/seeded';
import { proxyInput } from '../lab/proxy-features.ts';
import { rawFeatures } from '../lab/raw-features.ts';
import { joinPictures } from './join-pictures.ts';

export interface PictureMarginOptions {
  readonly seed: number;
  /** Whether networks can be trained. */
  readonly hasEngine: boolean;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Rows that count towards the distance from a class. */
const neighbours = 5;
/** Trusted rows that are learnt from and compared with, drawn by the seed. */
const mostTrusted = 20_000;

/**
 * Cross-conformal over two halves of the trusted rows: a network of one half says what rows of the other half look like, and what new rows
 * look like. A trigger that no trusted row bears means nothing to it, so a new row with one lies where its content belongs.
 * @source Papadopoulos, Vovk, Gammerman 2011, section 3 (distances to the nearest of the own and of other classes)
 * @throws {AssayError} when rows cannot be read any more; {NumericError} when training fails
 */
export async function pictureMargins(
  fresh: ImageSet,
  trusted: ImageSet,
  labels: SharedLabels,
  options: PictureMarginOptions,
): Promise<LabelMargins> {
  const random = seeded(options.seed, drawStream);
  const labelled = Int32Array.from({ length: trusted.count }, (_, row) => row).filter(
    (row) => (labels.trusted[row] ?? -1) >= 0,
  );
  const drawn = random.shuffle(labelled).slice(0, mostTrusted);
  const all = joinPictures(fresh, trusted, drawn);
  const codes = Int32Array.from(drawn, (row) => labels.trusted[row] ?? -1);
  const half = Math.ceil(drawn.length / 2);
  const places = Int32Array.from({ length: drawn.length }, (_, place) => place);
  const halves = [places.subarray(0, half), places.subarray(half)] as const;
  const joint = new Int32Array(all.count).fill(-1);
  joint.set(codes);
  const classes = labels.names.length;
  const matrices = options.hasEngine
    ? await learntFeatures(all, joint, classes, halves, options)
    : [await rawFeatures(all), await rawFeatures(all)];
  const asked = Int32Array.from({ length: fresh.count }, (_, row) => drawn.length + row);
  const folds = matrices.map((matrix, at) => {
    const [base, other] = at === 0 ? halves : [halves[1], halves[0]];
    const near = nearnessByClass(matrix, base, codes, classes);
    return { base, good: other, goodValues: near(other), asked: near(asked) };
  });
  const marginsOf = (values: Float64Array, label: (at: number) => number): Float64Array =>
    Float64Array.from({ length: values.length / classes }, (_, at) =>
      marginOf(values.subarray(at * classes, (at + 1) * classes), label(at)),
    );
  return {
    how: options.hasEngine
      ? 'distances to the nearest trusted pictures, in the layer before the last of a network that learnt from trusted pictures'
      : 'distances to the nearest trusted pictures by brightness, because there is no engine to train a network with',
    parameters: { neighbours, trusted: drawn.length, network: options.hasEngine },
    folds: folds.map((fold) => ({
      good: marginsOf(fold.goodValues.values, (at) => codes[fold.good[at] ?? 0] ?? -1),
      goodLabels: Int32Array.from(fold.good, (place) => codes[place] ?? -1),
      asked: marginsOf(fold.asked.values, (at) => labels.fresh[at] ?? -1),
    })),
    predicted: predictedBy(
      folds.map(({ asked: { values } }) => values),
      fresh.count,
      classes,
    ),
    notes:
      labelled.length > drawn.length ? [`${drawn.length} of ${labelled.length} trusted rows were drawn for this.`] : [],
  };
}

/** Per half: features of all rows by a network that learnt from that half alone. */
async function learntFeatures(
  all: ImageSet,
  labels: Int32Array,
  classes: number,
  halves: readonly [Int32Array, Int32Array],
  { seed, onProgress, signal }: PictureMarginOptions,
): Promise<readonly RowMatrix[]> {
  const { network, values, width } = await proxyInput(all, await rawFeatures(all), classes);
  const rows = Int32Array.from({ length: all.count }, (_, row) => row);
  const tasks = halves.map((half, at): TrainingTask => {
    const epochs = Math.max(6, Math.min(30, Math.round(learntRows / Math.max(1, half.length))));
    return {
      network,
      rows: half,
      epochs,
      batch: 64,
      rate: 1e-3,
      seed: seed + at,
      outputs: { rows, layers: ['penultimate'] },
    };
  });
  const answers = await trainInParallel(
    tasks,
    { values, width, labels },
    {
      workers: 1,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  return answers.map(({ outputs }) => {
    const penultimate = outputs?.layers.penultimate ?? new Float32Array(0);
    return { values: penultimate, count: all.count, width: penultimate.length / all.count };
  });
}

interface Nearness {
  /** Minus the logarithm of the mean distance to the nearest rows of each class, shape [rows, classes]. */
  readonly values: Float64Array;
}

function nearnessByClass(
  matrix: RowMatrix,
  base: Int32Array,
  codes: Int32Array,
  classes: number,
): (rows: Int32Array) => Nearness {
  const ofClass = Array.from({ length: classes }, (_, code) =>
    take(
      matrix,
      base.filter((row) => codes[row] === code),
    ),
  );
  return (rows) => {
    const queries = take(matrix, rows);
    const values = new Float64Array(rows.length * classes).fill(Number.NEGATIVE_INFINITY);
    for (const [code, known] of ofClass.entries()) {
      if (known.count === 0) continue;
      const { distances, k } = nearestNeighbours(queries, known, neighbours);
      for (let at = 0; at < rows.length; at++) {
        let sum = 0;
        for (let place = at * k; place < (at + 1) * k; place++) sum += distances[place] ?? 0;
        values[at * classes + code] = -Math.log(sum / k + leastDistance);
      }
    }
    return { values };
  };
}

function take({ values, width }: RowMatrix, rows: Int32Array): RowMatrix {
  const taken = new Float32Array(rows.length * width);
  for (const [at, row] of rows.entries()) taken.set(values.subarray(row * width, (row + 1) * width), at * width);
  return { values: taken, count: rows.length, width };
}

function predictedBy(folds: readonly Float64Array[], count: number, classes: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) =>
    largestOf(
      Float64Array.from({ length: classes }, (__, code) =>
        folds.reduce((sum, values) => sum + (values[row * classes + code] ?? 0), 0),
      ),
    ),
  );
}

/** Rows that a network goes through, so that few of them are gone through more often. */
const learntRows = 60_000;
const leastDistance = 1e-6;
const drawStream = 21;
