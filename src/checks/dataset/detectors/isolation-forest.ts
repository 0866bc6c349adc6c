// Isolation forest: rows that random cuts set apart from the rest of their class after a few steps.
import type { RowMatrix } from '#numeric/linear/row-products';
import { exactLogarithm } from '#numeric/random/exact-logarithm';
import { type Random, seeded } from '#numeric/random/seeded';
import { scoreClasses } from './class-rows.ts';
import type { Detector } from './detector.ts';

const trees = 100;
const sample = 256;

export const detector: Detector = {
  id: 'isolation-forest',
  title: 'Set apart from the class by few cuts (isolation forest)',
  version: 1,
  category: 'sabotage',
  needs: ['features'],
  parameters: { trees, sample, leastRows: 20 },
  source: 'Liu, Ting, Zhou 2008, Isolation Forest, algorithms 1 to 3 and equation 2; one forest per class',
  blindSpots: [
    'Groups of outliers that are alike and many: they shield each other.',
    'Rows that are unusual only in how columns go together: the cuts run along the columns.',
    'Many columns of which few matter: most cuts fall on the others.',
  ],
  detect: (input) =>
    scoreClasses(input, {
      leastRows: 20,
      score: ({ matrix, class: index }) => isolationScores(matrix, input.seed, index),
    }),
};

/** 2^(-mean path / expected path), 0..1; undefined when no column varies. */
function isolationScores(matrix: RowMatrix, seed: number, stream: number): Float64Array | undefined {
  const random = seeded(seed, stream);
  const size = Math.min(sample, matrix.count);
  const maxDepth = Math.ceil(Math.log2(size));
  const depths = new Float64Array(matrix.count);
  let cut = false;
  for (let t = 0; t < trees; t++) {
    const tree = grow(matrix, random.sample(matrix.count, size), maxDepth, random);
    cut ||= tree.column >= 0;
    for (let i = 0; i < matrix.count; i++) depths[i] = (depths[i] ?? 0) + pathLength(tree, matrix, i);
  }
  return cut ? depths.map((depth) => 2 ** (-depth / trees / expectedPath(size))) : undefined;
}

interface Node {
  /** -1: a leaf. */
  readonly column: number;
  readonly threshold: number;
  /** Of a leaf: path that the rows in it would still have on average. */
  readonly rest: number;
  readonly below?: Node;
  readonly above?: Node;
}

function grow(matrix: RowMatrix, rows: Int32Array, depthLeft: number, random: Random): Node {
  const leaf: Node = { column: -1, threshold: 0, rest: expectedPath(rows.length) };
  if (depthLeft === 0 || rows.length < 2) return leaf;
  const cut = drawCut(matrix, rows, random);
  if (cut === undefined) return leaf;
  const { column, threshold } = cut;
  const isBelow = (row: number): boolean => (matrix.values[row * matrix.width + column] ?? 0) < threshold;
  return {
    column,
    threshold,
    rest: 0,
    below: grow(matrix, rows.filter(isBelow), depthLeft - 1, random),
    above: grow(
      matrix,
      rows.filter((row) => !isBelow(row)),
      depthLeft - 1,
      random,
    ),
  };
}

/** A column that varies among the rows and a place between its ends; columns that do not vary are drawn again, a few times. */
function drawCut(
  { values, width }: RowMatrix,
  rows: Int32Array,
  random: Random,
): { readonly column: number; readonly threshold: number } | undefined {
  for (let attempt = 0; attempt < columnDraws && width > 0; attempt++) {
    const column = random.integer(width);
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = values[row * width + column] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // Above the lowest value, so that both sides get rows.
    if (low < high) return { column, threshold: high - random.uniform() * (high - low) };
  }
  return undefined;
}

function pathLength(tree: Node, { values, width }: RowMatrix, row: number): number {
  let node = tree;
  let depth = 0;
  while (node.below !== undefined && node.above !== undefined) {
    node = (values[row * width + node.column] ?? 0) < node.threshold ? node.below : node.above;
    depth += 1;
  }
  return depth + node.rest;
}

/** The mean path of an unsuccessful search in a binary tree of n rows. */
function expectedPath(n: number): number {
  if (n <= 1) return 0;
  return n === 2 ? 1 : 2 * (exactLogarithm(n - 1) + 0.5772156649015329) - (2 * (n - 1)) / n;
}

const columnDraws = 16;
