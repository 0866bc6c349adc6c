// A row that is a JSON value, whatever it stands between.
import type { JsonProblemKind } from '#core/json/json-events';
import type { Row, RowOddity } from '#core/rows/row';
import type { WorkBudget } from '#core/work-budget';
import { canonicalRow, type WantedMembers } from './canonical-row.ts';
import { digestBytes } from './digest-bytes.ts';
import type { OddityCounter } from './oddity-counter.ts';
import { type RowOptions, wantedFields } from './row-format.ts';
import type { Piece } from './split-rows.ts';

/** How every row of one file is read. */
export interface JsonRows {
  readonly wanted: WantedMembers;
  readonly budget: WorkBudget;
  readonly counter: OddityCounter;
}

export function jsonRows(options: RowOptions, budget: WorkBudget, counter: OddityCounter): JsonRows {
  return { wanted: { names: wantedFields(options), label: options.label, orders: [] }, budget, counter };
}

/**
 * The digest of a row is SHA-256 of its canonical text; of a row without the label, SHA-256 of that text without it.
 * @throws {FormatError} when the piece is no JSON
 */
export function jsonRow({ bytes, offset }: Piece, number: number, { wanted, budget, counter }: JsonRows): Row {
  const { text, rest, fields, problems } = canonicalRow(bytes, wanted, budget);
  for (const problem of problems) counter.add(oddities[problem], number);
  return {
    number,
    offset,
    length: bytes.length,
    digest: digestBytes(text),
    fields: fields.map((field) => (field === undefined ? undefined : Buffer.from(field))),
    ...(rest === undefined ? {} : { rest: digestBytes(rest) }),
  };
}

const oddities: Readonly<Record<JsonProblemKind, RowOddity>> = {
  'byte-order-mark': 'byte-order-mark',
  'control-character': 'control-character',
  'lone-surrogate': 'lone-surrogate',
  'not-a-number': 'not-a-number',
  'duplicate-key': 'duplicate-name',
};
