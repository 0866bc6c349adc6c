// Parquet and Arrow files as pyarrow writes them: every type, codec and encoding, with and without nulls.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { arrowCells } from '#formats/tables/arrow-cells';
import type { CellReader } from '#formats/tables/cell-block';
import { cellKinds } from '#formats/tables/cell-kind';
import { parquetCells } from '#formats/tables/parquet-cells';
import { hexOf, readRows } from '#testkit/rows';

const python = process.env.ASSAY_PYTHON ?? 'python3';
const present = spawnSync(python, ['-c', 'import pyarrow.parquet']).status === 0;
const oracle = fileURLToPath(new URL('./parquet-oracle.py', import.meta.url));
const base = mkdtempSync(join(tmpdir(), 'assay-parquet-'));
afterAll(() => rmSync(base, { recursive: true }));

type Cells = Readonly<Record<string, readonly (string | null)[]>>;

/** Cells as the oracle writes them: numbers of floating point in hexadecimal, times in milliseconds. */
async function cellsOf(reader: CellReader, wanted: Cells): Promise<Cells> {
  const all: Record<string, (string | null)[]> = Object.fromEntries(reader.names.map((name) => [name, []]));
  for await (const { columns, count } of reader.blocks()) {
    for (const [index, column] of columns.entries()) {
      const name = reader.names[index] ?? '';
      const { bytes, starts, ends } = column.text();
      for (let row = 0; row < count; row += 1) {
        const expected = wanted[name]?.[all[name]?.length ?? 0];
        const text = Buffer.from(bytes.subarray(starts[row], ends[row])).toString();
        const number = column.numbers[row] ?? Number.NaN;
        // A text that is empty is missing, as in CSV.
        const isMissing = column.kinds[row] === cellKinds.missing;
        let shown: string | null = isMissing && expected !== '' ? null : text;
        if (expected?.startsWith('ms:')) shown = `ms:${number}`;
        if (expected?.startsWith('f:')) shown = number === hexadecimal(expected.slice(2)) ? expected : `f:${number}`;
        all[name]?.push(shown);
      }
    }
  }
  return all;
}

function hexadecimal(text: string): number {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)0x([01])\.?([0-9a-f]*)p([-+][0-9]+)$/.exec(text) ?? [];
  if (exponent === '0' && whole === '0' && fraction === '') return Number(text.replace('inf', 'Infinity'));
  const digits = Number.parseInt(`${whole}${fraction}`, 16);
  return (sign === '-' ? -1 : 1) * digits * 2 ** (Number(exponent) - 4 * fraction.length);
}

describe.skipIf(!present)('pyarrow (skipped when ASSAY_PYTHON, or python3, has no pyarrow)', () => {
  let files: readonly string[] = [];
  beforeAll(() => {
    const { status, stderr } = spawnSync(python, [oracle, base, '500'], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    files = readdirSync(base);
  }, 60_000);

  test('Parquet', async () => {
    const names = files.filter((name) => name.endsWith('.parquet') && !name.startsWith('flat-'));
    expect(names.length).toBe(30);
    for (const name of names) {
      const wanted: Cells = JSON.parse(readFileSync(join(base, `${name}.json`), 'utf8'));
      const reader = parquetCells(new MemorySource(readFileSync(join(base, name))));
      const found = await cellsOf(reader, wanted);
      expect(Object.keys(found), name).toEqual(Object.keys(wanted));
      for (const [column, cells] of Object.entries(wanted)) expect(found[column], `${name}, ${column}`).toEqual(cells);
    }
  });

  test('Arrow files and streams', async () => {
    const names = files.filter((name) => name.endsWith('.arrow') && !name.startsWith('flat-'));
    expect(names.length).toBe(12);
    for (const name of names) {
      const wanted: Cells = JSON.parse(readFileSync(join(base, `${name}.json`), 'utf8'));
      const reader = arrowCells(new MemorySource(readFileSync(join(base, name))));
      const found = await cellsOf(reader, wanted);
      expect(Object.keys(found), name).toEqual(Object.keys(wanted));
      for (const [column, cells] of Object.entries(wanted)) expect(found[column], `${name}, ${column}`).toEqual(cells);
    }
  });

  test('rows of Parquet have one digest, whatever wrote them in whatever encoding', () => {
    for (const tag of ['full', 'nulls']) {
      const names = files.filter(
        (name) => name.startsWith(tag) && /-(none|snappy|gzip|brotli|zstd|lz4|plain|dictionary)\.parquet$/.test(name),
      );
      expect(names.length).toBe(10);
      const tables = names.map((name) =>
        readRows('parquet', readFileSync(join(base, name)), { key: 'large', label: 'text' }),
      );
      for (const { rows } of tables) {
        expect(rows.length).toBe(500);
        expect(rows.map(({ digest }) => hexOf(digest))).toEqual(tables[0]?.rows.map(({ digest }) => hexOf(digest)));
        expect(rows.map(({ rest }) => hexOf(rest ?? new Uint8Array(0)))).toEqual(
          tables[0]?.rows.map(({ rest }) => hexOf(rest ?? new Uint8Array(0))),
        );
      }
      expect(new Set(tables[0]?.rows.map(({ digest }) => hexOf(digest))).size).toBe(500);
      const [key] = tables[0]?.rows[0]?.fields ?? [];
      if (tag === 'full') expect(Buffer.from(key ?? []).toString()).toBe('row 0');
    }
  });

  test('rows of Arrow have one digest, and the one that they have in Parquet', () => {
    for (const tag of ['full', 'nulls']) {
      const names = files.filter((name) => name.startsWith(`flat-${tag}`) && /\.(arrow|parquet)$/.test(name));
      expect(names.length).toBe(5);
      const digests = names
        .map((name) =>
          readRows(name.endsWith('.arrow') ? 'arrow' : 'parquet', readFileSync(join(base, name)), {
            key: 'large',
            label: 'words',
          }),
        )
        .map(({ rows }) => rows.map(({ digest, rest }) => [digest, rest ?? digest].map(hexOf)));
      for (const found of digests) expect(found).toEqual(digests[0]);
      expect(digests[0]?.length).toBe(500);
    }
  });
});
