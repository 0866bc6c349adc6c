// One piece of hashing work, as it goes to a worker and back.
import { AssayError, type ErrorCode } from '#core/errors';
import { type FileHash, type HashedFile, type Hasher, hashFile, loadHasher } from '#store/hash-file';

export interface HashTask {
  readonly hash: FileHash;
  readonly items: readonly HashItem[];
}

export interface HashItem {
  readonly path: string;
  readonly range?: { readonly start: number; readonly end: number };
}

/** The digest, or why there is none. Errors do not cross threads, so their parts do. */
export type HashAnswer = HashedFile | { readonly code: ErrorCode; readonly message: string };

const hashers = new Map<FileHash, Hasher>();

/** Answers in the order of the items; a file that cannot be read does not stop the others. */
export async function runHashTask({ hash, items }: HashTask): Promise<readonly HashAnswer[]> {
  const hasher = hashers.get(hash) ?? (await loadHasher(hash));
  hashers.set(hash, hasher);
  return items.map(({ path, range }) => {
    try {
      return hashFile(path, hasher, range);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      return { code: error.code, message: error.message };
    }
  });
}
