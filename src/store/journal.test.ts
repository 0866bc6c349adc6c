import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { appendToJournal, readJournal } from './journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what was appended is read, in order; no file is no entry', () => {
  const path = join(folder, 'a');
  expect(readJournal(path, 1000)).toEqual({ entries: [], damaged: 0 });
  appendToJournal(path, { one: 'line\nend' });
  appendToJournal(path, { two: 2 });
  expect(readJournal(path, 1000)).toEqual({ entries: [{ one: 'line\nend' }, { two: 2 }], damaged: 0 });
});

test('a line that was cut off spoils nothing before or after it', () => {
  const path = join(folder, 'b');
  appendToJournal(path, { one: 1 });
  appendFileSync(path, '\n{"two":');
  appendToJournal(path, { three: 3 });
  expect(readJournal(path, 1000)).toEqual({ entries: [{ one: 1 }, { three: 3 }], damaged: 1 });
});

test('a journal that is too large, or a folder, is an error', () => {
  const path = join(folder, 'c');
  writeFileSync(path, 'x'.repeat(100));
  expect(() => readJournal(path, 99)).toThrow(expect.objectContaining({ code: 'STORE_READ' }));
  expect(() => appendToJournal(folder, {})).toThrow(expect.objectContaining({ code: 'STORE_WRITE' }));
});
