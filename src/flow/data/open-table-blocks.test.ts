import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TableBlocks } from '#core/dataset/table-block';
import { openTableBlocks } from './open-table-blocks.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-tables-'));
afterAll(() => rmSync(base, { recursive: true }));

async function rowsOf({ blocks }: TableBlocks): Promise<number> {
  let rows = 0;
  for await (const { count } of blocks()) rows += count;
  return rows;
}

test('a table is read as often as wanted, until it is another one', async () => {
  const path = join(base, 'a.csv');
  writeFileSync(path, 'n,w\n1,x\n2\n3,y\n');
  const table = await openTableBlocks(path);
  expect(table.names).toEqual(['n', 'w']);
  expect(await rowsOf(table)).toBe(2);
  expect(await rowsOf(table)).toBe(2);
  expect(table.excluded?.()).toEqual([{ reason: 'fewer fields than columns', count: 1, rows: [1] }]);
  appendFileSync(path, '4,z\n');
  await expect(rowsOf(table)).rejects.toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
});

test('what is no table is refused by name', async () => {
  const path = join(base, 'a.png');
  writeFileSync(path, 'x');
  for (const [wrong, code] of [
    [path, 'DATA_UNKNOWN'],
    [base, 'DATA_UNKNOWN'],
    [join(base, 'none.csv'), 'FILE_MISSING'],
  ] as const) {
    await expect(openTableBlocks(wrong)).rejects.toThrow(expect.objectContaining({ code }));
  }
});
