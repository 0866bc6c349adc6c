// An engine with the tables of the index in it.
import { createTables, schemaVersion } from './create-tables.ts';
import type { Engine } from './engine.ts';
import { IndexError } from './index-error.ts';
import type { IndexLocation } from './index-location.ts';

/** @throws {IndexError} INDEX_CORRUPT, INDEX_SCHEMA, INDEX_FOREIGN, INDEX_READ, INDEX_WRITE, INDEX_BUSY */
export async function openEngine(location: IndexLocation, origin: string): Promise<Engine> {
  const engine = await connect(location);
  try {
    if (!(await engine.tables(engine.database)).includes('index_state')) await createOnce(engine, origin);
    await assertUsable(engine, origin);
    return engine;
  } catch (error) {
    await engine.database.destroy();
    throw error;
  }
}

async function connect(location: IndexLocation): Promise<Engine> {
  if (location.kind === 'sqlite') return (await import('./open-sqlite.ts')).openSqlite(location.path);
  return (await import('./open-postgresql.ts')).openPostgresql(location.url);
}

/** Two processes may come here at once: the second waits for the first and finds its tables. */
async function createOnce(engine: Engine, origin: string): Promise<void> {
  await engine.write(async (transaction) => {
    const tables = await engine.tables(transaction);
    if (tables.includes('index_state')) return;
    if (tables.length > 0) {
      throw new IndexError('INDEX_SCHEMA', `The database holds other tables, ${tables.length} of them, and no index`);
    }
    await createTables(transaction, engine.kind, origin);
  });
}

async function assertUsable({ database }: Engine, origin: string): Promise<void> {
  const version = await database.selectFrom('index_state').select('schema').executeTakeFirst();
  if (version?.schema !== schemaVersion) {
    const found = version === undefined ? 'none' : String(version.schema);
    throw new IndexError('INDEX_SCHEMA', `The index has schema ${found}, this version of Assay uses ${schemaVersion}`);
  }
  const state = await database.selectFrom('index_state').select('origin').executeTakeFirst();
  if (state?.origin !== origin)
    throw new IndexError('INDEX_FOREIGN', `The index is of the log ${state?.origin ?? 'of no name'}, not of ${origin}`);
}
