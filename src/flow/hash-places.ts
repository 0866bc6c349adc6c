// Files and parts of files to digests, on as many threads as help.
import { availableParallelism } from 'node:os';
import { runOnWorkers } from '#jobs/worker-pool';
import type { FileHash } from '#store/hash-file';
import { sizeOfFile } from '#store/size-of-file';
import { type HashAnswer, type HashItem, type HashTask, runHashTask } from './hash-task.ts';

export interface HashOptions {
  /** Threads, >= 1. Absent: as many as the machine has, when there is work enough to pay for starting them. */
  readonly jobs?: number;
  /** Module of `hash-worker.ts` as it can be loaded here; without it everything runs in this thread. */
  readonly worker?: string | URL;
}

/**
 * Answers in the order of the items. A file that cannot be read is an answer, not an exception.
 * @param bytes - how many there are to read; absent: found out where it is worth it
 */
export async function hashPlaces(
  items: readonly HashItem[],
  hash: FileHash,
  { jobs, worker }: HashOptions,
  bytes: number | undefined = sizeOf(items),
): Promise<readonly HashAnswer[]> {
  const tasks = batch(items).map((items): HashTask => ({ hash, items }));
  const worthIt = bytes === undefined || bytes > bytesWorthWorkers;
  const workers = Math.min(jobs ?? (worthIt ? availableParallelism() : 1), tasks.length);
  if (worker === undefined || workers < 2) {
    const answers: (readonly HashAnswer[])[] = [];
    for (const task of tasks) answers.push(await runHashTask(task));
    return answers.flat();
  }
  const answers = await runOnWorkers<HashTask, readonly HashAnswer[]>(tasks, {
    entry: worker,
    work: 'hash',
    workers,
    setup: undefined,
    maxHeapMiB: 256,
    onLost: ({ items }, { message }) => items.map(() => ({ code: 'FILE_UNREADABLE', message })),
  });
  return answers.flat();
}

/** Undefined when finding out would cost more than it is worth. */
function sizeOf(items: readonly HashItem[]): number | undefined {
  if (items.length > filesWorthWorkers) return undefined;
  return items.reduce((sum, { path }) => {
    const size = sizeOfFile(path);
    return typeof size === 'number' ? sum + size : sum;
  }, 0);
}

/** A few files per task, so that no thread is left with all the large ones; one shard per task. */
function batch(items: readonly HashItem[]): readonly (readonly HashItem[])[] {
  const size = items.length > filesWorthWorkers ? 256 : 1;
  const batches: (readonly HashItem[])[] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}

/** Below these, starting threads costs more than they save. [measured] */
const filesWorthWorkers = 2000;
const bytesWorthWorkers = 128 * 1024 * 1024;
