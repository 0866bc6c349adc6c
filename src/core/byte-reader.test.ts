import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { MemorySource } from './byte-source.ts';
import { FormatError } from './errors.ts';
import { WorkBudget } from './work-budget.ts';

function readerOf(bytes: Uint8Array, options?: { at?: number; littleEndian?: boolean }): ByteReader {
  return new ByteReader(new MemorySource(bytes), new WorkBudget(bytes.length), options);
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}

describe('numbers', () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa, 0xf9, 0xf8]);

  test('read in both byte orders', () => {
    expect(readerOf(bytes).u8()).toBe(0xff);
    expect(readerOf(bytes).i8()).toBe(-1);
    expect(readerOf(bytes).u16()).toBe(0xfeff);
    expect(readerOf(bytes).i16()).toBe(-257);
    expect(readerOf(bytes).u32()).toBe(0xfcfdfeff);
    expect(readerOf(bytes).i32()).toBe(0xfcfdfeff - 2 ** 32);
    expect(readerOf(bytes).u64()).toBe(0xf8f9fafbfcfdfeffn);
    expect(readerOf(bytes).i64()).toBe(0xf8f9fafbfcfdfeffn - (1n << 64n));
    expect(readerOf(bytes, { littleEndian: false }).u16()).toBe(0xfffe);
    expect(readerOf(new Uint8Array([0, 0, 0x80, 0x3f])).f32()).toBe(1);
    expect(readerOf(new Uint8Array([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])).f64()).toBe(1);
  });

  test('move the position, and never past the end', () => {
    const reader = readerOf(bytes);
    reader.u32();
    expect(reader.position).toBe(4);
    expect(reader.remaining).toBe(4);
    reader.u32();
    expect(codeOf(() => reader.u8())).toBe('FORMAT_TRUNCATED');
    expect(reader.position).toBe(8);
  });

  test('u64Number refuses what a number cannot hold exactly', () => {
    expect(readerOf(new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0])).u64Number()).toBe(1);
    expect(codeOf(() => readerOf(bytes).u64Number())).toBe('FORMAT_TRUNCATED');
  });

  test('are right across the edge of the window', () => {
    const large = new Uint8Array(200_000);
    large[65_535] = 0x34;
    large[65_536] = 0x12;
    const reader = readerOf(large);
    reader.u8();
    reader.seek(65_535);
    expect(reader.u16()).toBe(0x1234);
    reader.seek(0);
    expect(reader.u8()).toBe(0);
  });
});

describe('positions', () => {
  test('seek and skip stay inside', () => {
    const reader = readerOf(new Uint8Array(10), { at: 2 });
    expect(reader.position).toBe(2);
    reader.skip(8);
    expect(reader.remaining).toBe(0);
    for (const target of [11, -1, 0.5, Number.NaN]) expect(codeOf(() => reader.seek(target))).toBe('FORMAT_TRUNCATED');
    expect(codeOf(() => reader.skip(1))).toBe('FORMAT_TRUNCATED');
  });
});

describe('declared counts', () => {
  test('are refused when the elements cannot be there', () => {
    const reader = readerOf(new Uint8Array(16));
    expect(reader.assertCount(4, 4)).toBe(4);
    expect(codeOf(() => reader.assertCount(5, 4))).toBe('FORMAT_TRUNCATED');
  });

  test('cost work', () => {
    const source = new MemorySource(new Uint8Array(100));
    const budget = new WorkBudget(0);
    budget.spend(50_000_000 - 10);
    const reader = new ByteReader(source, budget);
    reader.assertCount(10, 1);
    expect(codeOf(() => reader.assertCount(1, 1))).toBe('FORMAT_LIMIT');
  });
});

describe('bytes and text', () => {
  test('are copies', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const copy = readerOf(bytes).bytes(2);
    bytes[0] = 9;
    expect([...copy]).toEqual([1, 2]);
  });

  test('a length is checked before anything is allocated', () => {
    const reader = readerOf(new Uint8Array(3));
    for (const length of [4, 2 ** 50, -1, Number.NaN])
      expect(codeOf(() => reader.bytes(length))).toBe('FORMAT_TRUNCATED');
  });

  test('a source that ends early is noticed', () => {
    const lying = { size: 10, read: () => new Uint8Array(0) };
    const reader = new ByteReader(lying, new WorkBudget(10));
    expect(codeOf(() => reader.bytes(4))).toBe('FORMAT_TRUNCATED');
  });

  test('utf8 keeps a byte order mark and refuses bad bytes', () => {
    expect(readerOf(new TextEncoder().encode('\ufeffäö')).utf8(7)).toBe('\ufeffäö');
    expect(codeOf(() => readerOf(new Uint8Array([0xff])).utf8(1))).toBe('FORMAT_MALFORMED');
    expect(codeOf(() => readerOf(new Uint8Array([0x41])).utf8(2))).toBe('FORMAT_TRUNCATED');
  });

  test('peek does not move', () => {
    const reader = readerOf(new Uint8Array([7, 8]));
    expect([...reader.peek(5)]).toEqual([7, 8]);
    expect(reader.position).toBe(0);
  });
});

test('reading number by number gives the bytes back, wherever the reader starts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(64), (bytes, start) => {
      const at = Math.min(start, bytes.length);
      const reader = readerOf(bytes, { at });
      const seen: number[] = [];
      while (reader.remaining > 0) seen.push(reader.u8());
      expect(seen).toEqual([...bytes.subarray(at)]);
    }),
  );
});
