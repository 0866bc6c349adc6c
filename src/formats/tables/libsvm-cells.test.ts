import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { libsvmCells } from './libsvm-cells.ts';

test('pairs of index and value; what is not written is zero', async () => {
  const text = '+1 1:0.5 3:-2e1 # comment\n# nothing\n\n-1 qid:3 2:nan\n1 0:5\n2 x\n3\n';
  const reader = libsvmCells(new MemorySource(Buffer.from(text)));
  expect(reader.names).toEqual(['label', '1', '2', '3']);
  for await (const { count, indexes, columns } of reader.blocks()) {
    expect(count).toBe(3);
    expect([...indexes]).toEqual([0, 1, 4]);
    expect(columns.map(({ numbers }) => [...numbers])).toEqual([
      [1, -1, 3],
      [0.5, 0, 0],
      [0, Number.NaN, 0],
      [-20, 0, 0],
    ]);
  }
  expect(reader.excluded()).toEqual([{ reason: 'no label and pairs of index and value', count: 2, rows: [2, 3] }]);
});

test('an index of a thousand million is refused', () => {
  expect(() => libsvmCells(new MemorySource(Buffer.from('1 1000000000:1\n')))).toThrow(
    expect.objectContaining({ code: 'FORMAT_LIMIT' }),
  );
});
