// Whether an index says what log and store say. No checksum shows that, because whoever changes a row can change its checksum: it
// is compared with one that was just built.
import { escapeInvisible } from '#core/quote';
import { type TableName, tableNames } from './columns.ts';
import { lineOf } from './dump-tables.ts';
import type { Engine } from './engine.ts';
import { IndexError } from './index-error.ts';
import { readTable } from './read-table.ts';

/**
 * @param expected - built from log and store
 * @throws {IndexError} INDEX_DIFFERENT with the table and the row, INDEX_CORRUPT when the index cannot even be read
 */
export async function assertSameContent(index: Engine, expected: Engine): Promise<void> {
  await index.check();
  await index.snapshot((found) =>
    expected.snapshot(async (wanted) => {
      for (const table of tableNames) await compareTables(table, readTable(found, table), readTable(wanted, table));
    }),
  );
}

type Table = ReturnType<typeof readTable>;

async function compareTables(table: TableName, found: Table, wanted: Table): Promise<void> {
  const [foundRows, wantedRows] = [found[Symbol.asyncIterator](), wanted[Symbol.asyncIterator]()];
  for (;;) {
    const [is, should] = [await foundRows.next(), await wantedRows.next()];
    const line = is.done ? undefined : lineOf(table, is.value);
    const expected = should.done ? undefined : lineOf(table, should.value);
    if (line !== expected) throw different(table, line, expected);
    if (expected === undefined) return;
  }
}

function different(table: TableName, found: string | undefined, expected: string | undefined): IndexError {
  const say = (line: string | undefined): string =>
    line === undefined ? 'no more rows' : escapeInvisible(line.slice(0, shownLetters));
  const message = `Table ${table} of the index has ${say(found)} where log and store give ${say(expected)}`;
  return new IndexError('INDEX_DIFFERENT', message, { value: table });
}

const shownLetters = 300;
