// The files of an asset into the store.
import { FileError } from '#core/errors';
import type { Entry } from '#core/manifest';
import type { BlobBatch, BlobStore } from '#store/blob-store';
import type { ReadTree } from '../read-tree.ts';
import type { ScanProgress } from '../scan.ts';

/**
 * Adds those that the store does not have. Each is read again while it is sealed, and has to be what was read before.
 * @throws {FileError} FILE_CHANGED; {StoreError}
 */
export async function keepFiles(
  store: BlobStore,
  { listing, entries }: ReadTree,
  batch: BlobBatch,
  onProgress: ((progress: ScanProgress) => void) | undefined,
): Promise<void> {
  const recorded = new Map<string, Entry>(entries.map((entry) => [entry.path, entry]));
  const bytesTotal = entries.reduce((sum, entry) => sum + (entry.type === 'file' ? entry.size : 0), 0);
  let [filesDone, bytesDone] = [0, 0];
  for (const { name, path } of listing.files) {
    const entry = recorded.get(name);
    if (entry?.type !== 'file') continue;
    if (!(await store.has(entry.sha256)) && (await batch.addFile(path)).sha256 !== entry.sha256) {
      throw new FileError('FILE_CHANGED', `nothing was recorded: ${path} changed while it was being read`, { path });
    }
    filesDone += 1;
    bytesDone += entry.size;
    onProgress?.({ filesDone, filesTotal: listing.files.length, bytesDone, bytesTotal });
  }
}
