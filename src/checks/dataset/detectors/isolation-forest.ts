// Isolation forest: rows that random cuts set apart from the rest of their class after a few steps.
import type { RowMatrix } from '#numeric/linear/row-products';
import { isolationForest } from '#numeric/trees/isolation-forest';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

const trees = 100;

export const detector: Detector = {
  id: 'isolation-forest',
  title: 'Set apart from the class by few cuts (isolation forest)',
  version: 1,
  category: 'sabotage',
  needs: ['features'],
  parameters: { trees, rowsPerTree: 256, leastRows: 20 },
  source: 'Liu, Ting, Zhou 2008, Isolation Forest, algorithms 1 to 3 and equation 2; one forest per class',
  blindSpots: [
    'Groups of outliers that are alike and many: they shield each other.',
    'Rows that are unusual only in how columns go together: the cuts run along the columns.',
    'Many columns of which few matter: most cuts fall on the others.',
  ],
  detect: (input) =>
    scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => isolationScores(matrix, input.seed + index),
    }),
};

/** 0..1; undefined when no column varies. */
function isolationScores({ values, count, width }: RowMatrix, seed: number): Float64Array | undefined {
  const columns = Array.from({ length: width }, (_, j) =>
    Float32Array.from({ length: count }, (__, i) => values[i * width + j] ?? 0),
  ).filter((column) => column.some((value) => value !== column[0]));
  if (columns.length === 0) return undefined;
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  const forest = isolationForest(columns, rows, { trees, seed });
  return Float64Array.from(rows, forest.score);
}
