// Rows as a reviewer sees them.

import type { DataSet, TableSet } from '#core/dataset/data-set';
import type { TriageContent } from '#core/dataset/data-triage';

/** UTF-16 units of a text, and columns of a table, that are kept. */
const longestText = 4000;
const mostColumns = 60;

/** @throws {AssayError} when the rows cannot be read any more */
export async function contentsOf(set: DataSet, rows: ArrayLike<number>): Promise<readonly TriageContent[]> {
  if (set.kind === 'text')
    return (await set.read(rows)).map((text) => ({ kind: 'text', text: text.slice(0, longestText) }));
  if (set.kind === 'table') return Array.from(rows, (row) => ({ kind: 'text', text: valuesOf(set, row) }));
  const { height, width, channels } = set;
  const size = height * width * channels;
  const pixels = await set.read(rows);
  return Array.from(rows, (_, at) => ({
    kind: 'picture',
    height,
    width,
    channels,
    pixels: Buffer.from(pixels.subarray(at * size, (at + 1) * size)).toString('base64'),
  }));
}

function valuesOf({ columns }: TableSet, row: number): string {
  const lines = columns.slice(0, mostColumns).map((column) => {
    const value = column.kind === 'number' ? column.values[row] : column.values.names[column.values.codes[row] ?? -1];
    return `${column.name}: ${value === undefined || Number.isNaN(value) ? '' : value}`;
  });
  return lines.join('\n').slice(0, longestText);
}
