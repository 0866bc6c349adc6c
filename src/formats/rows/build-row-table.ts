// From the rows of a file to its table.
import type { RowOddities, RowOddity } from '#core/rows/row';
import { type EncodedRowTable, keptKey, keptLabel, RowTableBuilder } from '#core/rows/row-table-builder';
import { OddityCounter } from './oddity-counter.ts';
import type { RowReader } from './row-format.ts';

/** Reads all rows. @throws {FormatError} when the file cannot be divided into rows, or has too many of them */
export function buildRowTable(reader: RowReader): EncodedRowTable {
  const { key, label } = reader.reading;
  const builder = new RowTableBuilder({
    keys: key !== undefined,
    labels: label !== undefined,
    places: reader.hasPlaces ?? true,
  });
  const counter = new OddityCounter();
  for (const { number, digest, rest, fields, offset, length } of reader.rows()) {
    const [named, labelled] = fields;
    builder.add({
      digest,
      key: key === undefined ? undefined : keyOf(named, number, counter),
      label: labelled === undefined ? undefined : keptLabel(labelled),
      rest,
      offset,
      length,
    });
  }
  return builder.finish(reader.reading, merged(reader.oddities, counter.all()));
}

function keyOf(named: Uint8Array | undefined, row: number, counter: OddityCounter): Uint8Array | undefined {
  if (named === undefined || named.length === 0) {
    counter.add('key-missing', row);
    return undefined;
  }
  const key = keptKey(named);
  if (key !== named) counter.add('key-long', row);
  return key;
}

/** The two have no kind in common. */
function merged(first: RowOddities, second: RowOddities): RowOddities {
  const all: Partial<Record<RowOddity, { readonly count: number; readonly row: number }>> = { ...first, ...second };
  return all;
}
