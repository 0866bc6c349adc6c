// Gradient fingerprints: what a row would do to the last layer of a model if the model were trained on it.
import { kMeans } from '#numeric/linear/k-means';
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import { randomDirections, randomProjection } from '#numeric/linear/random-projection';
import { type RowMatrix, rowProducts } from '#numeric/linear/row-products';
import { silhouette } from '#numeric/linear/silhouette';
import { scoreClasses } from './class-rows.ts';
import type { ClassSuspicion, Detector } from './detector.ts';

const projectedWidth = 64;
const components = 10;
/** Numbers of one gradient before it is projected. */
const gradientWidth = 8192;
const leastSilhouette = 0.5;
const largestShare = 0.35;

export const detector: Detector = {
  id: 'gradient-fingerprint',
  title: 'Pulls the model harder than others of its class (gradient fingerprint)',
  version: 1,
  category: 'sabotage',
  needs: ['features', 'probabilities'],
  parameters: { projectedWidth, components, gradientWidth, leastSilhouette, largestShare, leastRows: 20 },
  source:
    'Pruthi et al. 2020, TracIn (arXiv 2002.08484), section 3 with the last layer of one checkpoint: self-influence; grouping of gradients by class after Yuan et al. 2023, AGPD (arXiv 2312.06230); projection: Johnson, Lindenstrauss 1984',
  blindSpots: [
    'Rows that the model has learnt completely: their gradient is nearly 0, whatever they do.',
    'Influence through layers before the last.',
    'One checkpoint: what pulled early in training and not any more is not seen.',
  ],
  detect: (input) => {
    const { probabilities, classes } = input;
    if (probabilities === undefined) {
      const scores = new Float64Array(input.features.count).fill(Number.NaN);
      return { scores, notes: ['no probabilities of a model'] };
    }
    const suspicious: ClassSuspicion[] = [];
    const result = scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, rows, class: label }) => {
        const errors = errorRows(probabilities, classes, rows, label);
        const influence = selfInfluence(matrix, errors);
        if (!influence.some((value) => value > 0)) return undefined;
        const group = separateGroup(fingerprints(matrix, errors, input.seed), input.seed + label);
        if (group !== undefined) suspicious.push({ class: label, ...group });
        return influence;
      },
    });
    return { ...result, suspicious };
  },
};

/** Per row p - onehot: the gradient of the cross-entropy by the logits. Shape [rows, classes]. */
function errorRows(probabilities: Float32Array, classes: number, rows: Int32Array, label: number): RowMatrix {
  const values = new Float32Array(rows.length * classes);
  rows.forEach((row, place) => {
    values.set(probabilities.subarray(row * classes, (row + 1) * classes), place * classes);
    values[place * classes + label] = (values[place * classes + label] ?? 0) - 1;
  });
  return { values, count: rows.length, width: classes };
}

/** Squared length of the gradient by weights and bias of the last layer: (|features|^2 + 1) |p - onehot|^2. */
function selfInfluence(features: RowMatrix, errors: RowMatrix): Float64Array {
  return Float64Array.from(
    { length: features.count },
    (_, row) => (squaredLength(features, row) + 1) * squaredLength(errors, row),
  );
}

function squaredLength({ values, width }: RowMatrix, row: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (values[row * width + j] ?? 0) ** 2;
  return sum;
}

/** Directions of the gradients, features x errors, projected block by block. */
function fingerprints(features: RowMatrix, errors: RowMatrix, seed: number): RowMatrix {
  const widest = Math.max(1, Math.floor(gradientWidth / errors.width));
  const narrow = features.width > widest ? randomProjection(features, widest, seed) : features;
  const width = narrow.width * errors.width;
  const directions = randomDirections(width, projectedWidth, seed);
  const values = new Float32Array(features.count * projectedWidth);
  for (let from = 0; from < features.count; from += blockRows) {
    const count = Math.min(blockRows, features.count - from);
    const block = { values: outerProducts(narrow, errors, from, count), count, width };
    values.set(rowProducts(block, directions), from * projectedWidth);
  }
  return { values, count: features.count, width: projectedWidth };
}

/** Each of length 1, so that the direction alone counts; all zero where there is no gradient. */
function outerProducts(features: RowMatrix, errors: RowMatrix, from: number, count: number): Float32Array {
  const width = features.width * errors.width;
  const values = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const length = Math.sqrt(squaredLength(features, from + i) * squaredLength(errors, from + i));
    const scale = length > 0 ? 1 / length : 0;
    for (let c = 0; c < errors.width; c++) {
      const error = (errors.values[(from + i) * errors.width + c] ?? 0) * scale;
      const target = i * width + c * features.width;
      const source = (from + i) * features.width;
      for (let j = 0; j < features.width; j++) values[target + j] = error * (features.values[source + j] ?? 0);
    }
  }
  return values;
}

/** A smaller group that stands clearly apart from the rest of the class. */
function separateGroup(prints: RowMatrix, seed: number): Omit<ClassSuspicion, 'class'> | undefined {
  const main = principalComponents(prints, components, { seed });
  if (main.variances.length === 0) return undefined;
  const matrix = projectRows(prints, main);
  const { sizes, assignments } = kMeans(matrix, 2, { seed });
  const share = Math.min(sizes[0] ?? 0, sizes[1] ?? 0) / prints.count;
  const width = silhouette(matrix, assignments, { seed });
  if (!(share > 0 && share < largestShare && width >= leastSilhouette)) return undefined;
  const percent = (share * 100).toFixed(1);
  return {
    estimatedShare: share,
    why: `${percent} % pull the model in a direction of their own (silhouette ${width.toFixed(2)})`,
  };
}

const blockRows = 256;
