// All that stands in the index, as text by which two indexes can be compared.
import { canonicalJson } from '#core/canonical-json';
import { tableNames } from './columns.ts';
import type { Engine } from './engine.ts';
import { type Row, readTable } from './read-table.ts';

/**
 * Gives every row to `write` as a line of canonical JSON without its end, sorted by table and key. Nothing but the content decides
 * the order, so two indexes of the same log have the same lines, on whichever engine.
 */
export async function dumpTables(engine: Engine, write: (line: string) => void): Promise<void> {
  await engine.snapshot(async (database) => {
    for (const table of tableNames) {
      for await (const row of readTable(database, table)) write(lineOf(table, row));
    }
  });
}

/** A name with a lone surrogate has no canonical JSON; no statement can hold one, a damaged index can. */
export function lineOf(table: string, row: Row): string {
  const members = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.toWellFormed() : value,
  ]);
  return canonicalJson({ table, ...Object.fromEntries(members) });
}
