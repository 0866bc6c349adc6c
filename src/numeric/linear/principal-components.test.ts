import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { CovarianceSum, covariance } from './covariance.ts';
import { squaredMahalanobis } from './mahalanobis.ts';
import { principalComponents, projectRows } from './principal-components.ts';
import { randomizedSvd } from './randomized-svd.ts';
import type { RowMatrix } from './row-products.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { topEigenvectors } from './top-eigenvectors.ts';

/** 30 rows of 4 columns; the reference values below were made of the same. */
const rows: RowMatrix = {
  values: Float32Array.from({ length: 120 }, (_, at) => {
    const i = Math.floor(at / 4);
    const j = at % 4;
    return ((i * i * 7 + j * j * 11 + i * j * 3) % 23) / 4;
  }),
  count: 30,
  width: 4,
};

function expectClose(values: ArrayLike<number>, peers: readonly number[], tolerance: number): void {
  expect(values.length).toBe(peers.length);
  peers.forEach((peer, index) => {
    expect(Math.abs((values[index] ?? Number.NaN) - peer)).toBeLessThanOrEqual(tolerance);
  });
}

// numpy 2.4.6: X.mean(0), numpy.cov(X.T), numpy.linalg.eigh with the largest component made positive, and d' C^-1 d
test('mean, covariance, eigenvectors and distances are those of numpy', () => {
  const result = covariance(rows);
  expectClose(result.mean, [3.3916666666666666, 3.6, 3.558333333333333, 3.2666666666666666], 1e-7);
  const [c00, c10, c31] = [2.8089798850574703, -0.2366379310344827, -0.7301724137931034];
  expectClose([result.matrix[0] ?? 0, result.matrix[4] ?? 0, result.matrix[7] ?? 0], [c00, c10, c31], 1e-6);
  const { values, vectors } = symmetricEigen(result.matrix, 4);
  expectClose(values, [4.362008611565748, 2.6398309648773832, 2.0975251434235966, 1.0338249353056843], 1e-6);
  expectClose(
    vectors.subarray(0, 8),
    [
      0.6646018801564217, -0.32952335553797363, -0.197938991114107, 0.6407330605207391, -0.3964779779866316,
      -0.4864501418117689, 0.683781959635372, 0.37230861416323885,
    ],
    1e-6,
  );
  const distances = squaredMahalanobis(rows, result) ?? [];
  expectClose(
    Array.from(distances).slice(0, 5),
    [5.088027345308148, 4.4812900497196795, 2.954550559402279, 3.1772669323380454, 3.2409103319551162],
    1e-4,
  );
});

test('blocks add up to the whole, at whatever scale', () => {
  const scale = fc.constantFrom(1, 1e-25, 1e18, 1e30);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 2, max: 900 }),
      scale,
      fc.nat(),
      (width, count, unit, seed) => {
        const random = seeded(seed);
        const values = Float32Array.from({ length: count * width }, () => (random.normal() + 3) * unit);
        const whole = covariance({ values, count, width });
        const sum = new CovarianceSum(width);
        const half = Math.floor(count / 2);
        sum.add(values.subarray(half * width), count - half);
        sum.add(values.subarray(0, half * width), half);
        const parts = sum.result();
        expect(parts.count).toBe(count);
        for (let i = 0; i < width * width; i++) {
          const variance = (whole.matrix[0] ?? 0) + unit * unit;
          expect(Math.abs((parts.matrix[i] ?? 0) - (whole.matrix[i] ?? 0))).toBeLessThan(1e-5 * variance);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('eigenvectors are orthonormal and put the matrix together again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 40 }), fc.nat(), (width, rank, seed) => {
      const random = seeded(seed);
      const matrix = new Float64Array(width * width);
      for (let r = 0; r < rank; r++) {
        const vector = Float64Array.from({ length: width }, random.normal);
        for (let i = 0; i < width; i++) {
          for (let j = 0; j < width; j++)
            matrix[i * width + j] = (matrix[i * width + j] ?? 0) + (vector[i] ?? 0) * (vector[j] ?? 0);
        }
      }
      const { values, vectors } = symmetricEigen(matrix, width);
      const size = Math.max(values[0] ?? 0, 1);
      for (let i = 0; i < width; i++) {
        for (let j = 0; j < width; j++) {
          let sum = 0;
          let product = 0;
          for (let k = 0; k < width; k++) {
            sum += (values[k] ?? 0) * (vectors[k * width + i] ?? 0) * (vectors[k * width + j] ?? 0);
            product += (vectors[i * width + k] ?? 0) * (vectors[j * width + k] ?? 0);
          }
          expect(Math.abs(sum - (matrix[i * width + j] ?? 0))).toBeLessThan(1e-12 * size);
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
        }
      }
    }),
  );
  expect(() => symmetricEigen(new Float64Array(3), 2)).toThrow('width 2');
  expect(() => symmetricEigen(Float64Array.of(Number.NaN), 1)).toThrow('finite');
});

