// All rows of a table in the order of its key, in pages, so that an index of any size is read in little memory.
import { type Kysely, sql } from 'kysely';
import { columns, type TableName } from './columns.ts';
import { textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';

/** A damaged index may hold anything. */
export type Row = Readonly<Record<string, unknown>>;

export async function* readTable(database: Kysely<Tables>, table: TableName): AsyncIterable<Row> {
  const kinds = Object.entries(columns[table]);
  const keys = kinds.flatMap(([name, kind]) => (kind === 'key' ? [name] : []));
  const list = sql.raw(kinds.map(([name]) => name).join(', '));
  const key = sql.raw(keys.join(', '));
  let after: readonly unknown[] = keys.map(() => -1);
  for (;;) {
    const { rows } = await sql<Row>`
      select ${list} from ${sql.table(table)} where (${key}) > (${sql.join(after)}) order by ${key} limit ${pageRows}`.execute(
      database,
    );
    for (const row of rows) yield ofStored(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = keys.map((name) => last[name]);
  }
}

function ofStored(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? textOfStored(value) : value]),
  );
}

const pageRows = 1000;
