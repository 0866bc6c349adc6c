import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { kMeans } from './k-means.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import type { RowMatrix } from './row-products.ts';
import { silhouette } from './silhouette.ts';

/** 30 rows of 4 columns, of which the last seven repeat the first; the reference values below were made of the same. */
const rows: RowMatrix = {
  values: Float32Array.from({ length: 120 }, (_, at) => {
    const i = Math.floor(at / 4);
    const j = at % 4;
    return ((i * i * 7 + j * j * 11 + i * j * 3) % 23) / 4;
  }),
  count: 30,
  width: 4,
};

/** Groups of `size` normal rows, their centres `gap` apart. */
function groups(count: number, size: number, gap: number, seed: number): RowMatrix {
  const random = seeded(seed);
  const values = Float32Array.from({ length: count * size * 6 }, (_, at) => {
    const group = Math.floor(at / 6 / size);
    return random.normal() + (at % 6 === group ? gap : 0);
  });
  return { values, count: count * size, width: 6 };
}

// scikit-learn 1.9.1: sklearn.metrics.silhouette_score(X, labels)
test('the silhouette is that of scikit-learn', () => {
  const labels = Array.from({ length: 30 }, (_, i) => (i < 12 ? 0 : i < 20 ? 1 : 2));
  expect(silhouette(rows, labels, { seed: 1 })).toBeCloseTo(-0.03853864000352461, 12);
  expect(silhouette(rows, new Int32Array(30), { seed: 1 })).toBeNaN();
});

// sklearn.neighbors.NearestNeighbors(n_neighbors=4, algorithm='brute').fit(X).kneighbors(X[:3])
test('neighbours are those of scikit-learn, with the distance 0 of equal rows', () => {
  const queries = { values: rows.values.subarray(0, 12), count: 3, width: 4 };
  const { rows: found, distances } = nearestNeighbours(queries, rows, 4);
  expect([...distances].map((value) => Math.round(value * 1e12) / 1e12)).toEqual([
    0, 0, 2.091650066335, 3.307189138831, 0, 0, 2.091650066335, 2.091650066335, 0, 0, 2.091650066335, 2.091650066335,
  ]);
  expect([...found].slice(0, 4)).toEqual([0, 23, 22, 21]);
  const others = nearestNeighbours(rows, rows, 1, { excludeSelf: true });
  expect(others.rows[0]).toBe(23);
  expect(others.rows[23]).toBe(0);
});

test('neighbours are those of comparing all pairs, over block borders and at whatever scale', () => {
  for (const [count, unit] of [
    [300, 1],
    [1200, 1e30],
    [1100, 1e-30],
  ] as const) {
    const random = seeded(count);
    const values = Float32Array.from({ length: count * 5 }, () => (random.normal() + 2) * unit);
    const matrix = { values, count, width: 5 };
    const { rows: found, distances, k } = nearestNeighbours(matrix, matrix, 7, { excludeSelf: true });
    expect(k).toBe(7);
    for (const query of [0, 127, 128, count - 1]) {
      const all = Array.from({ length: count }, (_, row) => {
        const parts = [0, 1, 2, 3, 4].map((j) => (values[query * 5 + j] ?? 0) - (values[row * 5 + j] ?? 0));
        return { row, distance: Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0)) };
      })
        .filter(({ row }) => row !== query)
        .sort((a, b) => a.distance - b.distance);
      expect([...found.subarray(query * 7, query * 7 + 7)]).toEqual(all.slice(0, 7).map(({ row }) => row));
      expect(distances[query * 7 + 6]).toBe(all[6]?.distance);
    }
  }
});

test('fewer rows than neighbours give fewer, none give none', () => {
  const two = { values: Float32Array.of(1, 2), count: 2, width: 1 };
  expect(nearestNeighbours(two, two, 5, { excludeSelf: true })).toMatchObject({ k: 1, rows: Int32Array.of(1, 0) });
  const none = { values: new Float32Array(0), count: 0, width: 1 };
  expect(nearestNeighbours(two, none, 5).k).toBe(0);
  expect(nearestNeighbours(none, two, 1).rows.length).toBe(0);
  expect(() => nearestNeighbours(two, two, 0)).toThrow('neighbours');
});

test('k-means finds groups that are apart (3 x 200 rows, seed 7)', () => {
  const matrix = groups(3, 200, 8, 7);
  const { assignments, sizes, inertia, centres } = kMeans(matrix, 3, { seed: 1 });
  expect([...sizes].sort()).toEqual([200, 200, 200]);
  for (let i = 0; i < 600; i++) expect(assignments[i]).toBe(assignments[Math.floor(i / 200) * 200]);
  // Around their own centres: 600 rows of 6 standard normal columns.
  expect(Math.abs(inertia - 3600)).toBeLessThan(5 * Math.sqrt(2 * 3600));
  expect(Math.max(...centres)).toBeGreaterThan(7);
  expect(silhouette(matrix, assignments, { seed: 1 })).toBeGreaterThan(0.5);
  expect(kMeans(matrix, 3, { seed: 1 })).toEqual(kMeans(matrix, 3, { seed: 1 }));
});

test('k-means of rows that are equal or too few leaves clusters empty', () => {
  const same = { values: new Float32Array(10).fill(3), count: 5, width: 2 };
  const { sizes, inertia } = kMeans(same, 3, { seed: 1 });
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5);
  expect(inertia).toBe(0);
  expect(kMeans({ values: Float32Array.of(1), count: 1, width: 1 }, 2, { seed: 1 }).sizes).toEqual(Int32Array.of(1, 0));
  expect(() => kMeans(same, 0, { seed: 1 })).toThrow('clusters');
  expect(() => kMeans({ values: new Float32Array(0), count: 0, width: 2 }, 1, { seed: 1 })).toThrow('no row');
});
