import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { plainKernel, type RowMatrix, rowProducts } from './row-products.ts';

function normalRows(count: number, width: number, seed: number): RowMatrix {
  const random = seeded(seed);
  return { values: Float32Array.from({ length: count * width }, random.normal), count, width };
}

test('products are those of 64-bit sums, at sizes around the tiles and the lanes', () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(127, 128, 129, 131));
  const width = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(511, 512, 513, 1030));
  fc.assert(
    fc.property(size, size, width, fc.nat(), (rowsA, rowsB, columns, seed) => {
      const a = normalRows(rowsA, columns, seed);
      const b = normalRows(rowsB, columns, seed + 1);
      const c = rowProducts(a, b);
      for (let t = 0; t < 20; t++) {
        const i = (t * 53) % rowsA;
        const j = (t * 71) % rowsB;
        let sum = 0;
        for (let k = 0; k < columns; k++) sum += (a.values[i * columns + k] ?? 0) * (b.values[j * columns + k] ?? 0);
        expect(Math.abs((c[i * rowsB + j] ?? Number.NaN) - sum)).toBeLessThan(1e-6 * columns + 1e-6);
      }
    }),
    { numRuns: 60 },
  );
});

test('without WebAssembly the same bits come out', () => {
  const a = normalRows(8, 36, 1);
  const b = normalRows(6, 36, 2);
  const plain = plainKernel();
  plain.a.set(a.values);
  plain.b.set(b.values);
  plain.multiply(8, 6, 36);
  expect(plain.c.slice(0, 48)).toEqual(rowProducts(a, b));
});

test('the lower triangle is that of the whole product', () => {
  const a = normalRows(300, 20, 3);
  const whole = rowProducts(a, a);
  const lower = rowProducts(a, a, undefined, true);
  for (let i = 0; i < 300; i++) for (let j = 0; j <= i; j++) expect(lower[i * 300 + j]).toBe(whole[i * 300 + j]);
});

test('arrays that are too short or of other width are refused, and no rows give no products', () => {
  expect(() => rowProducts(normalRows(2, 3, 1), normalRows(2, 4, 1))).toThrow('[2, 3]');
  expect(() => rowProducts({ values: new Float32Array(5), count: 2, width: 3 }, normalRows(2, 3, 1))).toThrow(
    '5 numbers',
  );
  expect(() => rowProducts(normalRows(2, 3, 1), normalRows(2, 3, 1), new Float32Array(3))).toThrow('into 3');
  expect(rowProducts(normalRows(0, 3, 1), normalRows(2, 3, 1)).length).toBe(0);
  expect(rowProducts(normalRows(2, 0, 1), normalRows(2, 0, 1))).toEqual(new Float32Array(4));
});
