// libsvm and SVMlight: `label index:value index:value ...`, one row per line; what is not written is zero. The label is the column
// `label`, features are columns named by their index. Source: cjlin1/libsvm, README; svmlight.joachims.org.
import type { ByteSource } from '#core/byte-source';
import type { Exclusion } from '#core/dataset/data-set';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { afterByteOrderMark, lineEnd, splitRows } from '../rows/split-rows.ts';
import { blockCells, blockRows, type CellBlock, type CellReader } from './cell-block.ts';
import { Exclusions } from './exclusions.ts';
import { ValueCells } from './value-cells.ts';

/** Reads the file once to learn the largest index. @throws {FormatError} FORMAT_LIMIT above `limits.tableColumns` */
export function libsvmCells(source: ByteSource): CellReader {
  let features = 0;
  for (const line of linesOf(source)) {
    const row = parseLine(line);
    for (const [index] of row?.values ?? []) features = Math.max(features, index);
    if (features > limits.tableColumns.value) {
      throw new FormatError('FORMAT_LIMIT', 'the table has too many columns', { limit: 'tableColumns' });
    }
  }
  return new LibsvmCells(source, features);
}

class LibsvmCells implements CellReader {
  readonly names: readonly string[];
  readonly #source: ByteSource;
  #exclusions = new Exclusions();
  #share = 0;

  constructor(source: ByteSource, features: number) {
    this.#source = source;
    this.names = ['label', ...Array.from({ length: features }, (_, index) => String(index + 1))];
  }

  share(): number {
    return this.#share;
  }

  excluded(): readonly Exclusion[] {
    return this.#exclusions.all();
  }

  notes(): readonly string[] {
    return [];
  }

  async *blocks(): AsyncGenerator<CellBlock, void> {
    this.#exclusions = new Exclusions();
    const capacity = Math.max(1, Math.min(blockRows, Math.floor(blockCells / this.names.length), this.#source.size));
    const columns = this.names.map(() => new ValueCells(capacity));
    const indexes = new Float64Array(capacity);
    const values = new Float64Array(this.names.length);
    let [count, index, cells] = [0, 0, 0];
    for (const line of linesOf(this.#source)) {
      const row = parseLine(line);
      if (row === undefined) this.#exclusions.add('no label and pairs of index and value', index);
      else {
        if (count === capacity) {
          yield { count, indexes: indexes.subarray(0, count), columns };
          for (const column of columns) column.clear();
          count = 0;
        }
        values.fill(0);
        for (const [at, value] of row.values) values[at] = value;
        columns[0]?.addText(row.label);
        for (let column = 1; column < columns.length; column += 1) columns[column]?.addNumber(values[column] ?? 0);
        indexes[count] = index;
        count += 1;
        cells += columns.length;
        // ATTACKER: one large index makes every short line a long row.
        if (cells > limits.tableCellsBase.value + 64 * this.#source.size) {
          throw new FormatError('FORMAT_LIMIT', 'the table has too many cells for its size', {
            limit: 'tableCellsBase',
          });
        }
      }
      index += 1;
    }
    this.#share = 1;
    if (count > 0) yield { count, indexes: indexes.subarray(0, count), columns };
  }
}

/** Lines that are not blank and no comment. */
function* linesOf(source: ByteSource): Generator<string, void> {
  for (const { bytes } of splitRows(source, afterByteOrderMark(source), lineEnd)) {
    const text = (bytes.toString('latin1').split('#', 1)[0] ?? '').trim();
    if (text !== '') yield text;
  }
}

interface SparseRow {
  readonly label: string;
  readonly values: readonly (readonly [number, number])[];
}

function parseLine(line: string): SparseRow | undefined {
  const [label = '', ...pairs] = line.split(/[ \t]+/);
  const values: (readonly [number, number])[] = [];
  for (const pair of pairs) {
    if (pair.startsWith('qid:')) continue;
    const [, index, value] = /^([1-9][0-9]{0,9}):([-+]?(?:[0-9.eE+-]+|nan|inf))$/.exec(pair) ?? [];
    const number = value === undefined ? Number.NaN : Number(value.replace('inf', 'Infinity'));
    if (index === undefined || (Number.isNaN(number) && value !== 'nan')) return undefined;
    values.push([Number(index), number]);
  }
  return label.includes(':') ? undefined : { label, values };
}
