// Small data sets in memory, for tests of what looks at data sets.
import type { Coding, ImageSet, TableSet, TextSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';

/** Labels 0, 1, 2, ... 0, 1, 2, ... of classes `class 0` and so on. */
export function cyclicLabels(count: number, classes: number): Coding {
  const names = Array.from({ length: classes }, (_, code) => `class ${code}`);
  return { names, codes: Int32Array.from({ length: count }, (_, row) => row % classes) };
}

/** Clusters of normal numbers, a cluster per class, in as many columns as wanted. */
export function buildClusters(count: number, classes: number, columns: number, seed = 5): TableSet {
  const random = seeded(seed);
  const centres = Float64Array.from({ length: classes * columns }, () => 4 * random.normal());
  const values = Array.from({ length: columns }, (_, column) =>
    Float64Array.from(
      { length: count },
      (_, row) => (centres[(row % classes) * columns + column] ?? 0) + random.normal(),
    ),
  );
  return {
    kind: 'table',
    count,
    id: (row) => row,
    labels: cyclicLabels(count, classes),
    excluded: [],
    columns: values.map((one, at) => ({ kind: 'number', name: `x${at}`, values: one, missing: 0, notFinite: 0 })),
  };
}

/** Grey pictures: a bright bar per class at a place of its own, on noise. */
export function buildBars(count: number, classes: number, side: number, seed = 5): ImageSet {
  const random = seeded(seed);
  const size = side * side;
  const pixels = Uint8Array.from({ length: count * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % side];
    const isBar = Math.floor((column * classes) / side) === row % classes;
    return Math.floor((isBar ? 150 : 30) + 40 * random.uniform());
  });
  const read = async (rows: ArrayLike<number>): Promise<Uint8Array> => {
    const block = new Uint8Array(rows.length * size);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      block.set(pixels.subarray(row * size, (row + 1) * size), at * size);
    }
    return block;
  };
  const labels = cyclicLabels(count, classes);
  return {
    kind: 'images',
    count,
    id: (row) => row,
    labels,
    excluded: [],
    height: side,
    width: side,
    channels: 1,
    read,
  };
}

/** Texts that name their class, with words that none has. */
export function buildTexts(count: number, classes: number): TextSet {
  return {
    kind: 'text',
    count,
    id: (row) => row,
    labels: cyclicLabels(count, classes),
    excluded: [],
    read: async (rows) =>
      Array.from(rows, (row) => `this is number ${row} and it speaks of subject${row % classes} at length`),
  };
}
