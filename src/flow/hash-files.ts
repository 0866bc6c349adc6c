// Whole files to digests, all of them or only those that changed since they were read before.
import type { Reading } from '#core/model-verification';
import type { FileHash, HashedFile } from '#store/hash-file';
import type { StatCache, StatRow } from '#store/tree/stat-cache';
import { type HashOptions, hashPlaces } from './hash-places.ts';
import type { HashAnswer } from './hash-task.ts';

/** What allows to take a digest without reading the file. */
export interface HashMemory {
  readonly cache: StatCache;
  /**
   * INVARIANT: from a manifest whose signature was verified just now with a key that may sign this asset. A digest is taken from
   * the cache only when it is the one that stands here under the name of the file.
   */
  readonly verified: ReadonlyMap<string, string>;
}

export interface HashFilesOptions extends HashOptions {
  /** Absent: every file is read. */
  readonly memory?: HashMemory;
}

export interface HashedFiles {
  /** In the order of the files. */
  readonly answers: readonly HashAnswer[];
  readonly reading: Reading;
  /** Why files were read although there is a memory, or why nothing will be remembered. */
  readonly notes: readonly string[];
}

interface NamedFile {
  readonly name: string;
  /** Absolute, links resolved. */
  readonly path: string;
}

/** A file that cannot be read is an answer, not an exception. What was read is remembered for the next time. */
export async function hashFiles(
  files: readonly NamedFile[],
  hash: FileHash,
  options: HashFilesOptions,
): Promise<HashedFiles> {
  const { memory } = options;
  const known = files.map((file) => (memory === undefined ? undefined : recall(file, memory)));
  const unknown = files.filter((_, index) => known[index] === undefined);
  const read = await hashPlaces(
    unknown.map(({ path }) => ({ path })),
    hash,
    options,
  );
  let next = 0;
  const answers = known.map((answer) => answer ?? read[next++] ?? lost);
  const reading = {
    mode: unknown.length === files.length ? 'full' : 'incremental',
    bytes: bytesOf(answers),
    bytesRead: bytesOf(read),
    files: files.length,
    filesRead: unknown.length,
  } as const;
  const notes = memory === undefined ? [] : [memory.cache.note, memory.cache.write(rowsOf(files, answers))];
  return { answers, reading, notes: notes.filter((note) => note !== undefined) };
}

function recall({ name, path }: NamedFile, { cache, verified }: HashMemory): HashedFile | undefined {
  const look = cache.look(name, path);
  if (look?.digest === undefined || look.digest !== verified.get(name)) return undefined;
  const { digest, size, executable, state } = look;
  return { digest, size, fileSize: size, executable, state };
}

function rowsOf(files: readonly NamedFile[], answers: readonly HashAnswer[]): readonly StatRow[] {
  return files.flatMap(({ name }, index) => {
    const answer = answers[index];
    return answer === undefined || 'code' in answer ? [] : [{ name, state: answer.state, digest: answer.digest }];
  });
}

function bytesOf(answers: readonly HashAnswer[]): number {
  return answers.reduce((sum, answer) => ('code' in answer ? sum : sum + answer.size), 0);
}

const lost: HashAnswer = { code: 'FILE_UNREADABLE', message: 'was not hashed' };
