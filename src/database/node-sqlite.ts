// `node:sqlite` in the shape that Kysely's SQLite dialect asks for. node:sqlite binds NULL to every `?` it gets no value for, and
// takes an object as first argument for named parameters and shifts the others, so both are refused here.
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { IndexError } from './index-error.ts';
import { sqliteError } from './sqlite-error.ts';

/**
 * Opens or creates the file, for several processes at once: readers see the last commit while one writes.
 * @param path - or `:memory:`
 * @throws {IndexError} INDEX_CORRUPT, INDEX_READ
 */
export function openNodeSqlite(path: string): SqliteDatabase {
  const database = guard(() => new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true }));
  try {
    guard(() => database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536'));
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => guard(() => database.close()),
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const prepared = adapt(guard(() => database.prepare(textOf(sql))));
      const statement = sql === 'rollback' ? ifInTransaction(prepared, database) : prepared;
      if (statements.size >= keptStatements) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

/** What Kysely begins is going to write: taking the lock at once is what makes two writers wait instead of failing. */
function textOf(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql;
}

/** A full disk ends the transaction by itself; a second end would hide why. @source SQLite, "Response To Errors Within A Transaction" */
function ifInTransaction(rollback: SqliteStatement, database: DatabaseSync): SqliteStatement {
  const nothing = { changes: 0, lastInsertRowid: 0 };
  return { ...rollback, run: (parameters) => (database.isTransaction ? rollback.run(parameters) : nothing) };
}

function adapt(statement: StatementSync): SqliteStatement {
  const places = countPlaces(statement.sourceSQL);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => guard(() => statement.all(...checked(parameters, places))),
    run: (parameters) => guard(() => statement.run(...checked(parameters, places))),
    iterate: (parameters) => guard(() => statement.iterate(...checked(parameters, places))),
  };
}

/** Kysely writes every value as `?`; names and strings in quotes may hold one that is none. */
function countPlaces(sql: string): number {
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '').split('?').length - 1;
}

function checked(parameters: readonly unknown[], places: number): SQLInputValue[] {
  if (parameters.length !== places) throw new TypeError(`${parameters.length} values for ${places} places`);
  return parameters.map((value) => {
    if (typeof value === 'string' || typeof value === 'bigint' || value === null) return value;
    if (Number.isSafeInteger(value)) return Number(value);
    throw new TypeError(`a ${typeof value} cannot be stored`);
  });
}

function guard<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof IndexError ? error : sqliteError(error);
  }
}

/** Waiting here stops the whole thread, and with it whoever holds the lock, if that is another part of this process. */
const busyTimeoutMs = 50;
/** More than there are different queries; those with a varying number of values would pile up. */
const keptStatements = 200;
