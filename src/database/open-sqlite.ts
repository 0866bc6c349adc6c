// The index in a file beside the workspace.
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { Engine } from './engine.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/** @throws {IndexError} INDEX_CORRUPT, INDEX_READ, INDEX_BUSY */
export async function openSqlite(path: string): Promise<Engine> {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(path) }) });
  return {
    kind: 'sqlite',
    database,
    tables: async (transaction) => {
      const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
        transaction,
      );
      return rows.map(({ name }) => name);
    },
    // The adapter of node:sqlite begins with the lock for writing.
    write: (action) => database.transaction().execute(action),
    // One connection and one file: the first read fixes what the transaction sees.
    snapshot: (action) =>
      database.connection().execute(async (connection) => {
        await sql`begin deferred`.execute(connection);
        try {
          return await action(connection);
        } finally {
          await sql`commit`.execute(connection);
        }
      }),
  };
}
