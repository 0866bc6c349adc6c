// Tables of a new index. All or none of them are made, and an index of another schema is built anew, never changed in place:
// what is in it can be derived again.
import { sql, type Transaction } from 'kysely';
import { columns, indexes, refusedIndex, type TableName, tableNames } from './columns.ts';
import type { EngineKind } from './index-location.ts';
import type { Tables } from './tables.ts';

/** Raised with every change of the tables, of what they mean or of how entries are folded into them. */
export const schemaVersion = 1;

/** @param origin - of the log that will be indexed */
export async function createTables(database: Transaction<Tables>, engine: EngineKind, origin: string): Promise<void> {
  for (const table of tableNames) await sql.raw(tableText(table, engine)).execute(database);
  for (const [name, [table, ...on]] of Object.entries(indexes)) {
    await sql.raw(`create index ${name} on ${table} (${on.join(', ')})`).execute(database);
  }
  await sql.raw(refusedIndex).execute(database);
  await database.insertInto('index_state').values({ id: 1, schema: schemaVersion, origin, next: 0 }).execute();
}

function tableText(table: TableName, engine: EngineKind): string {
  const kinds = Object.entries(columns[table]);
  const lines = kinds.map(([name, kind]) => {
    const type = types[engine][kind.startsWith('text') ? 'text' : 'whole'];
    return `${name} ${type}${kind.endsWith('?') ? '' : ' not null'}`;
  });
  const keys = kinds.flatMap(([name, kind]) => (kind === 'key' ? [name] : []));
  lines.push(`primary key (${keys.join(', ')})`);
  if (keys[0] === 'log_index' && table !== 'entry') lines.push('foreign key (log_index) references entry (log_index)');
  return `create table ${table} (${lines.join(', ')})`;
}

/** Both compare text by its UTF-8 bytes; PostgreSQL has to be told. */
const types = {
  sqlite: { text: 'text', whole: 'integer' },
  postgresql: { text: 'text collate "C"', whole: 'bigint' },
} as const;
