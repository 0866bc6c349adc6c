// Files of a model to digests, on as many threads as help.
import { availableParallelism } from 'node:os';
import { FileError } from '#core/errors';
import { runOnWorkers } from '#jobs/worker-pool';
import type { ModelSerialization, Resource } from '#sign/model/signed-model';
import type { ModelFile } from '#store/list-model';
import { sizeOfFile } from '#store/size-of-file';
import { type HashAnswer, type HashItem, type HashTask, runHashTask } from './hash-task.ts';

export interface HashOptions {
  /** Threads, >= 1. Absent: as many as the machine has, when there is work enough to pay for starting them. */
  readonly jobs?: number;
  /** Module of `hash-worker.ts` as it can be loaded here; without it everything runs in this thread. */
  readonly worker?: string | URL;
}

export interface HashedModel {
  readonly resources: readonly Resource[];
  readonly problems: readonly FileError[];
  /** Bytes that were read. */
  readonly bytes: number;
  /** Files of zero bytes, which a serialization in shards says nothing about. */
  readonly empty: readonly string[];
}

interface PlannedItem extends HashItem {
  readonly name: string;
  /** Of the whole file when it was cut into shards. */
  readonly fileSize?: number;
}

/** Hashes `files` the way `serialization` says. A file that cannot be read is a problem, not an exception. */
export async function hashModel(
  files: readonly ModelFile[],
  { hash, shardBytes }: Pick<ModelSerialization, 'hash' | 'shardBytes'>,
  options: HashOptions,
): Promise<HashedModel> {
  const plan = shardBytes === undefined ? planFiles(files) : planShards(files, shardBytes);
  const tasks = batch(plan.items).map((items): HashTask => ({ hash, items: items.map(withoutName) }));
  const answers = (await runTasks(tasks, plan.bytes, options)).flat();
  const resources: Resource[] = [];
  const problems = [...plan.problems];
  const states = new Map<string, string>();
  let bytes = 0;
  for (const [index, { name, range, fileSize }] of plan.items.entries()) {
    const answer = answers[index] ?? { code: 'FILE_UNREADABLE', message: 'was not hashed' };
    if ('code' in answer) problems.push(new FileError(answer.code, answer.message, { path: name }));
    else if ((states.get(name) ?? answer.state) !== answer.state || (fileSize ?? answer.fileSize) !== answer.fileSize)
      problems.push(changed(name));
    else {
      states.set(name, answer.state);
      bytes += answer.size;
      resources.push({ path: name, digest: answer.digest, ...(range === undefined ? {} : { range }) });
    }
  }
  return { resources, problems, bytes, empty: plan.empty };
}

interface Plan {
  readonly items: readonly PlannedItem[];
  readonly problems: readonly FileError[];
  readonly empty: readonly string[];
  /** Undefined when finding out would cost more than it is worth. */
  readonly bytes: number | undefined;
}

function planFiles(files: readonly ModelFile[]): Plan {
  const items = files.map(({ name, path }) => ({ name, path }));
  if (files.length > filesWorthWorkers) return { items, problems: [], empty: [], bytes: undefined };
  const sizes = files.map(({ path }) => sizeOfFile(path));
  const bytes = sizes.reduce<number>((sum, size) => sum + (typeof size === 'number' ? size : 0), 0);
  return { items, problems: [], empty: [], bytes };
}

function planShards(files: readonly ModelFile[], shardBytes: number): Plan {
  const items: PlannedItem[] = [];
  const problems: FileError[] = [];
  const empty: string[] = [];
  let bytes = 0;
  for (const { name, path } of files) {
    const size = sizeOfFile(path);
    if (typeof size !== 'number') problems.push(new FileError(size.code, size.message, { path: name }));
    else if (size === 0) empty.push(name);
    else {
      bytes += size;
      for (let start = 0; start < size; start += shardBytes) {
        items.push({ name, path, fileSize: size, range: { start, end: Math.min(size, start + shardBytes) } });
      }
    }
  }
  return { items, problems, empty, bytes };
}

async function runTasks(
  tasks: readonly HashTask[],
  bytes: number | undefined,
  { jobs, worker }: HashOptions,
): Promise<readonly (readonly HashAnswer[])[]> {
  const worthIt = bytes === undefined || bytes > bytesWorthWorkers;
  const workers = Math.min(jobs ?? (worthIt ? availableParallelism() : 1), tasks.length);
  if (worker === undefined || workers < 2) {
    const answers: (readonly HashAnswer[])[] = [];
    for (const task of tasks) answers.push(await runHashTask(task));
    return answers;
  }
  return runOnWorkers<HashTask, readonly HashAnswer[]>(tasks, {
    entry: worker,
    work: 'hash',
    workers,
    setup: undefined,
    maxHeapMiB: 256,
    onLost: ({ items }, { message }) => items.map(() => ({ code: 'FILE_UNREADABLE', message })),
  });
}

/** A few files per task, so that no thread is left with all the large ones; one shard per task. */
function batch(items: readonly PlannedItem[]): readonly (readonly PlannedItem[])[] {
  const size = items.length > filesWorthWorkers ? 256 : 1;
  const batches: (readonly PlannedItem[])[] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}

function withoutName({ path, range }: PlannedItem): HashItem {
  return range === undefined ? { path } : { path, range };
}

function changed(path: string): FileError {
  return new FileError('FILE_CHANGED', 'changed while it was being read', { path });
}

/** Below these, starting threads costs more than they save. [measured] */
const filesWorthWorkers = 2000;
const bytesWorthWorkers = 128 * 1024 * 1024;
