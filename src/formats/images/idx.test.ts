import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { buildIdx, type IdxDefect, packed } from '#testkit/data-images';
import { openIdx } from './idx.ts';

const elements = Uint8Array.from({ length: 2 * 3 * 4 }, (_, index) => index * 7);

function read(bytes: Uint8Array): { shape: readonly number[]; elements: Uint8Array } {
  const array = openIdx(new MemorySource(bytes));
  const pieces: Uint8Array[] = [];
  array.read((piece) => pieces.push(piece.slice()));
  return { shape: array.shape, elements: new Uint8Array(Buffer.concat(pieces)) };
}

test.each([
  ['bare', buildIdx([2, 3, 4], elements)],
  ['in gzip', packed(buildIdx([2, 3, 4], elements))],
])('an array %s is read whole', (_, bytes) => {
  expect(read(bytes)).toEqual({ shape: [2, 3, 4], elements });
});

test.each<[IdxDefect, string]>([
  ['truncated', 'FORMAT_TRUNCATED'],
  ['trailing', 'FORMAT_MALFORMED'],
  ['not-bytes', 'FORMAT_UNSUPPORTED'],
  ['huge-count', 'FORMAT_TRUNCATED'],
  ['no-magic', 'FORMAT_MALFORMED'],
])('%s is refused', (defect, code) => {
  for (const pack of [(bytes: Uint8Array) => bytes, packed]) {
    expect(() => read(pack(buildIdx([2, 3, 4], elements, defect)))).toThrow(expect.objectContaining({ code }));
  }
});

test('cut anywhere and with any byte changed, an array is refused or read, with no other error', () => {
  for (const whole of [buildIdx([2, 3, 4], elements), packed(buildIdx([2, 3, 4], elements))]) {
    for (let at = 0; at < whole.length; at++) {
      expect(() => read(whole.subarray(0, at))).toThrow(FormatError);
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 0x41;
      try {
        expect(read(flipped).elements.length).toBeLessThanOrEqual(whole.length * 1032);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  }
});

test('a packed array of zeros that grows beyond its header ends there', () => {
  const bomb = packed(buildIdx([2, 3, 4], new Uint8Array(50_000_000)));
  let given = 0;
  expect(() => openIdx(new MemorySource(bomb)).read((piece) => (given += piece.length))).toThrow('bytes follow');
  expect(given).toBe(24);
});
