// Equal decimals are written in one way, different ones in different ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalNumber } from './canonical-number.ts';

test.each([
  ['0', '0'],
  ['-0', '0'],
  ['-0.0e9', '0'],
  ['1.0', '1'],
  ['10e-1', '1'],
  ['1.10', '1.1'],
  ['1e2', '100'],
  ['1E+2', '100'],
  ['0.000001', '0.000001'],
  ['1e-7', '1e-7'],
  ['0.0000001', '1e-7'],
  ['1e21', '1e+21'],
  ['1000000000000000000000', '1e+21'],
  ['123456789012345680000', '123456789012345680000'],
  ['-12.5', '-12.5'],
  ['9007199254740992', '9007199254740992'],
  ['9007199254740993', '9007199254740993e0'],
  ['90071992547409930', '9007199254740993e1'],
  ['0.1000000000000000055511151231257827', '1000000000000000055511151231257827e-34'],
  ['1e400', '1e400'],
  ['10e399', '1e400'],
  ['-1e400', '-1e400'],
  ['1e-400', '1e-400'],
  ['1e999999999999999999', '1e999999999999999999+0'],
  ['1.5e999999999999999999', '15e999999999999999999-1'],
  ['1.5e-00000000000000000002', '0.015'],
  ['1e-99999999999999999999', '1e-99999999999999999999+0'],
  ['NaN', 'NaN'],
  ['-Infinity', '-Infinity'],
])('%s is %s', (written, canonical) => {
  expect(canonicalNumber(written)).toBe(canonical);
});

test('binary64 is written as RFC 8785 says, however it was written before', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const canonical = JSON.stringify(value);
      expect(canonicalNumber(canonical)).toBe(canonical);
      expect(canonicalNumber(value.toExponential())).toBe(canonical);
    }),
  );
});

test('different integers are never the same', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      expect(canonicalNumber(String(a)) === canonicalNumber(String(b))).toBe(a === b);
    }),
  );
});
