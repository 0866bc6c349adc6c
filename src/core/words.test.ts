// The small words of core/: places, quotes, ranges, digests, limits, errors.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSha256, Sha256Stream, sha256 } from './digest.ts';
import { AssayError, errorCodes, FileError, FormatError } from './errors.ts';
import * as limits from './limits.ts';
import { describePlace } from './place.ts';
import { escapeInvisible, quote } from './quote.ts';
import { gaps } from './ranges.ts';

test('a place says only what is known', () => {
  expect(describePlace({})).toBe('');
  expect(describePlace({ member: 'a!b', line: 3, offset: 0, pointer: '/x', element: 'REDUCE' })).toBe(
    'a!b, line 3, byte 0, /x, REDUCE',
  );
  expect(describePlace({ pointer: '' })).toBe('');
});

test('quoted text cannot move a cursor, turn the reading direction or flood a report', () => {
  expect(quote('a\u001b[2Jb')).toBe('"a\\u{1b}[2Jb"');
  expect(quote('\u202egnp')).toBe('"\\u{202e}gnp"');
  expect(quote('x'.repeat(500))).toHaveLength(limits.quotedText.value + 3);
  expect(escapeInvisible('\ud800')).toBe('\\u{d800}');
  expect(escapeInvisible('😀 ü')).toBe('😀 ü');
});

test('gaps are what is not covered', () => {
  expect(gaps([], 0)).toEqual([]);
  expect(gaps([], 5)).toEqual([{ from: 0, to: 5 }]);
  expect(gaps([{ from: 2, to: 4 }], 5)).toEqual([
    { from: 0, to: 2 },
    { from: 4, to: 5 },
  ]);
  expect(
    gaps(
      [
        { from: 3, to: 9 },
        { from: 0, to: 3 },
      ],
      5,
    ),
  ).toEqual([]);
});

test('a byte is in a gap exactly when no range holds it', () => {
  const ranges = fc.array(
    fc.tuple(fc.nat(30), fc.nat(30)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  );
  fc.assert(
    fc.property(ranges, fc.nat(30), (covered, size) => {
      const open = gaps(covered, size);
      for (let at = 0; at < size; at++) {
        const held = covered.some((range) => range.from <= at && at < range.to);
        expect(open.some((range) => range.from <= at && at < range.to)).toBe(!held);
      }
    }),
  );
});

test('SHA-256 in one piece and in many is the same', () => {
  const stream = new Sha256Stream();
  stream.update(new TextEncoder().encode('a'));
  stream.update(new TextEncoder().encode('bc'));
  // FIPS 180-4, the one-block example.
  expect(stream.finish()).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

test('a digest from outside is checked', () => {
  const text = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(parseSha256(text)).toBe(text);
  for (const bad of ['', text.toUpperCase(), `${text}0`, text.slice(1)])
    expect(() => parseSha256(bad)).toThrow(TypeError);
});

test('an error carries its code, its fields and its cause', () => {
  const cause = new Error('inner');
  const error = new FormatError('FORMAT_LIMIT', 'too much', { offset: 3, limit: 'work', cause });
  expect(error).toBeInstanceOf(AssayError);
  expect([error.name, error.code, error.fields.offset, error.cause]).toEqual(['FormatError', 'FORMAT_LIMIT', 3, cause]);
  expect(new FileError('FILE_MISSING', 'is not there').cause).toBeUndefined();
  expect(Object.values(errorCodes).every((text) => text.endsWith('.'))).toBe(true);
});

test('every limit states its unit, its reason and what it was sized against', () => {
  for (const [name, limit] of Object.entries(limits)) {
    expect(limit.value, name).toBeGreaterThan(0);
    for (const text of [limit.unit, limit.reason, limit.sizedAgainst]) expect(text.length, name).toBeGreaterThan(3);
  }
});
