// Confident learning: rows for which a model that has not seen them is surer of another class than it is used to be of rows of that class.

import { classList, usableRows } from './class-rows.ts';
import type { Detector, DetectorInput } from './detector.ts';

export const detector: Detector = {
  id: 'confident-learning',
  title: 'Label that a model does not believe (confident learning)',
  version: 1,
  category: 'sabotage',
  needs: ['probabilities'],
  parameters: { order: 'normalized margin' },
  source:
    'Northcutt, Jiang, Chuang 2021, Confident Learning, JAIR 70 (arXiv 1911.00068), section 3.1 (confident joint) and 3.2 (prune by class and margin)',
  blindSpots: [
    'A backdoor that the model learnt: it believes the label of the trigger.',
    'Labels that are wrong in the same way for most of a class.',
    'Probabilities of a model that saw the rows in training: it believes what it was told.',
  ],
  detect: (input) => {
    const { rowsByClass, notes } = usableRows(input);
    const { features, classes, probabilities, labels } = input;
    const scores = new Float64Array(features.count).fill(Number.NaN);
    if (probabilities === undefined) {
      notes.push('no probabilities of a model that did not see the rows');
      return { scores, notes };
    }
    const thresholds = classThresholds(input, rowsByClass);
    const doubted = new Int32Array(classes);
    rowsByClass.forEach((rows, label) => {
      for (const row of rows) {
        const own = probabilities.subarray(row * classes, (row + 1) * classes);
        const believed = confidentClass(own, thresholds);
        const isDoubted = believed >= 0 && believed !== (labels[row] ?? -1);
        if (isDoubted) doubted[label] = (doubted[label] ?? 0) + 1;
        // Doubted rows come before all others of the class; the margin orders both.
        scores[row] = (isDoubted ? 1 : 0) + (1 + margin(own, label)) / 2;
      }
    });
    const named = Array.from(doubted.keys()).filter((label) => (doubted[label] ?? 0) > 0);
    const total = doubted.reduce((sum, count) => sum + count, 0);
    if (total > 0) notes.push(`${total} labels doubted, in ${classList(named)}`);
    return { scores, notes };
  },
};

/** Per class the mean probability of the class over the rows that are labelled so; above 1 where there is none. */
export function classThresholds(
  { probabilities, classes }: Pick<DetectorInput, 'probabilities' | 'classes'>,
  rowsByClass: readonly Int32Array[],
): Float64Array {
  return Float64Array.from(rowsByClass, (rows, label) => {
    if (rows.length === 0) return 2;
    let sum = 0;
    for (const row of rows) sum += probabilities?.[row * classes + label] ?? 0;
    return sum / rows.length;
  });
}

/** The class with the largest probability among those that reach their threshold; -1 when none does. */
function confidentClass(probabilities: Float32Array, thresholds: Float64Array): number {
  let best = -1;
  for (let c = 0; c < probabilities.length; c++) {
    const value = probabilities[c] ?? 0;
    if (value >= (thresholds[c] ?? 2) && (best < 0 || value > (probabilities[best] ?? 0))) best = c;
  }
  return best;
}

/** How much surer the model is of the best other class than of the label, -1..1. */
function margin(probabilities: Float32Array, label: number): number {
  let other = 0;
  for (let c = 0; c < probabilities.length; c++) if (c !== label) other = Math.max(other, probabilities[c] ?? 0);
  return other - (probabilities[label] ?? 0);
}
