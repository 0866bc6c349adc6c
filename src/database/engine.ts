// What the two engines do differently. Everything else is the same SQL.
import type { Kysely, Transaction } from 'kysely';
import type { EngineKind } from './index-location.ts';
import type { Tables } from './tables.ts';

export interface Engine {
  readonly kind: EngineKind;
  readonly database: Kysely<Tables>;
  /** Names of the tables that there are. */
  tables(database: Kysely<Tables>): Promise<readonly string[]>;
  /** One transaction; of several that write, one runs at a time and the others wait. */
  write<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** @throws {IndexError} INDEX_CORRUPT when tables and indexes contradict each other, as far as the engine can say */
  check(): Promise<void>;
  /** Reads that all see the same commit. */
  snapshot<T>(action: (database: Kysely<Tables>) => Promise<T>): Promise<T>;
}
