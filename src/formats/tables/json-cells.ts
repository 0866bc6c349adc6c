// JSON lines, and JSON documents that are one list, as blocks of cells: a row is an object, and its members are the columns. A member of
// an object inside is the column `outer.inner`; a list is its JSON text.
import type { ByteSource } from '#core/byte-source';
import type { Exclusion } from '#core/dataset/data-set';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { afterByteOrderMark, lineEnd, type Piece, splitRows } from '../rows/split-rows.ts';
import { blockBytes, blockCells, blockRows, type CellBlock, type CellReader } from './cell-block.ts';
import { Exclusions } from './exclusions.ts';
import { addJsonValue, addNames, hasRepeatedName, JsonMember, mayRepeat, parseObject } from './json-member.ts';
import { ValueCells } from './value-cells.ts';

export interface JsonOptions {
  /** Members that are columns; absent: all that any row has, which takes a pass over the file to find out. */
  readonly wanted?: readonly string[];
}

/** Divides the file into the texts of its rows. */
export type SplitJson = (source: ByteSource) => Iterable<Piece>;

/** One JSON value per line; lines of white space are no rows. */
export function* splitLines(source: ByteSource): Generator<Piece, void> {
  for (const piece of splitRows(source, afterByteOrderMark(source), lineEnd)) if (!isBlank(piece.bytes)) yield piece;
}

/** @throws {FormatError} FORMAT_LIMIT when the rows have more than `limits.tableColumns` members, and as `split` */
export function jsonCells(source: ByteSource, split: SplitJson, options: JsonOptions = {}): CellReader {
  const wanted = options.wanted === undefined ? undefined : [...new Set(options.wanted)];
  return new JsonCells(source, split, wanted ?? allNames(source, split), wanted !== undefined);
}

/** In the order in which they are met. */
function allNames(source: ByteSource, split: SplitJson): readonly string[] {
  const names = new Set<string>();
  for (const { bytes } of split(source)) {
    const row = parseObject(bytes);
    if (typeof row !== 'string') addNames(row, names);
    if (names.size > limits.tableColumns.value) {
      throw new FormatError('FORMAT_LIMIT', 'the rows have too many different members', { limit: 'tableColumns' });
    }
  }
  return [...names];
}

class JsonCells implements CellReader {
  readonly names: readonly string[];
  readonly #source: ByteSource;
  readonly #split: SplitJson;
  readonly #capacity: number;
  readonly #columns: readonly ValueCells[];
  readonly #members: readonly JsonMember[];
  /** Names that are looked for twice in each row, as they are written. */
  readonly #watched: readonly string[];
  #exclusions = new Exclusions();
  #repeated = 0;
  #readTo = 0;

  constructor(source: ByteSource, split: SplitJson, names: readonly string[], isChosen: boolean) {
    this.#source = source;
    this.#split = split;
    this.names = names;
    this.#members = names.map((name) => new JsonMember(name));
    this.#watched = isChosen ? names.map((name) => JSON.stringify(name)) : [];
    // The shortest row is `{}` and its line end.
    const mostRows = Math.ceil((source.size + 1) / 3);
    const most = Math.min(blockRows, mostRows, Math.floor(blockCells / Math.max(1, names.length)));
    this.#capacity = Math.max(1, most);
    this.#columns = names.map(() => new ValueCells(this.#capacity));
  }

  share(): number {
    return this.#source.size === 0 ? 1 : this.#readTo / this.#source.size;
  }

  excluded(): readonly Exclusion[] {
    return this.#exclusions.all();
  }

  notes(): readonly string[] {
    const asText = this.#columns.reduce((sum, column) => sum + column.numbersAsText, 0);
    return [
      ...(asText > 0 ? [`${asText} numbers are written as text`] : []),
      ...(this.#repeated > 0 ? [`${this.#repeated} rows have a name twice: readers take the first or the last`] : []),
    ];
  }

  async *blocks(): AsyncGenerator<CellBlock, void> {
    this.#exclusions = new Exclusions();
    this.#repeated = 0;
    const indexes = new Float64Array(this.#capacity);
    let count = 0;
    let bytes = 0;
    let index = -1;
    for (const piece of this.#split(this.#source)) {
      index += 1;
      if (index >= limits.rowsPerTable.value) {
        throw new FormatError('FORMAT_LIMIT', 'the table has too many rows', { limit: 'rowsPerTable' });
      }
      if (count === this.#capacity || bytes > blockBytes) {
        this.#readTo = piece.offset;
        yield { count, indexes: indexes.subarray(0, count), columns: this.#columns };
        for (const column of this.#columns) column.clear();
        count = 0;
        bytes = 0;
      }
      if (!this.#add(piece, index)) continue;
      indexes[count] = index;
      count += 1;
      bytes += piece.bytes.length;
    }
    this.#readTo = this.#source.size;
    if (count > 0) yield { count, indexes: indexes.subarray(0, count), columns: this.#columns };
  }

  /** @returns false when the row is left out */
  #add({ bytes }: Piece, index: number): boolean {
    const row = parseObject(bytes);
    if (typeof row === 'string') {
      this.#exclusions.add(row, index);
      return false;
    }
    if (this.#watched.some((name) => mayRepeat(bytes, name)) && hasRepeatedName(bytes)) this.#repeated += 1;
    for (const [column, cells] of this.#columns.entries()) {
      const member = this.#members[column];
      if (member !== undefined) addJsonValue(cells, member.of(row), member, bytes);
    }
    return true;
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
