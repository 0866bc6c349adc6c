// Cells of blocks, one way for numbers and texts.
import { type BlockColumn, cellStates, type TableBlock } from '#core/dataset/table-block';

/** Index of a row in the file. */
export function rowIndex({ rowStart, indexes }: TableBlock, row: number): number {
  return indexes?.[row] ?? rowStart + row;
}

/** As written, or as JavaScript writes the number; undefined where missing. */
export function textOf(column: BlockColumn | undefined, row: number): string | undefined {
  if (column === undefined) return undefined;
  if (column.kind === 'text') return column.values[row];
  if (column.states[row] === cellStates.missing) return undefined;
  return String(column.values[row] ?? Number.NaN);
}

/** The number of a cell; NaN where there is none. Texts count where they are plain decimal numbers. */
export function numberOf(column: BlockColumn | undefined, row: number): number {
  if (column === undefined) return Number.NaN;
  if (column.kind === 'number') return column.values[row] ?? Number.NaN;
  return parseNumber(column.values[row]);
}

/** NaN for what is no plain decimal number: no words, no hexadecimal, no comma. */
export function parseNumber(text: string | undefined): number {
  if (text === undefined || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(text)) return Number.NaN;
  return Number(text);
}

/** A point in time as milliseconds since 1970; NaN where the cell is none. Numbers are seconds or milliseconds, by their size. */
export function timeOf(column: BlockColumn | undefined, row: number): number {
  if (column === undefined) return Number.NaN;
  if (column.kind === 'number') return parseTime(column.values[row] ?? Number.NaN);
  return parseTime(column.values[row]);
}

function parseTime(value: string | number | undefined): number {
  if (typeof value === 'number') {
    // Seconds until the year 5138; nothing before 1973 is written in milliseconds.
    return Math.abs(value) < 1e11 ? value * 1000 : value;
  }
  if (
    value === undefined ||
    !/^\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/.test(value)
  ) {
    return Number.NaN;
  }
  // Without a zone a time is meant in UTC: the answer must not depend on where the check runs.
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value.slice(10));
  return Date.parse(`${value.replace(' ', 'T')}${hasZone || value.length <= 10 ? '' : 'Z'}`);
}
