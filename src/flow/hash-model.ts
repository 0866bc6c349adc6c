// Files of a model to the resources that are signed.
import { FileError } from '#core/errors';
import type { ModelSerialization, Resource } from '#sign/model/signed-model';
import type { ModelFile } from '#store/list-model';
import { sizeOfFile } from '#store/size-of-file';
import { type HashOptions, hashPlaces } from './hash-places.ts';
import type { HashItem } from './hash-task.ts';

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
  const answers = await hashPlaces(plan.items.map(withoutName), hash, options, plan.bytes);
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
  /** Absent when it was not looked up. */
  readonly bytes?: number;
}

function planFiles(files: readonly ModelFile[]): Plan {
  return { items: files.map(({ name, path }) => ({ name, path })), problems: [], empty: [] };
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

function withoutName({ path, range }: PlannedItem): HashItem {
  return range === undefined ? { path } : { path, range };
}

function changed(path: string): FileError {
  return new FileError('FILE_CHANGED', 'changed while it was being read', { path });
}
