// Parquet and Arrow as another program wrote them, whole, cut and changed.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { arrowCells } from './arrow-cells.ts';
import type { CellReader } from './cell-block.ts';
import { parquetCells } from './parquet-cells.ts';

const samples = new URL('../../../tests/interop/samples/tables/', import.meta.url);

const files = ['mixed.parquet', 'mixed.arrow', 'plain.arrow'].map(
  (name) => [name, readFileSync(new URL(name, samples))] as const,
);

function open(name: string, bytes: Uint8Array): CellReader {
  const source = new MemorySource(bytes);
  return name.endsWith('.parquet') ? parquetCells(source) : arrowCells(source);
}

async function read(reader: CellReader): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = Object.fromEntries(reader.names.map((name) => [name, []]));
  for await (const { columns, count } of reader.blocks()) {
    for (const [index, column] of columns.entries()) {
      const { bytes, starts, ends } = column.text();
      for (let row = 0; row < count; row += 1) {
        all[reader.names[index] ?? '']?.push(Buffer.from(bytes.subarray(starts[row], ends[row])).toString());
      }
    }
  }
  return all;
}

describe.each(files)('%s', (name, bytes) => {
  test('is read', async () => {
    const reader = open(name, bytes);
    const rows = Array.from({ length: 40 }, (_, row) => row);
    expect(await read(reader)).toEqual({
      n: rows.map((row) => (row % 7 === 3 ? '' : String(row))),
      x: rows.map((row) => String(row / 4)),
      w: rows.map((row) => ['yes', 'no', ''][row % 3]),
      t: rows.map((row) => `row ${row}`),
      's.a': rows.map((row) => String(row % 2 === 0)),
    });
    expect(reader.notes()).toEqual(['1 columns of lists or of bytes are left out']);
    expect(reader.share()).toBe(1);
  });

  test('cut or changed it is read or refused, and nothing else happens', async () => {
    let refused = 0;
    const tryOut = async (broken: Uint8Array): Promise<void> => {
      try {
        await read(open(name, broken));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        refused += 1;
      }
    };
    for (let length = 0; length < bytes.length; length += 61) await tryOut(bytes.subarray(0, length));
    for (let at = 0; at < bytes.length; at += 11) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ (1 + ((at * 37) % 255));
      await tryOut(broken);
    }
    expect(refused).toBeGreaterThan(80);
  });
});
