// Rows whose nearest neighbours carry other labels.
import { nearestNeighbours } from '#numeric/linear/nearest-neighbours';
import { principalComponents, projectRows } from '#numeric/linear/principal-components';
import type { RowMatrix } from '#numeric/linear/row-products';
import { seeded } from '#numeric/random/seeded';
import { takeRows, usableRows } from './class-rows.ts';
import type { Detector } from './detector.ts';

const neighbours = 20;
const referenceRows = 20_000;
const components = 64;

export const detector: Detector = {
  id: 'neighbour-label-conflict',
  title: 'Surrounded by rows of other classes (nearest neighbours)',
  version: 1,
  category: 'sabotage',
  needs: ['features'],
  parameters: { neighbours, referenceRows, components },
  source:
    'Wilson 1972, Asymptotic properties of nearest neighbor rules using edited data; as a defence against flipped labels Paudice et al. 2018 (arXiv 1803.00992); weights by distance after Dudani 1976',
  blindSpots: [
    'Poison that lies among the rows of its own class, as clean-label poison does, or in features that the trigger already moved there.',
    'Honest rows on the border of two classes come first as well.',
    "Dense groups of poison: they are each other's neighbours.",
  ],
  detect: (input) => {
    const { rowsByClass, notes } = usableRows(input);
    const { labels, features, seed } = input;
    const scores = new Float64Array(features.count).fill(Number.NaN);
    const rows = Int32Array.from(rowsByClass.flatMap((ofClass) => Array.from(ofClass))).sort();
    if (rowsByClass.filter((ofClass) => ofClass.length > 0).length < 2) {
      notes.push('fewer than two classes with rows: no label can conflict');
      return { scores, notes };
    }
    const matrix = narrowed(takeRows(features, rows), seed);
    if (matrix === undefined) {
      notes.push('rows that do not differ: all of them');
      return { scores, notes };
    }
    const reference = seeded(seed).sample(rows.length, Math.min(rows.length, referenceRows));
    if (reference.length < rows.length)
      notes.push(`neighbours among ${reference.length} of ${rows.length} rows, drawn at random`);
    // One more: a row of the reference finds itself.
    const found = nearestNeighbours(matrix, takeRows(matrix, reference), neighbours + 1, {
      ...(input.onProgress === undefined ? {} : { onProgress: input.onProgress }),
    });
    const referenceLabels = reference.map((place) => labels[rows[place] ?? 0] ?? -1);
    rows.forEach((row, place) => {
      scores[row] = conflict(found, place, reference, referenceLabels, labels[row] ?? -1);
    });
    return { scores, notes };
  },
};

/** Weighted share of the neighbours with another label; a neighbour counts 1 at distance 0, half at the distance of the middle one. */
function conflict(
  { rows, distances, k }: { readonly rows: Int32Array; readonly distances: Float64Array; readonly k: number },
  place: number,
  reference: Int32Array,
  referenceLabels: Int32Array,
  label: number,
): number {
  const unit = distances[place * k + (k >> 1)] || 1;
  let total = 0;
  let other = 0;
  for (let j = place * k; j < (place + 1) * k; j++) {
    const neighbour = rows[j] ?? 0;
    if (reference[neighbour] === place) continue;
    const weight = 1 / (1 + (distances[j] ?? 0) / unit);
    total += weight;
    if (referenceLabels[neighbour] !== label) other += weight;
  }
  return total > 0 ? other / total : Number.NaN;
}

/** Wide rows by their main components, which hold nearly all of their distances; undefined when all rows are the same. */
function narrowed(matrix: RowMatrix, seed: number): RowMatrix | undefined {
  const main = principalComponents(matrix, Math.min(components, Math.max(matrix.width, 1)), { seed });
  if (main.variances.length === 0) return undefined;
  return matrix.width <= 2 * components ? matrix : projectRows(matrix, main);
}
