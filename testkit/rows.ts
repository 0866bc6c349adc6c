// Rows of data sets for tests: read from bytes, or made as tables of which only identities matter.
import { MemorySource } from '#core/byte-source';
import type { Row, RowOddities, RowReading } from '#core/rows/row';
import type { RowTable } from '#core/rows/row-table';
import { type EncodedRowTable, RowTableBuilder } from '#core/rows/row-table-builder';
import { buildRowTable } from '#formats/rows/build-row-table';
import { digestBytes } from '#formats/rows/digest-bytes';
import type { RowOptions } from '#formats/rows/row-format';
import { rowFormatNamed } from '#formats/rows/row-format-of';

export interface ReadRows {
  readonly reading: RowReading;
  readonly rows: readonly Row[];
  readonly oddities: RowOddities;
}

/** All rows with their fields copied, because readers use their memory again. */
export function readRows(format: string, content: string | Uint8Array, options: RowOptions = {}): ReadRows {
  const reader = rowFormatNamed(format).open(new MemorySource(Buffer.from(content)), options);
  const rows: Row[] = [];
  for (const row of reader.rows()) {
    rows.push({ ...row, fields: row.fields.map((field) => (field === undefined ? undefined : Buffer.from(field))) });
  }
  return { reading: reader.reading, rows, oddities: reader.oddities };
}

export function buildTable(format: string, content: string | Uint8Array, options: RowOptions = {}): EncodedRowTable {
  return buildRowTable(rowFormatNamed(format).open(new MemorySource(Buffer.from(content)), options));
}

export interface PlainRow {
  readonly key?: string;
  readonly content: string;
  readonly label?: string;
}

/** A table of rows whose digest is that of content and label. */
export function tableOf(rows: readonly PlainRow[], reading: Partial<RowReading> = {}): RowTable {
  const keys = reading.key !== undefined;
  const labels = reading.label !== undefined;
  const builder = new RowTableBuilder({ keys, labels, places: false });
  for (const { key, content, label } of rows) {
    builder.add({
      digest: digestBytes(`${content}\n${labels ? label : ''}`),
      key: key === undefined ? undefined : Buffer.from(key),
      label: label === undefined ? undefined : Buffer.from(label),
      rest: digestBytes(content),
    });
  }
  return builder.finish({ format: 'test', ...reading }, {}).table;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
