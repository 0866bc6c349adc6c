// Columns of a table that speak of persons, and how many rows a few of them single out together.
import type { Column, TableSet } from '#core/dataset/data-set';
import { findRepeatedRows } from '../tables/repeated-rows.ts';
import { personalName, personalValue, quasiIdentifier } from './personal-values.ts';

export interface PersonalColumn {
  readonly column: string;
  readonly what: string;
  /** Of the different values that were looked at, 0..1; undefined where the name alone says so. */
  readonly share?: number;
}

export interface PersonalData {
  readonly columns: readonly PersonalColumn[];
  /** Columns that say little alone and much together. */
  readonly together?: {
    readonly columns: readonly string[];
    /** Rows of the smallest group that agrees in all of them. */
    readonly smallest: number;
    /** Share of the rows that nobody else agrees with, 0..1. */
    readonly alone: number;
  };
  readonly notLookedFor: readonly string[];
}

const mostValues = 2000;
/** Of the values, so many must be of the kind. */
const leastShare = 0.05;

/** @limits recall on values of the forms that are known is that of the forms; names of persons in texts are not looked for */
export function findPersonalData(set: TableSet, seed: number): PersonalData {
  const columns = set.columns.flatMap(personalColumns);
  const together = set.columns.filter(({ name }) => quasiIdentifier.test(name.trim()));
  return {
    columns,
    ...(together.length === 0 || set.count === 0 ? {} : { together: groups(set, together, seed) }),
    notLookedFor: [
      'names and addresses of persons inside free texts, pictures, sounds',
      'identity numbers of countries, licence plates, health records by their contents',
      'whether persons can be found by joining these rows with other data',
    ],
  };
}

function personalColumns(column: Column): readonly PersonalColumn[] {
  const { name } = column;
  const values = column.kind === 'category' ? column.values.names.slice(0, mostValues) : wholeNumbers(column.values);
  const counts = new Map<string, number>();
  for (const value of values) {
    const what = personalValue(value);
    if (what !== undefined) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const found = [...counts]
    .filter(([, count]) => count >= leastShare * values.length)
    .map(([what, count]) => ({ column: name, what, share: count / values.length }));
  if (found.length > 0) return found;
  const what = personalName(name);
  return what === undefined ? [] : [{ column: name, what }];
}

/** Numbers of cards and telephones may have been read as numbers. */
function wholeNumbers(values: Float64Array | Float32Array): readonly string[] {
  const found: string[] = [];
  for (let row = 0; row < values.length && found.length < mostValues; row++) {
    const value = values[row] ?? Number.NaN;
    if (Number.isSafeInteger(value) && value >= 1e12) found.push(String(value));
  }
  return found.length < Math.min(mostValues, values.length) / 2 ? [] : found;
}

function groups(set: TableSet, columns: readonly Column[], seed: number): NonNullable<PersonalData['together']> {
  const { firstOf } = findRepeatedRows(columns, set.count, undefined, seed);
  const sizes = new Int32Array(set.count);
  for (const first of firstOf) sizes[first] = (sizes[first] ?? 0) + 1;
  let smallest = Infinity;
  let alone = 0;
  for (const size of sizes) {
    if (size > 0 && size < smallest) smallest = size;
    if (size === 1) alone++;
  }
  return { columns: columns.map(({ name }) => name), smallest, alone: alone / set.count };
}
