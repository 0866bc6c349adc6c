// The engines that every test of the index runs on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { IndexDatabase } from '#database/index-database';
import type { IndexLocation } from '#database/index-location';
import { type IndexedLog, openIndex } from '#database/open-index';
import { type PostgresqlServer, postgresqlPrograms, startPostgresql } from './postgresql.ts';

export interface IndexEngine {
  readonly name: string;
  /** Of an index that does not exist yet. */
  newLocation(): Promise<IndexLocation>;
}

/** Runs `suite` on SQLite, and on PostgreSQL where Debian's package is installed. */
export function describeIndexes(name: string, suite: (engine: IndexEngine) => void): void {
  describe(`${name}, SQLite`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-index-'));
    let files = 0;
    afterAll(() => rmSync(folder, { recursive: true }));
    suite({ name: 'sqlite', newLocation: async () => ({ kind: 'sqlite', path: join(folder, `${files++}.sqlite`) }) });
  });
  const programs = postgresqlPrograms();
  if (programs === undefined) {
    describe.skip(`${name}, PostgreSQL: the package postgresql-15 is not installed`, () => {
      suite({ name: 'postgresql', newLocation: async () => ({ kind: 'postgresql', url: '' }) });
    });
    return;
  }
  describe(`${name}, PostgreSQL`, () => {
    let server: PostgresqlServer | undefined;
    beforeAll(async () => {
      server = await startPostgresql(programs);
    });
    afterAll(() => server?.stop());
    suite({
      name: 'postgresql',
      newLocation: async () => ({ kind: 'postgresql', url: (await server?.newUrl()) ?? '' }),
    });
  });
}

/** The log of the tests. */
export const testLog: IndexedLog = { origin: 'example.com/test', size: Number.MAX_SAFE_INTEGER };

export function openTestIndex(location: IndexLocation): Promise<IndexDatabase> {
  return openIndex(location, testLog);
}

export async function dumpOf(index: IndexDatabase): Promise<string> {
  const lines: string[] = [];
  await index.dump((line) => lines.push(line));
  return `${lines.join('\n')}\n`;
}
