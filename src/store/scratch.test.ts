import { expect, test } from 'vitest';
import { openScratch } from './scratch.ts';

test.each([
  ['memory', 100],
  ['a file', 0],
])('bytes in %s are read back from anywhere', (_, inMemory) => {
  const scratch = openScratch(6, inMemory);
  scratch.append(Uint8Array.of(1, 2, 3, 4));
  scratch.append(Uint8Array.of(5));
  const into = new Uint8Array(3);
  scratch.readInto(into, 2);
  expect([...into]).toEqual([3, 4, 5]);
  expect(() => scratch.append(Uint8Array.of(6, 7))).toThrow();
  scratch.close();
  expect(() => scratch.readInto(into, 0)).toThrow();
});

test.each([100, 0])('what was not written cannot be read; in memory %s', (inMemory) => {
  const scratch = openScratch(10, inMemory);
  expect(() => scratch.readInto(new Uint8Array(1), 0)).toThrow(expect.objectContaining({ code: 'DATA_SCRATCH' }));
  scratch.close();
});

test('more than a set may have is refused before anything is written', () => {
  expect(() => openScratch(2 ** 45)).toThrow(expect.objectContaining({ code: 'DATA_LIMIT' }));
});
