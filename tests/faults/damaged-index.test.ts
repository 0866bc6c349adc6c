// Bits flipped in the file of an index, and files cut short: it is found out, or it makes no difference to what the index says.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IndexDatabase } from '#database/index-database';
import { IndexError } from '#database/index-error';
import { openIndex } from '#database/open-index';
import { longLog } from '#testkit/logged-entries';

const entries = longLog(60);
const log = { origin: 'example.com/test', size: entries.length };
const folder = mkdtempSync(join(tmpdir(), 'assay-damaged-'));
const whole = join(folder, 'whole.sqlite');
const damaged = join(folder, 'damaged.sqlite');
const numRuns = process.env['ASSAY_SLOW'] === undefined ? 150 : 5000;
let rebuilt: IndexDatabase;

beforeAll(async () => {
  const index = await openIndex({ kind: 'sqlite', path: whole }, log);
  await index.apply(entries);
  await index.close();
  rebuilt = await openIndex({ kind: 'sqlite', path: ':memory:' }, log);
  await rebuilt.apply(entries);
});

afterAll(async () => {
  await rebuilt.close();
  rmSync(folder, { recursive: true });
});

test('a bit that is another is named, or is none of the content', async () => {
  const bytes = readFileSync(whole);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(damaged, copy);
      if ((await problemOf(damaged)) !== undefined) found += 1;
    }),
    { numRuns },
  );
  expect(found).toBeGreaterThan(numRuns / 10);
});

test('a file that was cut short is named', async () => {
  const { length } = readFileSync(whole);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: length - 1 }), async (size) => {
      copyFileSync(whole, damaged);
      truncateSync(damaged, size);
      expect(await problemOf(damaged)).toMatch(/^INDEX_/);
    }),
    { numRuns: 30 },
  );
});

test('an index of no rows, of another log, of a longer log', async () => {
  const empty = join(folder, 'empty.sqlite');
  writeFileSync(empty, '');
  expect(await problemOf(empty)).toBe('INDEX_DIFFERENT');
  const other = openIndex({ kind: 'sqlite', path: whole }, { ...log, origin: 'example.com/other' });
  await expect(other).rejects.toMatchObject({
    code: 'INDEX_FOREIGN',
    message: expect.stringContaining('assay reindex'),
  });
  const shorter = openIndex({ kind: 'sqlite', path: whole }, { ...log, size: 3 });
  await expect(shorter).rejects.toMatchObject({
    code: 'INDEX_AHEAD',
    message: expect.stringContaining('assay reindex'),
  });
});

/** Code of what is wrong; undefined when it says what the whole one says. Anything but an IndexError fails the test. */
async function problemOf(path: string): Promise<string | undefined> {
  for (const left of ['-wal', '-shm']) rmSync(`${path}${left}`, { force: true });
  try {
    const index = await openIndex({ kind: 'sqlite', path }, log);
    try {
      await index.assertSameAs(rebuilt);
    } finally {
      await index.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof IndexError) return error.code;
    throw error;
  }
}
