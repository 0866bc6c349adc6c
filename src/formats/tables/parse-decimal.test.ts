// The same binary64 as `Number` gives, for every text that is a decimal number, and NaN for all others.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from './parse-decimal.ts';

function parse(text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  return parseDecimal(bytes, 0, bytes.length);
}

test('numbers as JavaScript writes them', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      for (const text of [String(value), value.toExponential(), value.toPrecision(17), value.toPrecision(19)]) {
        expect(parse(text)).toBe(Number(text));
      }
    }),
    { numRuns: 2000, seed: 1 },
  );
});

test('measurements with 14 to 22 digits', () => {
  const digits = fc.stringMatching(/^[0-9]{14,22}$/);
  fc.assert(
    fc.property(digits, fc.nat(22), fc.integer({ min: -25, max: 25 }), (text, point, exponent) => {
      const at = point % text.length;
      for (const written of [`${text.slice(0, at)}.${text.slice(at)}`, `-${text}e${exponent}`, `0.000${text}`, text]) {
        expect(parse(written)).toBe(Number(written));
      }
    }),
    { numRuns: 5000, seed: 2 },
  );
});

test('numbers that lie halfway between two of binary64, and beside them', () => {
  fc.assert(
    fc.property(fc.bigInt(2n ** 53n, 2n ** 60n), fc.integer({ min: -1, max: 1 }), fc.nat(3), (value, beside, power) => {
      // Above 2^53 the odd multiples of half the distance are ties.
      const bits = BigInt(value.toString(2).length - 53);
      const tie = ((value >> bits) << bits) + 2n ** (bits - 1n > 0n ? bits - 1n : 0n) + BigInt(beside);
      const text = `${tie * 10n ** BigInt(power)}`;
      expect(parse(text)).toBe(Number(text));
      expect(parse(`${text}e-${power}`)).toBe(Number(`${text}e-${power}`));
    }),
    { numRuns: 3000, seed: 3 },
  );
});

test.each([
  '5.',
  '.5',
  '+5',
  ' 5',
  '5\t ',
  '-0',
  '0e5',
  '00012.50',
  '1e400',
  '-1e400',
  '1e-400',
  '1E+05',
  '9007199254740993',
])('%j is a number', (text) => expect(parse(text)).toBe(Number(text)));

test.each([
  '',
  ' ',
  '.',
  '-',
  '+-5',
  '1e',
  '1e+',
  'e5',
  '1.2.3',
  '0x10',
  '1_000',
  '1,5',
  '5 5',
  'NaN',
  'Infinity',
  '12a',
  '１',
])('%j is none', (text) => expect(parse(text)).toBeNaN());

test('an exponent of a million digits ends', () => {
  expect(parse(`1e${'9'.repeat(1_000_000)}`)).toBe(Number.POSITIVE_INFINITY);
  expect(parse(`1e-${'9'.repeat(1_000_000)}`)).toBe(0);
});
