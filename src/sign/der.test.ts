// DER both ways: what is written is read, and nothing else than the one right form is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDer, parseDerList } from './der.ts';
import { encodeDer, encodeDerInteger } from './encode-der.ts';
import { encodeEcdsaSignature } from './encode-ecdsa-signature.ts';

const tag = fc.integer({ min: 0, max: 254 }).filter((value) => (value & 0x1f) !== 0x1f);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('what is written is read', () => {
  fc.assert(
    fc.property(tag, fc.integer({ min: 0, max: 70_000 }), (kind, size) => {
      const content = Buffer.alloc(size, 7);
      expect(parseDer(encodeDer(kind, content))).toEqual({ tag: kind, content });
    }),
    { examples: [0, 127, 128, 255, 256, 65_535, 65_536].map((size): [number, number] => [4, size]) },
  );
  expect(parseDerList(Buffer.concat([encodeDer(2, Buffer.from([1])), encodeDer(5)]))).toHaveLength(2);
});

test.each([
  ['nothing', ''],
  ['two values', '05000500'],
  ['a length in more bytes than it needs', '0481010a'],
  ['a length with a zero in front', '0482008000'],
  ['a length of no fixed size', '0480000000'],
  ['a length of five bytes', '0485000000000100'],
  ['a length that is cut', '0482ff'],
  ['no length', '04'],
  ['content that is cut', '040201'],
  ['a tag of two bytes', '1f0100'],
])('is no DER: %s', (_name, text) => {
  expect(() => parseDer(Buffer.from(text, 'hex'))).toThrow('is not DER');
});

test.each([
  ['00', '020100'],
  ['0000', '020100'],
  ['', '020100'],
  ['7f', '02017f'],
  ['80', '02020080'],
  ['00ff', '020200ff'],
  ['0001', '020101'],
])('the number %s', (unsigned, encoded) => {
  expect(hex(encodeDerInteger(Buffer.from(unsigned, 'hex')))).toBe(encoded);
});

test('a pair of numbers becomes a signature', () => {
  expect(hex(encodeEcdsaSignature(Buffer.from('00800001', 'hex'), 2))).toBe('300702020080020101');
  expect(() => encodeEcdsaSignature(Buffer.alloc(3), 2)).toThrow('a signature of 3 bytes does not belong');
});
