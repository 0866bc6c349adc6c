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

/** What no index can hold is shown as text, so that a damaged one can be dumped as well. */
export function lineOf(table: string, row: Row): string {
  const members = Object.entries(row).map(([name, value]) => [name, plain(value)]);
  return canonicalJson({ table, ...Object.fromEntries(members) });
}

function plain(value: unknown): string | number | null {
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
  return String(value).toWellFormed();
}
