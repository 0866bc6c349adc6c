// A file of JSON lines that only grows. Several processes may append at once; a line is there as a whole or not at all, also when
// the process that wrote it was killed, or the power failed.
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { type ChangingFiles, reading, syncFolder, writeAll, writing } from './durable-files.ts';

export interface JournalContent {
  /** Lines that are JSON, parsed, in order. */
  readonly entries: readonly unknown[];
  /** Lines that are not: what a killed writer left. */
  readonly damaged: number;
}

/**
 * Appends a line, durably. INVARIANT: it begins with a line end, so that what a killed writer left half done stays a line of its
 * own, and ends with one; O_APPEND puts the whole of it behind what others wrote.
 * @param entry - anything that JSON can say
 * @throws {StoreError} STORE_WRITE
 */
export function appendToJournal(path: string, entry: object, changing: ChangingFiles = fs): void {
  const bytes = new TextEncoder().encode(`\n${JSON.stringify(entry)}\n`);
  writing(path, () => {
    const isNew = !fs.existsSync(path);
    const descriptor = changing.openSync(path, 'a', 0o600);
    try {
      writeAll(descriptor, bytes, changing);
      changing.fsyncSync(descriptor);
    } finally {
      changing.closeSync(descriptor);
    }
    if (isNew) syncFolder(dirname(path), changing);
  });
}

/**
 * @returns nothing at all for a file that does not exist
 * @throws {StoreError} STORE_READ, also for a journal of more than `maxBytes`
 */
export function readJournal(path: string, maxBytes: number): JournalContent {
  const text = reading(path, () => {
    if (fs.statSync(path).size > maxBytes) throw Object.assign(new Error('it is too large'), { code: 'EFBIG' });
    return fs.readFileSync(path, 'utf8');
  });
  const entries: unknown[] = [];
  let damaged = 0;
  for (const line of (text ?? '').split('\n')) {
    if (line === '') continue;
    const entry = parsed(line);
    if (entry === undefined) damaged++;
    else entries.push(entry);
  }
  return { entries, damaged };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
