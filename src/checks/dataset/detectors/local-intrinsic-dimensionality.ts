// Local intrinsic dimensionality: how fast a row gains neighbours with distance. Rows off the surface on which their class lies have more room around them.
import { nearestNeighbours } from '#numeric/linear/nearest-neighbours';
import { exactLogarithm } from '#numeric/random/exact-logarithm';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';
import { standardised } from './standardised.ts';

const neighbours = 20;

export const detector: Detector = {
  id: 'local-intrinsic-dimensionality',
  title: 'Off the surface on which the class lies (local intrinsic dimensionality)',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: { neighbours, leastRows: neighbours + 1 },
  source:
    'Ma et al. 2018, Characterizing Adversarial Subspaces Using Local Intrinsic Dimensionality (arXiv 1801.02613), equation 4; Weerasinghe et al. 2021 for poisoned labels. All rows of the class in place of batches of 100',
  blindSpots: [
    'Poisoned rows that are alike: among themselves they lie on a surface of their own.',
    'Attackers who know of the measure and lower it.',
    'A row with equal copies has no dimension that could be measured from them; the copies are left out.',
  ],
  detect: (input) => {
    let withoutScore = 0;
    const result = scoreClasses(input, {
      leastRows: neighbours + 1,
      score: ({ matrix }) => {
        const scaled = standardised(matrix);
        if (scaled === undefined) return undefined;
        const { distances, k } = nearestNeighbours(scaled, scaled, neighbours, { excludeSelf: true });
        const scores = new Float64Array(matrix.count);
        for (let i = 0; i < matrix.count; i++) {
          const score = localDimensionality(distances.subarray(i * k, (i + 1) * k));
          if (Number.isNaN(score)) withoutScore += 1;
          scores[i] = score;
        }
        return scores;
      },
    });
    const note = `${withoutScore} rows without a dimension: their nearest neighbours all lie at one distance`;
    return withoutScore > 0 ? { ...result, notes: [...result.notes, note] } : result;
  },
};

/**
 * The maximum likelihood estimate from distances to neighbours, by rising distance.
 * @returns NaN when fewer than two distances are positive or all positive ones are equal
 */
export function localDimensionality(distances: Float64Array): number {
  const farthest = distances[distances.length - 1] ?? 0;
  let sum = 0;
  let positive = 0;
  for (const distance of distances) {
    if (!(distance > 0)) continue;
    positive += 1;
    sum += exactLogarithm(distance / farthest);
  }
  return sum < 0 ? -positive / sum : Number.NaN;
}
