// Compare and swap in a folder without locks: record N+1 is a new file, and of several writers one makes it.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as limits from '#core/limits';
import type { CheckpointStore, StoredRecord } from './checkpoint-store.ts';
import { type ChangingFiles, createFile, makeFolder } from './durable-files.ts';
import { LogError } from './log-error.ts';
import { guarded, readSmallFile } from './read-small-file.ts';

/** Older records are evidence of what was signed, and keep a slow writer from taking a number twice. */
const recordsKept = 16;

/** @param folder - made with the first record, for the owner only */
export function folderCheckpointStore(folder: string, changing?: ChangingFiles): CheckpointStore {
  return {
    read: async () => readLatest(folder),
    swap: async (expected, bytes) => {
      makeFolder(folder, changing, 0o700);
      if ((versionsIn(folder).at(-1) ?? 0) !== expected) throw conflict();
      createFile(pathOf(folder, expected + 1), bytes, changing);
      // INVARIANT: the newest record is never removed, so a writer that slept while its number was taken and removed again
      // sees a newer one here.
      const versions = versionsIn(folder);
      if (versions.at(-1) !== expected + 1) throw conflict();
      removeAll(versions.slice(0, -recordsKept).map((old) => pathOf(folder, old)));
    },
  };
}

function removeAll(paths: readonly string[]): void {
  try {
    for (const path of paths) rmSync(path, { force: true });
  } catch {
    // The new record is durable. Old ones that stay are only more evidence.
  }
}

function readLatest(folder: string): StoredRecord | undefined {
  // A record that vanishes between listing and reading was an old one: there is a newer.
  for (let attempt = 0; attempt < recordsKept; attempt++) {
    const version = versionsIn(folder).at(-1);
    if (version === undefined) return undefined;
    const bytes = readSmallFile(pathOf(folder, version), limits.logRecordBytes.value);
    if (bytes !== undefined) return { version, bytes };
  }
  throw new LogError('LOG_READ', `The records in ${folder} change faster than they can be read.`, { path: folder });
}

/** In order. */
function versionsIn(folder: string): readonly number[] {
  const names = guarded(folder, () => readdirSync(folder)) ?? [];
  return names
    .flatMap((name) => /^([0-9]{12})\.record$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function pathOf(folder: string, version: number): string {
  return join(folder, `${String(version).padStart(12, '0')}.record`);
}

function conflict(): LogError {
  return new LogError('LOG_CONFLICT', 'Another record came first.');
}
