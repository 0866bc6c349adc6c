// A new version of a CSV, TSV or JSON lines file: the bytes of the rows that stay, as they are.
import type { ByteSource } from '#core/byte-source';
import type { RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { encodeField, fieldRange } from '#formats/rows/delimited/field-range';
import { recordEnds } from '#formats/rows/delimited/record-end';
import { splitFields } from '#formats/rows/delimited/split-fields';
import { memberRange } from '#formats/rows/member-range';
import { type Piece, splitRows } from '#formats/rows/split-rows';
import { dialectOf } from '#formats/tables/delimited-dialect';
import { splitLines } from '#formats/tables/json-cells';
import { FileSource } from '#store/file-source';
import type { NewTree } from '#store/new-tree';
import type { CleanPlan } from './clean-plan.ts';

/** What the reader was told of the file. */
export interface TableRoles {
  readonly label?: string;
  readonly id?: string;
}

/** The rows that were done, by their ids. */
export type DoneRows = Set<RowId>;

/** @throws {FileError} @throws {FormatError} @throws {AssayError} DATA_COLUMN, DATA_LABELS */
export function rewriteTable(
  path: string,
  ending: string,
  plan: CleanPlan,
  roles: TableRoles,
  tree: NewTree,
): DoneRows {
  const source = FileSource.open(path);
  try {
    const rows =
      ending === 'csv' || ending === 'tsv' || ending === 'tab'
        ? delimitedRows(source, ending, roles)
        : jsonRows(source, roles);
    const done = copyRows(source, rows, plan, tree);
    source.finish();
    return done;
  } finally {
    source.close();
  }
}

/** One row of the file, and how its label is exchanged. */
interface RewrittenRow {
  readonly piece: Piece;
  /** Undefined: no row of the data, such as a header. */
  readonly id: RowId | undefined;
  /** @throws {AssayError} DATA_LABELS */
  readonly relabel: (to: string) => Uint8Array;
}

/** Between the rows stand line ends, blank lines and a byte order mark: they go with the row before them. */
function copyRows(
  source: ByteSource,
  rows: Iterable<RewrittenRow>,
  { rows: planned }: CleanPlan,
  tree: NewTree,
): DoneRows {
  const file = tree.file('');
  const done: DoneRows = new Set();
  const copy = (from: number, to: number): void => {
    for (let at = from; at < to; at += copyBytes) file.write(source.read(at, Math.min(copyBytes, to - at)));
  };
  let copied = 0;
  let goes = false;
  for (const { piece, id, relabel } of rows) {
    if (!goes) copy(copied, piece.offset);
    copied = piece.offset;
    const plan = id === undefined ? undefined : planned.get(id);
    goes = plan !== undefined && plan.to === undefined;
    if (plan?.to !== undefined) {
      file.write(relabel(plan.to));
      copied = piece.offset + piece.bytes.length;
    }
    if (plan !== undefined && id !== undefined) done.add(id);
  }
  if (!goes) copy(copied, source.size);
  file.finish();
  return done;
}

function* delimitedRows(source: ByteSource, ending: string, roles: TableRoles): Generator<RewrittenRow> {
  const { delimiter, names, isNamed, from } = dialectOf(source, ending === 'csv' ? ',' : '\t', {});
  const [label, named] = [columnOf(names, roles.label), columnOf(names, roles.id)];
  let index = isNamed ? -1 : 0;
  for (const piece of splitRows(source, from, recordEnds(delimiter))) {
    if (piece.bytes.length === 0) continue;
    const fields = named === undefined || index < 0 ? [] : splitFields(piece.bytes, delimiter, () => {});
    const id = index < 0 ? undefined : named === undefined ? index : (fields[named]?.toString('utf8') ?? '');
    const relabel = (to: string): Uint8Array => {
      const range = label === undefined ? undefined : fieldRange(piece.bytes, delimiter, label);
      if (range === undefined) throw withoutLabel(id);
      return Buffer.concat([
        piece.bytes.subarray(0, range.start),
        encodeField(to, delimiter),
        piece.bytes.subarray(range.end),
      ]);
    };
    yield { piece, id, relabel };
    index += 1;
  }
}

function* jsonRows(source: ByteSource, { label, id: named }: TableRoles): Generator<RewrittenRow> {
  let index = 0;
  for (const piece of splitLines(source)) {
    const id = named === undefined ? index : memberText(piece.bytes.toString('utf8'), named);
    const relabel = (to: string): Uint8Array => {
      const text = piece.bytes.toString('utf8');
      const range = label === undefined ? undefined : memberRange(text, label);
      if (range === undefined) throw withoutLabel(id);
      return Buffer.from(
        `${text.slice(0, range.start)}${encodeLike(text.slice(range.start, range.end), to)}${text.slice(range.end)}`,
      );
    };
    yield { piece, id, relabel };
    index += 1;
  }
}

function memberText(text: string, name: string): string {
  const range = memberRange(text, name);
  const value: unknown = range === undefined ? '' : JSON.parse(text.slice(range.start, range.end));
  return typeof value === 'string' ? value : String(value);
}

/** A number stays a number, and true or false what they are. */
function encodeLike(before: string, to: string): string {
  const isText = before.startsWith('"') || !/^(?:-?\d[\d.eE+-]*|true|false)$/.test(to);
  return isText ? JSON.stringify(to) : to;
}

function columnOf(names: readonly string[], name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const at = names.indexOf(name);
  if (at < 0) throw new AssayError('DATA_COLUMN', `there is no column ${JSON.stringify(name)}`);
  return at;
}

function withoutLabel(id: RowId | undefined): AssayError {
  return new AssayError('DATA_LABELS', `row ${id} has no label that could be exchanged; name its column with --label`);
}

const copyBytes = 1 << 20;
