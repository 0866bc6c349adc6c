import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactExponential } from './exact-exponential.ts';

test('the exponential agrees with that of the platform', () => {
  fc.assert(
    fc.property(fc.double({ min: -708, max: 709, noNaN: true }), (x) => {
      const peer = Math.exp(x);
      expect(Math.abs(exactExponential(x) - peer)).toBeLessThanOrEqual(6e-16 * peer);
    }),
    { numRuns: 2000 },
  );
  expect(exactExponential(0)).toBe(1);
  expect(exactExponential(-Infinity)).toBe(0);
  expect(exactExponential(Infinity)).toBe(Infinity);
  expect(exactExponential(Number.NaN)).toBeNaN();
  expect(exactExponential(-745)).toBe(5e-324);
});
