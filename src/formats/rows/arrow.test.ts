// Rows of Arrow are their values: how these are stored makes no difference.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRows } from '#testkit/rows';

const samples = new URL('../../../tests/interop/samples/tables/', import.meta.url);

test('a table with lists is refused by the name of the column', () => {
  for (const name of ['mixed.arrow', 'plain.arrow']) {
    expect(() => readRows('arrow', readFileSync(new URL(name, samples)))).toThrow(/the column "l" is a list/);
  }
});

test('what is no table is refused', () => {
  expect(() => readRows('arrow', 'ARROW1\0\0')).toThrow(expect.objectContaining({ code: 'FORMAT_TRUNCATED' }));
  expect(() => readRows('arrow', '')).toThrow(expect.objectContaining({ code: 'FORMAT_TRUNCATED' }));
});
