// The index: what log and store say, in tables that can be asked. Nothing stands in it that cannot be derived again.
import type { Kysely } from 'kysely';
import { applyEntries } from './apply-entries.ts';
import { tableNames } from './columns.ts';
import { assertSameContent } from './compare-indexes.ts';
import { dumpTables } from './dump-tables.ts';
import type { Engine } from './engine.ts';
import { IndexError } from './index-error.ts';
import type { EngineKind } from './index-location.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Tables } from './tables.ts';

export interface Cursor {
  /** Index in the log of the first entry that is not in the index. */
  readonly next: number;
  /** What the index takes for the entry before it; whoever has the log compares. */
  readonly last?: { readonly at: number; readonly envelope: string };
}

export class IndexDatabase {
  readonly kind: EngineKind;
  /** For queries. */
  readonly tables: Kysely<Tables>;
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.kind = engine.kind;
    this.tables = engine.database;
    this.#engine = engine;
  }

  async cursor(): Promise<Cursor> {
    return this.#engine.snapshot(async (database) => {
      const state = await database.selectFrom('index_state').select('next').executeTakeFirst();
      const next = state?.next ?? -1;
      if (!Number.isSafeInteger(next) || next < 0) throw new IndexError('INDEX_CORRUPT', 'The index has no cursor');
      const last = await database
        .selectFrom('entry')
        .select(['at', 'envelope'])
        .where('log_index', '=', next - 1)
        .executeTakeFirst();
      return last === undefined ? { next } : { next, last };
    });
  }

  /**
   * Folds entries into the index, in one transaction with the cursor: after a crash either all of them are in it or none.
   * Entries that are in it already, because another process was faster, are passed over.
   * @param entries - consecutive, in log order
   * @throws {IndexError} INDEX_GAP when they begin after the cursor, INDEX_BUSY, INDEX_WRITE, INDEX_CORRUPT
   */
  async apply(entries: readonly LoggedEntry[]): Promise<void> {
    if (entries.length > 0) await applyEntries(this.#engine, entries);
  }

  /** As `dumpTables` says. */
  async dump(write: (line: string) => void): Promise<void> {
    await dumpTables(this.#engine, write);
  }

  /**
   * Compares every row with an index of the same log that was just built.
   * @throws {IndexError} INDEX_DIFFERENT with the first row that is another, INDEX_CORRUPT
   */
  async assertSameAs(rebuilt: IndexDatabase): Promise<void> {
    await assertSameContent(this.#engine, rebuilt.#engine);
  }

  /** Forgets everything; following the log from its beginning fills it again. */
  async clear(): Promise<void> {
    await this.#engine.write(async (transaction) => {
      for (const table of tableNames.toReversed()) {
        if (table !== 'index_state') await transaction.deleteFrom(table).execute();
      }
      await transaction.updateTable('index_state').set({ next: 0 }).execute();
    });
  }

  async close(): Promise<void> {
    await this.tables.destroy();
  }
}
