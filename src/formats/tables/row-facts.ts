// What is known of the rows of a table or a collection of texts apart from their content: label, contributor, time, id.
import type { Coding, Exclusion, RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { CellBlock, CellColumn, CellReader } from './cell-block.ts';
import { CodedColumn } from './coded-column.ts';
import { GrowingNumbers } from './growing-column.ts';
import { parseTime } from './parse-time.ts';
import { positionsOf, type Roles } from './roles.ts';
import { RowNames } from './row-names.ts';
import { wordText } from './word-table.ts';

/** All of `Rows`. */
export interface RowFacts {
  readonly count: number;
  readonly id: (row: number) => RowId;
  readonly labels?: Coding;
  readonly sources?: Coding;
  readonly times?: Float64Array;
  readonly excluded: readonly Exclusion[];
  readonly notes: readonly string[];
}

export class RowFactsBuilder {
  /** Columns that are no features. */
  readonly positions: readonly number[];
  readonly #reader: CellReader;
  readonly #roles: Roles;
  readonly #at: Readonly<Record<keyof Roles, number>>;
  readonly #labels = new CodedColumn(0, { most: limits.columnWords.value, beyond: 'none', missing: 'empty' });
  readonly #sources = new CodedColumn(0, { most: limits.contributors.value, beyond: 'none', missing: 'empty' });
  readonly #times = new GrowingNumbers(0);
  readonly #names: RowNames;
  #count = 0;
  #timeless = 0;

  /** @throws {AssayError} DATA_COLUMN */
  constructor(reader: CellReader, roles: Roles) {
    this.#reader = reader;
    this.#roles = roles;
    this.#at = positionsOf(reader.names, roles);
    this.positions = Object.values(this.#at).filter((at) => at >= 0);
    this.#names = new RowNames(roles.id !== undefined);
  }

  /** @returns rows that are expected in all */
  append(block: CellBlock): number {
    const { label, source, time, id } = this.#at;
    const { columns, count, indexes } = block;
    this.#count += count;
    const expected = Math.ceil((this.#count / Math.max(this.#reader.share(), 1e-6)) * 1.03);
    const most = Math.min(expected, 64 * this.#count + 1024);
    const labels = columns[label];
    if (labels !== undefined) this.#labels.append(labels, most);
    if (this.#labels.isFull) throw this.#tooManyLabels();
    const sources = columns[source];
    if (sources !== undefined) this.#sources.append(sources, most);
    const times = columns[time];
    if (times !== undefined) this.#appendTimes(times, most);
    this.#names.append(indexes, columns[id]);
    return most;
  }

  /** @throws {AssayError} DATA_EMPTY, DATA_LABELS */
  finish(): RowFacts {
    const { label, source, time } = this.#at;
    const excluded = this.#reader.excluded();
    if (this.#count === 0) throw noRows(excluded);
    if (label >= 0 && this.#labels.missing === this.#count) {
      throw new AssayError('DATA_LABELS', `no row has a label in ${quote(this.#roles.label ?? '')}`);
    }
    const names = this.#names.finish();
    return {
      count: this.#count,
      id: names.id,
      ...(label < 0 ? {} : { labels: this.#labels.finish(true) }),
      ...(source < 0 ? {} : { sources: this.#sources.finish(false) }),
      ...(time < 0 ? {} : { times: Float64Array.from(this.#times.finish()) }),
      excluded,
      notes: [...this.#reader.notes(), ...this.#notes(), ...names.notes],
    };
  }

  #notes(): readonly string[] {
    const notes: string[] = [];
    const { label, source } = this.#at;
    if (label >= 0 && this.#labels.missing > 0) notes.push(`${this.#labels.missing} rows have no label`);
    if (source >= 0 && this.#sources.missing > 0) {
      const most = limits.contributors.value;
      const why = this.#sources.isFull ? `: there are more than ${most} contributors` : '';
      notes.push(`${this.#sources.missing} rows have no contributor${why}`);
    }
    if (this.#timeless > 0)
      notes.push(`${this.#timeless} rows have no time, or one that is not written as ISO 8601 or a count`);
    return notes;
  }

  #appendTimes(cells: CellColumn, expected: number): void {
    const { bytes, starts, ends } = cells.text();
    const times = new Float64Array(starts.length);
    for (let row = 0; row < times.length; row += 1) {
      const time = parseTime(wordText(bytes, starts[row] ?? 0, ends[row] ?? 0));
      times[row] = time;
      if (Number.isNaN(time)) this.#timeless += 1;
    }
    this.#times.append(times, expected);
  }

  #tooManyLabels(): AssayError {
    const name = quote(this.#roles.label ?? '');
    const most = limits.columnWords.value;
    return new AssayError(
      'DATA_LABELS',
      `the column ${name} has more than ${most} different labels: these are no classes`,
    );
  }
}

function noRows(excluded: readonly Exclusion[]): AssayError {
  const reasons = excluded.map(({ reason, count }) => `${count}: ${reason}`).join('; ');
  return new AssayError('DATA_EMPTY', reasons === '' ? 'there is no row' : `no row can be read (${reasons})`);
}
