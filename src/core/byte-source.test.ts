import { expect, test } from 'vitest';
import { MemorySource, readAll, SliceSource } from './byte-source.ts';

const bytes = Uint8Array.from({ length: 10 }, (_, index) => index);
const source = new MemorySource(bytes);

test('a memory source gives what there is', () => {
  expect([...source.read(8, 5)]).toEqual([8, 9]);
  expect(source.read(20, 5)).toHaveLength(0);
});

test('a slice starts at zero and ends where it should', () => {
  const slice = new SliceSource(source, 2, 6);
  expect(slice.size).toBe(4);
  expect([...slice.read(0, 100)]).toEqual([2, 3, 4, 5]);
  expect([...slice.read(3, 1)]).toEqual([5]);
  expect(slice.read(4, 1)).toHaveLength(0);
});

test('a slice never reaches outside its source', () => {
  expect(new SliceSource(source, -5, 100).size).toBe(10);
  expect(new SliceSource(source, 50, 100).size).toBe(0);
  expect(new SliceSource(source, 6, 2).size).toBe(0);
});

test('readAll copies, and stops when a source ends before its size', () => {
  const copy = readAll(source);
  expect(copy).toEqual(bytes);
  expect(copy.buffer).not.toBe(bytes.buffer);
  const early = { size: 10, read: (offset: number) => (offset === 0 ? bytes.subarray(0, 4) : new Uint8Array(0)) };
  expect([...readAll(early)]).toEqual([0, 1, 2, 3]);
});
