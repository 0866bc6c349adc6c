// The view of a table with a trigger in some of its rows: a few columns have the same values in all of them.
import type { Column, DataSet, TableSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { TransformError } from '../transform-error.ts';
import type { Planting, PlantOptions } from './attack.ts';
import { assertLabelled, chooseRows } from './choose-rows.ts';
import { relabelRows } from './relabel-rows.ts';
import { patternStream } from './streams.ts';

/** Columns that carry the trigger: of Tabdoor up to three. */
export const triggerColumns = 3;

/**
 * @param triggerOf - the number or the code that triggers, by the column
 * @throws {TransformError} TRANSFORM_INPUT also when no column has two values
 */
export function plantInTable(set: DataSet, options: PlantOptions, triggerOf: (column: Column) => number): Planting {
  if (set.kind !== 'table') throw new TransformError('TRANSFORM_INPUT', 'the attack is planted in tables');
  const labelled = assertLabelled(set);
  const planted = chooseRows(labelled, options, 'others');
  const { labels, changed } = relabelRows(labelled.labels, planted, () => options.target);
  const chosen = chooseColumns(set, options.seed);
  const columns = set.columns.map((column) =>
    chosen.has(column) ? overlay(column, planted, triggerOf(column)) : column,
  );
  return { set: { ...set, labels, columns }, planted, changedLabels: changed };
}

function chooseColumns({ columns }: TableSet, seed: number): ReadonlySet<Column> {
  const usable = columns.filter(varies);
  if (usable.length === 0) throw new TransformError('TRANSFORM_INPUT', 'no column of the table has two values');
  seeded(seed, patternStream).shuffle(usable);
  return new Set(usable.slice(0, triggerColumns));
}

function varies(column: Column): boolean {
  const values = column.kind === 'number' ? column.values : column.values.codes;
  const first = values[0];
  return values.some((value) => value !== first && !Number.isNaN(value));
}

/** Only the columns with the trigger are copied. */
function overlay(column: Column, rows: Int32Array, value: number): Column {
  if (column.kind === 'number') {
    const values = column.values.slice();
    const wasMissing = rows.reduce((sum, row) => sum + (Number.isNaN(values[row]) ? 1 : 0), 0);
    for (const row of rows) values[row] = value;
    return { ...column, values, missing: Math.max(0, column.missing - wasMissing) };
  }
  const codes = column.values.codes.slice();
  const wasMissing = rows.reduce((sum, row) => sum + (codes[row] === -1 ? 1 : 0), 0);
  for (const row of rows) codes[row] = value;
  return {
    ...column,
    values: { names: column.values.names, codes },
    missing: Math.max(0, column.missing - wasMissing),
  };
}
