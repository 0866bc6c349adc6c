// Activation clustering: a class that falls into two groups, of which the smaller is the suspicious one.
import { kMeans } from '#numeric/linear/k-means';
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import type { RowMatrix } from '#numeric/linear/row-products';
import { silhouette } from '#numeric/linear/silhouette';
import { scoreClasses } from './class-rows.ts';
import type { ClassSuspicion, Detector } from './detector.ts';

const components = 10;
const largestShare = 0.35;
const leastSilhouette = 0.3;

export const detector: Detector = {
  id: 'activation-clustering',
  title: 'In the smaller of two groups of the class (activation clustering)',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: { components, largestShare, leastSilhouette, leastRows: 20 },
  source:
    'Chen et al. 2018, Detecting Backdoor Attacks on Deep Neural Networks by Activation Clustering (arXiv 1811.03728), sections 4.2 and 4.3; principal components in place of independent ones',
  blindSpots: [
    'Fewer than about five rows in a hundred of a class: the two groups are then natural ones.',
    'Classes that consist of two kinds by nature look like poisoned ones.',
    'Poison that is more than half of its class.',
  ],
  detect: (input) => {
    const suspicious: ClassSuspicion[] = [];
    const result = scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => {
        const main = principalComponents(matrix, components, { seed: input.seed + index });
        if (main.variances.length === 0) return undefined;
        const { scores, share, width } = splitInTwo(projectRows(matrix, main), input.seed + index);
        if (share > 0 && share < largestShare && width >= leastSilhouette) {
          suspicious.push({
            class: index,
            estimatedShare: share,
            why: `falls into two groups apart from each other (silhouette ${width.toFixed(2)}), the smaller with ${(share * 100).toFixed(1)} % of the rows`,
          });
        }
        return scores;
      },
    });
    return { ...result, suspicious };
  },
};

interface Split {
  /** Per row: how much nearer the centre of the smaller group is than that of the larger, in distances of the centres. */
  readonly scores: Float64Array;
  /** Of the smaller group. */
  readonly share: number;
  readonly width: number;
}

function splitInTwo(matrix: RowMatrix, seed: number): Split {
  const { centres, sizes, assignments } = kMeans(matrix, 2, { seed });
  const smaller = (sizes[0] ?? 0) <= (sizes[1] ?? 0) ? 0 : 1;
  const columns = matrix.width;
  const apart = Math.hypot(
    ...Array.from({ length: columns }, (_, j) => (centres[j] ?? 0) - (centres[columns + j] ?? 0)),
  );
  const scores = Float64Array.from({ length: matrix.count }, (_, row) => {
    const toSmaller = distance(matrix, row, centres, smaller);
    return (distance(matrix, row, centres, 1 - smaller) - toSmaller) / (apart || 1);
  });
  const share = (sizes[smaller] ?? 0) / matrix.count;
  return { scores, share, width: silhouette(matrix, assignments, { seed }) };
}

function distance({ values, width }: RowMatrix, row: number, centres: Float64Array, cluster: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = (values[row * width + j] ?? 0) - (centres[cluster * width + j] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
