// The digest of a data set as it was read: which rows, in which order, with which labels and contents.

import type { DataSet } from '#core/dataset/data-set';
import { type Sha256, Sha256Stream } from '#core/digest';

const rowsPerBlock = 1024;

/**
 * Over ids, labels and contents of all rows. Two files with the same rows have the same digest, however they are stored.
 * @throws {AssayError} when the rows cannot be read any more
 */
export async function digestDataSet(set: DataSet): Promise<Sha256> {
  const hash = new Sha256Stream();
  const add = (value: unknown): void => hash.update(encoder.encode(`${JSON.stringify(value)}\n`));
  add(['assay.data-set/1', set.kind, set.count, set.labels?.names ?? null]);
  if (set.kind === 'images') add([set.height, set.width, set.channels]);
  if (set.kind === 'table') add(set.columns.map(({ kind, name }) => [kind, name]));
  for (let start = 0; start < set.count; start += rowsPerBlock) {
    const rows = Array.from({ length: Math.min(rowsPerBlock, set.count - start) }, (_, at) => start + at);
    for (const row of rows) add([set.id(row), set.labels?.codes[row] ?? -1]);
    await addContents(set, rows, hash, add);
  }
  return hash.finish();
}

const encoder = new TextEncoder();

async function addContents(
  set: DataSet,
  rows: readonly number[],
  hash: Sha256Stream,
  add: (value: unknown) => void,
): Promise<void> {
  if (set.kind === 'images') hash.update(await set.read(rows));
  else if (set.kind === 'text') for (const text of await set.read(rows)) add(text);
  else {
    for (const { kind, values } of set.columns) {
      if (kind === 'number') add(rows.map((row) => String(values[row])));
      else add(rows.map((row) => values.names[values.codes[row] ?? -1] ?? null));
    }
  }
}
