// Gradient fingerprints: how hard a row would pull the last layer of a model if the model were trained on it.
import type { RowMatrix } from '#numeric/linear/row-products';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

export const detector: Detector = {
  id: 'gradient-fingerprint',
  title: 'Pulls the model harder than others of its class (gradient fingerprint)',
  version: 2,
  category: 'sabotage',
  needs: ['features', 'probabilities'],
  parameters: { layer: 'last', leastRows: 20 },
  source:
    'Pruthi et al. 2020, TracIn (arXiv 2002.08484), section 3: self-influence, by the last layer, added over the checkpoints that are given. Deviation: the networks did not see the row. The gradient of that layer is features x (p - onehot), so its length needs neither the gradient itself nor a projection',
  blindSpots: [
    'Rows that the model has learnt completely, as it learns a strong backdoor: their gradient is nearly 0, whatever they do.',
    'Influence through layers before the last.',
    'Without checkpoints one network speaks: what pulled early in training and not any more is not seen.',
    'Poison that pulls no harder than honest rows on the border of two classes. Groups of gradients by direction were tried and left out: they called honest classes poisoned in 3 of 8 sets.',
  ],
  detect: (input) => {
    const { probabilities, classes, features } = input;
    const checkpoints = input.checkpoints ?? (probabilities === undefined ? [] : [{ features, probabilities }]);
    if (checkpoints.length === 0) {
      const scores = new Float64Array(input.features.count).fill(Number.NaN);
      return { scores, notes: ['no probabilities of a model'] };
    }
    return scoreClasses(input, {
      leastRows: 20,
      score: ({ rows, class: label }) => {
        const influence = Float64Array.from(rows, (row) =>
          checkpoints.reduce((sum, checkpoint) => {
            const own = checkpoint.probabilities.subarray(row * classes, (row + 1) * classes);
            // By weights and bias of the last layer: (|features|^2 + 1) |p - onehot|^2.
            return sum + (squaredLength(checkpoint.features, row) + 1) * squaredError(own, label);
          }, 0),
        );
        return influence.some((value) => value > 0) ? influence : undefined;
      },
    });
  },
};

function squaredLength({ values, width }: RowMatrix, row: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (values[row * width + j] ?? 0) ** 2;
  return sum;
}

function squaredError(probabilities: Float32Array, label: number): number {
  let sum = 0;
  for (let c = 0; c < probabilities.length; c++) sum += ((probabilities[c] ?? 0) - (c === label ? 1 : 0)) ** 2;
  return sum;
}
