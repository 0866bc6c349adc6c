// Entries of the log into the tables. Each entry is folded on its own, in order, so it makes no difference how many come at once
// or who applies them: the same log gives the same index.
import type { Kysely } from 'kysely';
import { predicate as keyChange } from '#predicates/key-change';
import { tableNames } from './columns.ts';
import { containEntries } from './contain-entries.ts';
import type { Engine } from './engine.ts';
import { foldEntry } from './fold-entry.ts';
import { IndexError } from './index-error.ts';
import { insertRows } from './insert-rows.ts';
import { loadKnown } from './known.ts';
import type { LoggedEntry } from './logged-entry.ts';
import { restandStatements } from './restand-statements.ts';
import { Rows } from './rows.ts';
import type { Tables } from './tables.ts';

/** @throws {IndexError} INDEX_GAP when `entries` begin after the cursor or leave one out */
export async function applyEntries(engine: Engine, entries: readonly LoggedEntry[]): Promise<void> {
  assertConsecutive(entries);
  await engine.write(async (database) => {
    const { next } = await database.selectFrom('index_state').select('next').executeTakeFirstOrThrow();
    const first = entries[0]?.index ?? next;
    if (first > next)
      throw new IndexError('INDEX_GAP', `The index has ${next} entries; the next one cannot be ${first}`);
    const rest = entries.slice(next - first);
    for (const chunk of chunksOf(rest)) await applyChunk(database, engine, chunk);
    await database
      .updateTable('index_state')
      .set({ next: next + rest.length })
      .execute();
  });
}

function assertConsecutive(entries: readonly LoggedEntry[]): void {
  const gap = entries.findIndex(({ index }, place) => place > 0 && index !== (entries[place - 1]?.index ?? 0) + 1);
  if (gap > 0)
    throw new IndexError('INDEX_GAP', `Entry ${entries[gap]?.index} does not follow ${entries[gap - 1]?.index}`);
}

/** A change of keys may turn the standing of what came before, so it ends a chunk. */
function* chunksOf(entries: readonly LoggedEntry[]): Iterable<readonly LoggedEntry[]> {
  let start = 0;
  for (const [place, entry] of entries.entries()) {
    if (place + 1 - start < chunkEntries && entry.verified?.predicateType !== keyChange.type) continue;
    yield entries.slice(start, place + 1);
    start = place + 1;
  }
  if (start < entries.length) yield entries.slice(start);
}

async function applyChunk(database: Kysely<Tables>, engine: Engine, chunk: readonly LoggedEntry[]): Promise<void> {
  const known = await loadKnown(database, chunk);
  const rows = new Rows();
  for (const entry of chunk) foldEntry(entry, known, rows);
  for (const table of tableNames) await insertRows(database, engine.kind, table, rows.of(table));
  await containEntries(database, rows);
  await restandStatements(database, rows);
}

/** Large enough that looking up what is known costs little per entry, and small enough for the 32,766 values of one query. */
const chunkEntries = 500;
