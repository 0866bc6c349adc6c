// Rows known by what they say: label and contents, wherever they stand.
import type { DataSet } from '#core/dataset/data-set';
import { sha256 } from '#core/digest';

const rowsPerBlock = 1024;

/**
 * A key per row, in order: rows with the same label and contents have the same one, also in another set of the same shape and columns.
 * @throws {AssayError} when the rows cannot be read any more
 */
export async function* rowKeys(set: DataSet): AsyncGenerator<string> {
  for (let start = 0; start < set.count; start += rowsPerBlock) {
    const rows = Array.from({ length: Math.min(rowsPerBlock, set.count - start) }, (_, at) => start + at);
    const contents = await contentsOf(set, rows);
    for (const [at, row] of rows.entries()) {
      const label = JSON.stringify(set.labels?.names[set.labels.codes[row] ?? -1] ?? null);
      yield sha256(Buffer.concat([Buffer.from(`${label}\n`), contents[at] ?? new Uint8Array(0)])).slice(0, keyLength);
    }
  }
}

async function contentsOf(set: DataSet, rows: readonly number[]): Promise<readonly Uint8Array[]> {
  if (set.kind === 'text') return (await set.read(rows)).map((text) => Buffer.from(text));
  if (set.kind === 'images') {
    const size = set.height * set.width * set.channels;
    const pixels = await set.read(rows);
    return rows.map((_, at) => pixels.subarray(at * size, (at + 1) * size));
  }
  // Columns by name: where they stand in the file says nothing of the row.
  const columns = set.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return rows.map((row) =>
    Buffer.from(
      JSON.stringify(
        columns.map((column) => [
          column.name,
          column.kind === 'number'
            ? String(column.values[row])
            : (column.values.names[column.values.codes[row] ?? -1] ?? null),
        ]),
      ),
    ),
  );
}

/** Hexadecimal digits: 96 bits, so that of a million rows two share a key with a chance of 6e-18. */
const keyLength = 24;
