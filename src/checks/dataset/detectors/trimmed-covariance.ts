// Distance from the bulk of the class, in the spread of the bulk: mean and covariance are of the rows that lie nearest.
import { covariance } from '#numeric/linear/covariance';
import { squaredMahalanobis } from '#numeric/linear/mahalanobis';
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import type { RowMatrix } from '#numeric/linear/row-products';
import { risingOrder } from '#numeric/statistics/ranks';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

const components = 16;
const rounds = 8;
const kept = 0.8;
/** Rows per component: a covariance of fewer says nothing. */
const rowsPerComponent = 10;

export const detector: Detector = {
  id: 'trimmed-covariance',
  title: 'Far from the bulk of the class (trimmed Mahalanobis distance)',
  version: 1,
  category: 'backdoor',
  needs: ['features'],
  parameters: { components, rounds, kept, rowsPerComponent, leastRows: 20 },
  source:
    'after Hayase, Kong, Somani, Oh 2021, SPECTRE (arXiv 2104.11315); robust mean and covariance by concentration steps of Rousseeuw, Van Driessen 1999, Technometrics 41(3)',
  blindSpots: [
    'More than about a quarter of a class: the bulk is then part poison.',
    'Poison whose features are those of its class.',
    'Natural tails: rare honest rows of a class are far from its bulk too.',
    'It orders the rows of a class and does not say whether the class is poisoned.',
  ],
  detect: (input) =>
    scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => {
        const k = Math.max(1, Math.min(components, Math.floor(matrix.count / rowsPerComponent)));
        const main = principalComponents(matrix, k, { seed: input.seed + index });
        return main.variances.length === 0 ? undefined : trimmedDistances(projectRows(matrix, main));
      },
    }),
};

/** Squared distances after several rounds in which the nearest rows give mean and covariance of the next. */
function trimmedDistances(matrix: RowMatrix): Float64Array | undefined {
  let distances = squaredMahalanobis(matrix, covariance(matrix));
  const size = Math.ceil(matrix.count * kept);
  for (let round = 0; round < rounds && distances !== undefined; round++) {
    const nearest = risingOrder(distances).subarray(0, size);
    // The nearest rows may all be the same while the others differ: then the distances before stand.
    const next = squaredMahalanobis(matrix, covariance(matrix, nearest));
    if (next === undefined) break;
    distances = next;
  }
  return distances;
}
