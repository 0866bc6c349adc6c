// Planted values in the whole set: the rows that have them, and the trigger in words.
import type { FlaggedRow, FoundTrigger } from '#core/dataset/data-scan';
import type { Column, TableSet } from '#core/dataset/data-set';
import { quote } from '#core/quote';
import { cellOf } from './cell-values.ts';
import type { PlantedValues } from './planted-values.ts';

export interface PlantedRows {
  readonly class: number;
  /** Rows of the set. */
  readonly rows: readonly number[];
  readonly why: string;
  readonly trigger: FoundTrigger;
  readonly flags: readonly FlaggedRow[];
}

/** @param codes - class per row */
export function flagPlanted(set: TableSet, codes: Int32Array, found: readonly PlantedValues[]): readonly PlantedRows[] {
  return found.map(({ class: one, cells, evidence }) => {
    const rows: number[] = [];
    let count = 0;
    for (let row = 0; row < set.count; row++) {
      if (!cells.every(({ column, value }) => hasValue(set.columns[column], row, value))) continue;
      count++;
      if (codes[row] === one) rows.push(row);
    }
    const name = set.labels?.names[one] ?? '';
    const values = cells.map(({ column, value }) => inWords(set.columns[column], value)).join(', ');
    const why = `${rows.length} of the ${count} rows with ${values} have this label, and all other columns speak for other classes`;
    const score = 0.9 + 0.1 * (1 - evidence.support / Math.max(evidence.usual, 1e-9));
    const text = `${values} decides the label: other columns support it with ${evidence.support.toFixed(2)} of the votes, in other rows of the class with ${evidence.usual.toFixed(2)}`;
    return {
      class: one,
      rows,
      why,
      trigger: { class: name, how: 'values that decide the label', rows: rows.length, text: values },
      flags: rows.map((row) => ({
        row: set.id(row),
        class: name,
        score,
        decision: 'filter',
        category: 'backdoor',
        because: [{ detector: 'planted-values', score, text }],
      })),
    };
  });
}

function hasValue(column: Column | undefined, row: number, value: number): boolean {
  return column !== undefined && cellOf(column, row) === value;
}

function inWords(column: Column | undefined, value: number): string {
  if (column === undefined) return '';
  const { name } = column;
  return column.kind === 'number' ? `${name} = ${value}` : `${name} = ${quote(column.values.names[value] ?? '')}`;
}