/** Rows whose variance falls by .8 from direction to direction, in a random basis. */
function decayingRows(count: number, width: number, seed: number): RowMatrix {
  const random = seeded(seed);
  const latent = Float64Array.from({ length: count * width }, (_, at) => random.normal() * 0.8 ** (at % width));
  const turn = Float64Array.from({ length: width * width }, () => random.normal() / Math.sqrt(width));
  const values = new Float32Array(count * width);
  for (let r = 0; r < count; r++) {
    for (let c = 0; c < width; c++) {
      let sum = 5;
      for (let k = 0; k < width; k++) sum += (latent[r * width + k] ?? 0) * (turn[k * width + c] ?? 0);
      values[r * width + c] = sum;
    }
  }
  return { values, count, width };
}

test('the few largest by iteration are those of the whole decomposition, and so is the sketch', () => {
  const matrix = decayingRows(400, 80, 5);
  const { matrix: spread } = covariance(matrix);
  const exact = symmetricEigen(spread, 80);
  const few = topEigenvectors(spread, 80, 6, 1);
  const sketch = randomizedSvd(matrix, 6, { seed: 2 });
  expectClose(few.values, Array.from(exact.values.subarray(0, 6)), 1e-8 * (exact.values[0] ?? 0));
  expectClose(few.vectors, Array.from(exact.vectors.subarray(0, 480)), 1e-4);
  expectClose(sketch.variances, Array.from(exact.values.subarray(0, 6)), 1e-4 * (exact.values[0] ?? 0));
  for (let k = 0; k < 6; k++) {
    let cosine = 0;
    for (let c = 0; c < 80; c++) cosine += (sketch.components[k * 80 + c] ?? 0) * (exact.vectors[k * 80 + c] ?? 0);
    expect(Math.abs(cosine)).toBeGreaterThan(0.999);
  }
});

test('projected rows have the variances of the components and nothing in common', () => {
  const matrix = decayingRows(700, 30, 6);
  const components = principalComponents(matrix, 5, { seed: 1 });
  const projected = projectRows(matrix, components);
  const { mean, matrix: spread } = covariance(projected);
  for (let i = 0; i < 5; i++) {
    expect(Math.abs(mean[i] ?? 1)).toBeLessThan(1e-5);
    for (let j = 0; j < 5; j++) {
      const expected = i === j ? (components.variances[i] ?? 0) : 0;
      expect(Math.abs((spread[i * 5 + j] ?? 0) - expected)).toBeLessThan(1e-5);
    }
  }
});

test('equal rows have no component, one row has none, and rows on a line have one', () => {
  const same: RowMatrix = { values: new Float32Array(60).fill(7), count: 20, width: 3 };
  expect(principalComponents(same, 2, { seed: 1 }).variances.length).toBe(0);
  expect(randomizedSvd(same, 2, { seed: 1 }).variances.length).toBe(0);
  expect(principalComponents(same, 2, { seed: 1, rows: [3] }).variances.length).toBe(0);
  expect(squaredMahalanobis(same, covariance(same))).toBeUndefined();
  const line: RowMatrix = {
    values: Float32Array.from({ length: 60 }, (_, at) => Math.floor(at / 3)),
    count: 20,
    width: 3,
  };
  expect(principalComponents(line, 3, { seed: 1 }).variances.length).toBe(1);
  const distances = squaredMahalanobis(line, covariance(line)) ?? [];
  expect(Array.from(distances).every((distance) => distance >= 0 && distance < 20)).toBe(true);
  expect(() => principalComponents(line, 0, { seed: 1 })).toThrow('components');
});

test('too wide for a covariance is refused there and sketched instead', () => {
  const wide: RowMatrix = { values: Float32Array.from({ length: 5 * 5000 }, (_, at) => at % 7), count: 5, width: 5000 };
  expect(() => covariance(wide)).toThrow('5000 columns');
  const { variances, totalVariance } = principalComponents(wide, 4, { seed: 1 });
  expect(variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(totalVariance, 2);
});
