// One row of JSON, and its members by the names of columns.
import { isUtf8 } from 'node:buffer';
import { WorkBudget } from '#core/work-budget';
import { canonicalRow } from '../rows/canonical-row.ts';
import type { ValueCells } from './value-cells.ts';

export interface JsonObject {
  readonly [name: string]: unknown;
}

/** The object, or why there is none. Of a name that stands twice the last counts, as in most loaders. */
export function parseObject(bytes: Buffer): JsonObject | string {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1'));
  } catch {
    // Whatever is wrong with one row, it is no JSON: the row is left out by that reason, and the others are read.
    return 'no JSON';
  }
  return isObject(value) ? value : 'a JSON value that is no object';
}

/** A column: the member of that name, or of `outer.inner` the member of the member. */
export class JsonMember {
  readonly name: string;
  readonly #path: readonly string[];

  constructor(name: string) {
    this.name = name;
    this.#path = name.split('.');
  }

  of(row: JsonObject): unknown {
    if (Object.hasOwn(row, this.name)) return row[this.name];
    if (this.#path.length === 1) return undefined;
    let value: unknown = row;
    for (const step of this.#path) {
      if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
      value = value[step];
    }
    return value;
  }
}

/** Adds the names of the columns that a row has. */
export function addNames(row: JsonObject, names: Set<string>, outer = '', depth = 0): void {
  for (const [name, value] of Object.entries(row)) {
    if (isObject(value) && depth < deepestMember) addNames(value, names, `${outer}${name}.`, depth + 1);
    else names.add(`${outer}${name}`);
  }
}

/** @param bytes - the whole row, for the digits of a number that binary64 does not hold */
export function addJsonValue(cells: ValueCells, value: unknown, member: JsonMember, bytes: Buffer): void {
  if (typeof value === 'string') cells.addText(value);
  else if (typeof value === 'number') {
    if (Number.isSafeInteger(value) || !Number.isInteger(value)) cells.addNumber(value);
    else cells.addWritten(value, digitsOf(bytes, member.name) ?? String(value));
  } else if (typeof value === 'boolean') cells.addWord(String(value));
  else if (value === null || value === undefined) cells.addMissing();
  else cells.addWord(JSON.stringify(value));
}

/** Identifiers above 2^53 are different numbers in the file and the same ones in binary64. */
function digitsOf(bytes: Buffer, name: string): string | undefined {
  const { fields } = canonicalRow(bytes, { names: [name], orders: [] }, new WorkBudget(bytes.length));
  return fields[0]?.replace(/e0$/, '');
}

/** Whether `"name"` stands in the row more than once: it may be a value, so this asks for a closer look. */
export function mayRepeat(bytes: Buffer, quotedName: string): boolean {
  const first = bytes.indexOf(quotedName);
  return first >= 0 && bytes.indexOf(quotedName, first + quotedName.length) >= 0;
}

/** Whether a name stands twice in one object. */
export function hasRepeatedName(bytes: Buffer): boolean {
  return canonicalRow(bytes, { names: [], orders: [] }, new WorkBudget(bytes.length)).problems.has('duplicate-key');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Objects inside objects that are still columns. */
const deepestMember = 3;
