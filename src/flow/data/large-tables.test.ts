// Tables of ten million rows, in memory that does not grow with the file. ASSAY_SLOW=1
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTableBlocks } from './open-table-blocks.ts';
import { openTable } from './open-tables.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-large-tables-'));
afterAll(() => rmSync(base, { recursive: true }));
const rows = 10_000_000;

describe.skipIf(process.env.ASSAY_SLOW === undefined)('ten million rows (skipped without ASSAY_SLOW)', () => {
  test('CSV, as blocks and as columns', async () => {
    const path = join(base, 'large.csv');
    const descriptor = openSync(path, 'w');
    writeSync(descriptor, 'n,w,y\n');
    for (let row = 0; row < rows; row += 100_000) {
      const part = Array.from({ length: 100_000 }, (_, at) => `${row + at},w${at % 5},${at % 2}\n`);
      writeSync(descriptor, part.join(''));
    }
    closeSync(descriptor);
    const before = process.memoryUsage().rss;
    const table = await openTableBlocks(path);
    let count = 0;
    let most = 0;
    for await (const block of table.blocks()) {
      count += block.count;
      most = Math.max(most, process.memoryUsage().rss - before);
    }
    expect(count).toBe(rows);
    expect(most).toBeLessThan(400 << 20);
    const set = await openTable(path, { label: 'y' });
    if (set.kind !== 'table') throw new Error(set.kind);
    expect(set.count).toBe(rows);
    expect(set.columns.map(({ kind }) => kind)).toEqual(['number', 'category']);
    const [numbers] = set.columns;
    expect(numbers?.kind === 'number' ? numbers.values[rows - 1] : undefined).toBe(rows - 1);
  }, 300_000);
});
