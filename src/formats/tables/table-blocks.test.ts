// Blocks as those who examine tables see them, and the table of words behind their texts.
import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import type { TableBlock } from '#core/dataset/table-block';
import { delimitedCells } from './delimited-cells.ts';
import { tableBlocks } from './table-blocks.ts';
import { WordTable } from './word-table.ts';

test('numbers, missing and not finite stay numbers; one word makes the column of the block text', async () => {
  const source = new MemorySource(Buffer.from('a,b,c\n1,x,1\n,NA,word\ninf,,2\n'));
  const blocks: TableBlock[] = [];
  for await (const block of tableBlocks(delimitedCells(source, ','))) blocks.push(structuredClone(block));
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toMatchObject({ rowStart: 0, count: 3 });
  expect(blocks[0]?.columns).toEqual([
    { kind: 'number', values: Float64Array.of(1, Number.NaN, Number.NaN), states: Uint8Array.of(0, 1, 2) },
    { kind: 'text', values: ['x', undefined, undefined] },
    { kind: 'text', values: ['1', 'word', '2'] },
  ]);
});

test('words are numbered as they come, whatever their hashes are', () => {
  const table = new WordTable(5000);
  const codeOf = (text: string): number => table.codeOf(Buffer.from(text), 0, Buffer.byteLength(text));
  for (let round = 0; round < 2; round += 1) {
    for (let word = 0; word < 5000; word += 1) expect(codeOf(`word ${word}`)).toBe(word);
  }
  expect(table.isFull).toBe(false);
  expect(codeOf('one more')).toBe(-1);
  expect(table.isFull).toBe(true);
  expect(codeOf('word 17')).toBe(17);
  expect(table.names[4999]).toBe('word 4999');
});

test('a word in two encodings is one word', () => {
  const table = new WordTable(10);
  const codes = [Buffer.from('café', 'latin1'), Buffer.from('café'), Buffer.from('')].map((bytes) =>
    table.codeOf(bytes, 0, bytes.length),
  );
  expect(codes).toEqual([0, 0, 1]);
  expect(table.names).toEqual(['café', '']);
});
