import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openTable } from './open-tables.ts';
import { TextStore } from './text-store.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-open-tables-'));
afterAll(() => rmSync(base, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(base, name);
  writeFileSync(path, content);
  return path;
}

test('a table with labels, through a link', async () => {
  const path = file('a.tsv', 'x\ty\n1\tgood\n2\tbad\n');
  symlinkSync(path, join(base, 'link.tsv'));
  const set = await openTable(join(base, 'link.tsv'), { label: 'y' });
  expect(set).toMatchObject({ kind: 'table', count: 2, labels: { names: ['bad', 'good'] }, excluded: [] });
  expect(set.id(1)).toBe(1);
});

test('texts of JSON lines and of CSV', async () => {
  const lines = file('a.jsonl', '{"t":"first\\nline","y":1}\n{"y":0}\n{"t":"third","y":1}\n');
  const table = file('b.csv', 'y,t\n1,"first\nline"\n0,\n1,third\n');
  for (const path of [lines, table]) {
    const set = await openTable(path, { text: 't', label: 'y' });
    if (set.kind !== 'text') throw new Error(set.kind);
    expect(await set.read([2, 0, 1])).toEqual(['third', 'first\nline', '']);
    expect(set.labels).toEqual({ names: ['0', '1'], codes: Int32Array.of(1, 0, 1) });
    expect(set.notes).toEqual(['1 rows have no text']);
    await expect(set.read([3])).rejects.toThrow(RangeError);
    set.close?.();
  }
});

test('what is not there is named', async () => {
  const path = file('c.jsonl', '{"t":"x","y":1}\n');
  for (const [options, code] of [
    [{ text: 'other', label: 'y' }, 'DATA_COLUMN'],
    [{ text: 't', label: 'z' }, 'DATA_LABELS'],
    [{ label: 'z' }, 'DATA_COLUMN'],
  ] as const) {
    await expect(openTable(path, options)).rejects.toThrow(expect.objectContaining({ code }));
  }
  await expect(openTable(file('d.csv', ''), {})).rejects.toThrow(expect.objectContaining({ code: 'DATA_EMPTY' }));
});

test('texts beyond what memory may take come back from the scratch file', () => {
  const store = new TextStore(2 << 20);
  const texts = Array.from({ length: 40 }, (_, row) => `${row} `.repeat(1 + row * 5000));
  for (const text of texts) store.add(Buffer.from(text));
  expect(store.count).toBe(40);
  expect(store.read(texts.map((_, row) => texts.length - 1 - row))).toEqual(texts.toReversed());
  store.close();
});
