// The index in a PostgreSQL database, for installations of more than one machine.
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
  sql,
} from 'kysely';
import pg from 'pg';
import type { Engine } from './engine.ts';
import { IndexError } from './index-error.ts';
import { postgresqlError } from './postgresql-error.ts';
import type { Tables } from './tables.ts';

/** @throws {IndexError} INDEX_READ when the server cannot be reached or refuses */
export async function openPostgresql(url: string): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    types,
  });
  // A server that goes away while nobody asks is noticed by the next question.
  pool.on('error', () => undefined);
  const database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: translating(pool), onCreateConnection: planWithIndexes }),
  });
  return {
    kind: 'postgresql',
    database,
    tables: async (transaction) => {
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = current_schema()`.execute(transaction);
      return rows.map(({ name }) => name);
    },
    write: (action) =>
      database.transaction().execute(async (transaction) => {
        await sql`select pg_advisory_xact_lock(${writeLock})`.execute(transaction);
        return action(transaction);
      }),
    // The server checks its pages itself, where it was set up to.
    check: async () => undefined,
    snapshot: (action) => database.transaction().setIsolationLevel('repeatable read').execute(action),
  };
}

/**
 * There is an index for every join, but PostgreSQL cannot know how short a walk is and would read the whole table of edges for each
 * step of it. Measured on a chain of 5,000: 100 s.
 */
async function planWithIndexes(connection: DatabaseConnection): Promise<void> {
  for (const way of ['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan']) {
    await connection.executeQuery(CompiledQuery.raw(`set ${way} = off`));
  }
}

/** The pool with errors in the words of the index. */
function translating(pool: pg.Pool): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    connect: async () => translatingClient(await pool.connect().catch(rethrow)),
  };
}

function translatingClient(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    return client.query(String(text), [...values]).catch(rethrow);
  }
  return { query, release: (destroy) => client.release(destroy) };
}

function rethrow(error: unknown): never {
  throw postgresqlError(error);
}

/** int8 comes as text because it may be larger than a number of JavaScript is exact for. Nothing in the index is. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) =>
    oid === pg.types.builtins.INT8 && format !== 'binary' ? parseWhole : pg.types.getTypeParser(oid, format),
};

function parseWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new IndexError('INDEX_CORRUPT', `The index holds ${text}, which no number in it can be`);
  return value;
}

const connections = 4;
const connectTimeoutMs = 10_000;
/** Any number that nobody else in the database takes: the first bytes of SHA-256 of "assay index". */
const writeLock = 0x61_73_73_61_79;
