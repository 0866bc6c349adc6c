// Files of a model to the resources that are signed.
import { FileError } from '#core/errors';
import type { ModelSerialization, Resource } from '#sign/model/signed-model';
import type { ModelFile } from '#store/list-model';
import { sizeOfFile } from '#store/size-of-file';
import { type HashedFiles, type HashFilesOptions, hashFiles } from './hash-files.ts';
import { hashPlaces } from './hash-places.ts';
import type { HashItem } from './hash-task.ts';

export interface HashedModel {
  readonly resources: readonly Resource[];
  readonly problems: readonly FileError[];
  /** Bytes that were read. */
  readonly bytes: number;
  /** Of whole files. */
  readonly reading?: HashedFiles['reading'];
  /** Files of zero bytes, which a serialization in shards says nothing about. */
  readonly empty: readonly string[];
  readonly notes: readonly string[];
}

interface Shard extends HashItem {
  readonly name: string;
  readonly range: { readonly start: number; readonly end: number };
  /** Of the whole file. */
  readonly fileSize: number;
}

/** Hashes `files` the way `serialization` says. A file that cannot be read is a problem, not an exception. */
export function hashModel(
  files: readonly ModelFile[],
  { hash, shardBytes }: Pick<ModelSerialization, 'hash' | 'shardBytes'>,
  options: HashFilesOptions,
): Promise<HashedModel> {
  return shardBytes === undefined ? hashWhole(files, hash, options) : hashShards(files, shardBytes, hash, options);
}

async function hashWhole(
  files: readonly ModelFile[],
  hash: ModelSerialization['hash'],
  options: HashFilesOptions,
): Promise<HashedModel> {
  const { answers, reading, notes } = await hashFiles(files, hash, options);
  const resources: Resource[] = [];
  const problems: FileError[] = [];
  for (const [index, { name }] of files.entries()) {
    const answer = answers[index] ?? lost;
    if ('code' in answer) problems.push(new FileError(answer.code, answer.message, { path: name }));
    else resources.push({ path: name, digest: answer.digest });
  }
  return { resources, problems, bytes: reading.bytesRead, reading, empty: [], notes };
}

/** Shards are read every time: what is remembered is of whole files. */
async function hashShards(
  files: readonly ModelFile[],
  shardBytes: number,
  hash: ModelSerialization['hash'],
  options: HashFilesOptions,
): Promise<HashedModel> {
  const plan = planShards(files, shardBytes);
  const items = plan.shards.map(({ path, range }) => ({ path, range }));
  const answers = await hashPlaces(items, hash, options, plan.bytes);
  const resources: Resource[] = [];
  const problems = [...plan.problems];
  const states = new Map<string, string>();
  let bytes = 0;
  for (const [index, { name, range, fileSize }] of plan.shards.entries()) {
    const answer = answers[index] ?? lost;
    if ('code' in answer) problems.push(new FileError(answer.code, answer.message, { path: name }));
    else if ((states.get(name) ?? answer.state) !== answer.state || fileSize !== answer.fileSize)
      problems.push(changed(name));
    else {
      states.set(name, answer.state);
      bytes += answer.size;
      resources.push({ path: name, digest: answer.digest, range });
    }
  }
  return { resources, problems, bytes, empty: plan.empty, notes: [] };
}

interface Plan {
  readonly shards: readonly Shard[];
  readonly problems: readonly FileError[];
  readonly empty: readonly string[];
  readonly bytes: number;
}

function planShards(files: readonly ModelFile[], shardBytes: number): Plan {
  const shards: Shard[] = [];
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
        shards.push({ name, path, fileSize: size, range: { start, end: Math.min(size, start + shardBytes) } });
      }
    }
  }
  return { shards, problems, empty, bytes };
}

function changed(path: string): FileError {
  return new FileError('FILE_CHANGED', 'changed while it was being read', { path });
}

const lost = { code: 'FILE_UNREADABLE', message: 'was not hashed' } as const;
