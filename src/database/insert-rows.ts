// Many rows in few statements. The text of a statement is made once per table and number of rows.
import { CompiledQuery, type Kysely } from 'kysely';
import { columns, type TableName } from './columns.ts';
import type { EngineKind } from './index-location.ts';
import { storedText } from './stored-text.ts';
import type { Tables } from './tables.ts';

/** Inserts `rows` in order. */
export async function insertRows(
  database: Kysely<Tables>,
  engine: EngineKind,
  table: TableName,
  rows: readonly object[],
): Promise<void> {
  const names = Object.keys(columns[table]);
  for (let at = 0; at < rows.length; ) {
    const count = batches.find((size) => size <= rows.length - at) ?? 1;
    const values = rows.slice(at, at + count).flatMap((row) => valuesOf(row, names));
    await database.executeQuery(CompiledQuery.raw(insertText(engine, table, names, count), values));
    at += count;
  }
}

function valuesOf(row: object, names: readonly string[]): unknown[] {
  const values: Readonly<Record<string, unknown>> = { ...row };
  return names.map((name) => {
    const value = values[name];
    return typeof value === 'string' ? storedText(value) : value;
  });
}

function insertText(engine: EngineKind, table: TableName, names: readonly string[], count: number): string {
  const key = `${engine} ${table} ${count}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const place = (number: number): string => (engine === 'sqlite' ? '?' : `$${number}`);
  const rows = Array.from(
    { length: count },
    (_, row) => `(${names.map((_, column) => place(row * names.length + column + 1)).join(', ')})`,
  );
  const text = `insert into ${table} (${names.join(', ')}) values ${rows.join(', ')}`;
  texts.set(key, text);
  return text;
}

const texts = new Map<string, string>();
/** Rows of one statement: at 13 columns well below the 32,766 values that SQLite takes and the 65,535 of PostgreSQL. */
const batches = [200, 50, 10, 1];
