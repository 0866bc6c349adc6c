// A folder or file on the disk as the entries of a manifest: listed, every file hashed.
import { parseSha256 } from '#core/digest';
import { FileError } from '#core/errors';
import type { Entry, FileEntry } from '#core/manifest';
import type { Reading } from '#core/model-verification';
import { listTree, type TreeListing, type TreeOptions } from '#store/tree/list-tree';
import { StatCache, type StatCacheOptions } from '#store/tree/stat-cache';
import { hashFiles } from './hash-files.ts';
import type { HashOptions } from './hash-places.ts';

export interface ReadTreeOptions extends HashOptions, TreeOptions {
  /** Absent: every file is read. */
  readonly remember?: Remembered;
}

/** What allows to take digests of files that did not change since they were read. */
export interface Remembered extends Pick<StatCacheOptions, 'folder' | 'subject' | 'begun'> {
  /** As `HashMemory`: digests from a manifest that was verified just now, by path. */
  readonly verified: ReadonlyMap<string, string>;
}

export interface ReadTree {
  readonly listing: TreeListing;
  /** In no order; `encodeManifest` sorts. */
  readonly entries: readonly Entry[];
  /** What cannot be an entry or could not be read, with its path in `fields.path`. */
  readonly problems: readonly FileError[];
  readonly reading: Reading;
  readonly notes: readonly string[];
}

/**
 * A file that cannot be read is a problem, not an exception: who records an asset refuses all problems, who compares tells them.
 * @throws {FileError} when the asset itself cannot be listed @throws {AssayError} ASSET_LIMIT
 */
export async function readTree(path: string, options: ReadTreeOptions = {}): Promise<ReadTree> {
  const listing = listTree(path, options);
  const { remember } = options;
  const memory =
    remember === undefined
      ? {}
      : { memory: { cache: new StatCache({ ...remember, root: listing.root }), verified: remember.verified } };
  const { answers, reading, notes } = await hashFiles(listing.files, 'sha256', { ...options, ...memory });
  const files: FileEntry[] = [];
  const problems = [...listing.problems];
  for (const [index, { name }] of listing.files.entries()) {
    const answer = answers[index] ?? { code: 'FILE_UNREADABLE', message: 'was not hashed' };
    if ('code' in answer) problems.push(new FileError(answer.code, answer.message, { path: name }));
    else {
      const { digest, size, executable } = answer;
      files.push({ type: 'file', path: name, size, sha256: parseSha256(digest), executable });
    }
  }
  return { listing, entries: [...files, ...listing.others], problems, reading, notes };
}
