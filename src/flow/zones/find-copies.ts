// Looks through folders for files that belong to recorded assets, whatever they are called there.
import type { Sha256 } from '#core/digest';
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findEntries } from '#database/find-entries';
import type { IndexDatabase } from '#database/index-database';
import { hashFile, loadHasher } from '#store/hash-file';
import { walkFolder } from '#store/walk-folder';

export interface FoundFile {
  readonly path: string;
  /** A key of a zone lies in the same folder that was looked through. */
  readonly keysBeside: boolean;
}

export interface FoundCopies {
  /** By asset. */
  readonly files: ReadonlyMap<Sha256, readonly FoundFile[]>;
  /** What could not be read, as sentences. */
  readonly unread: readonly string[];
}

/** Empty files say nothing about where they come from, and are passed over. @throws what the index throws */
export async function findCopies(index: IndexDatabase, folders: readonly string[]): Promise<FoundCopies> {
  const hasher = folders.length === 0 ? undefined : await loadHasher('sha256');
  const files = new Map<Sha256, FoundFile[]>();
  const unread: string[] = [];
  for (const folder of folders) {
    const found: { path: string; asset: Sha256 }[] = [];
    let keys = 0;
    for (const one of walkFolder(folder)) {
      if (one.kind === 'problem') {
        unread.push(`${one.path}: ${one.error.message}`);
        continue;
      }
      if (/(?:^|[\\/])keys[\\/]zones[\\/][^\\/]+[.]key$/.test(one.path)) keys += 1;
      if (one.size === 0 || hasher === undefined) continue;
      try {
        const { digest } = hashFile(one.target, hasher);
        for (const { asset } of await findEntries(index, parseSha256(digest))) found.push({ path: one.path, asset });
      } catch (error) {
        if (!(error instanceof AssayError)) throw error;
        unread.push(`${one.path}: ${error.message}`);
      }
    }
    for (const { path, asset } of found)
      files.set(asset, [...(files.get(asset) ?? []), { path, keysBeside: keys > 0 }]);
    if (keys > 0)
      unread.push(`${folder}: holds ${keys} keys of zones; whoever has it opens every sealed store beside them`);
  }
  return { files, unread };
}
