// Rows far from the middle of their class, column by column, in units that outliers cannot stretch.
import type { RowMatrix } from '#numeric/linear/row-products';
import { median } from '#numeric/statistics/quantile';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

export const detector: Detector = {
  id: 'statistical-outliers',
  title: 'Unusual values for the class (robust z-scores)',
  version: 1,
  category: 'sabotage',
  needs: ['features'],
  parameters: { leastRows: 10 },
  source:
    'Paudice et al. 2018, Detection of Adversarial Training Examples (arXiv 1802.03041), distance to the class; scale of a column after Iglewicz, Hoaglin 1993: median absolute deviation, mean absolute deviation where that is 0',
  blindSpots: [
    'Values that are usual one by one and unusual together.',
    'Rows near the middle of the class that only carry the wrong label.',
    'Heavy tails: honest rows with extreme values come first as well.',
  ],
  detect: (input) =>
    scoreClasses(input, {
      leastRows: 10,
      score: ({ matrix }) => rootMeanSquare(matrix),
    }),
};

/** Per row the root of the mean squared z-score over the columns that vary; undefined when none does. */
function rootMeanSquare({ values, count, width }: RowMatrix): Float64Array | undefined {
  const squares = new Float64Array(count);
  const column = new Float64Array(count);
  let varying = 0;
  for (let j = 0; j < width; j++) {
    for (let i = 0; i < count; i++) column[i] = values[i * width + j] ?? 0;
    const middle = median(column);
    for (let i = 0; i < count; i++) column[i] = (column[i] ?? 0) - middle;
    const scale = scaleOf(column);
    if (scale === 0) continue;
    varying += 1;
    for (let i = 0; i < count; i++) squares[i] = (squares[i] ?? 0) + ((column[i] ?? 0) / scale) ** 2;
  }
  return varying === 0 ? undefined : squares.map((sum) => Math.sqrt(sum / varying));
}

/** Of distances from the median. Where more than half of them are 0, their mean: a column that is nearly constant still counts. */
function scaleOf(centred: Float64Array): number {
  const distances = centred.map(Math.abs);
  const middle = median(distances);
  if (middle > 0) return middle * 1.482602218505602;
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  return mean * Math.sqrt(Math.PI / 2);
}
