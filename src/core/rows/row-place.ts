// A row, named so that a person finds it.
import { parseSha256 } from '../digest.ts';
import type { RowPlace } from './row-diff.ts';
import type { RowSet } from './row-set.ts';

/** @param index - 0-based over all files of the set */
export function placeOf(rows: RowSet, index: number): RowPlace {
  const { file, row } = rows.locate(index);
  const { places } = file.table;
  const key = rows.key(index);
  const label = rows.label(index);
  return {
    file: file.path,
    row: row + 1,
    ...(places === undefined ? {} : { offset: places.offsets[row] ?? 0, length: places.lengths[row] ?? 0 }),
    ...(key.length === 0 ? {} : { key: textOf(key) }),
    ...(label === undefined ? {} : { label: textOf(label) }),
    digest: parseSha256(Buffer.from(rows.digest(index)).toString('hex')),
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
