// The index in a file beside the workspace.
import { setTimeout } from 'node:timers/promises';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { escapeInvisible } from '#core/quote';
import type { Engine } from './engine.ts';
import { IndexError } from './index-error.ts';
import { openNodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/** @throws {IndexError} INDEX_CORRUPT, INDEX_READ, INDEX_BUSY */
export async function openSqlite(path: string): Promise<Engine> {
  const file = await inTurn(async () => openNodeSqlite(path));
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  return {
    kind: 'sqlite',
    database,
    tables: async (transaction) => {
      const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
        transaction,
      );
      return rows.map(({ name }) => name);
    },
    // The adapter begins with the lock for writing.
    write: (action) => inTurn(() => database.transaction().execute(action)),
    check: async () => {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(database);
      const found = rows[0]?.integrity_check ?? 'nothing';
      if (found !== 'ok') throw new IndexError('INDEX_CORRUPT', `The index is damaged (${escapeInvisible(found)})`);
    },
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

/** Tries again while somebody else has the lock; nothing has been done then. */
async function inTurn<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof IndexError) || error.code !== 'INDEX_BUSY' || attempt >= attempts) throw error;
      await setTimeout(pauseMs);
    }
  }
}

/** Half a minute: the longest transaction is that of 10,000 entries, some seconds on a busy machine. */
const attempts = 600;
const pauseMs = 20;
