// The entries that a log got since one has read it, each shown to be what the checkpoint stands for.
import { isEqual } from './bytes.ts';
import { LogError } from './log-error.ts';
import type { LogStorage } from './log-storage.ts';
import { tileWidth } from './tile-path.ts';
import { TileTree } from './tile-tree.ts';
import { growTree, readEdge, rootOfEdge } from './tree-edge.ts';
import type { VerifiedCheckpoint } from './verify-checkpoint.ts';
import type { TreeHead } from './verify-consistency.ts';

/**
 * Reads the entries from `known.size` on. Hashed on top of the known tree they give the root of the checkpoint, so nothing of
 * them is believed before all of them are read, and the known tree is part of the new one.
 * @param known - head of the tree whose entries the caller has; size 0 for none
 * @throws {LogError} LOG_ROLLED_BACK when the checkpoint is older than `known`; LOG_INCONSISTENT when the entries or the known tree
 *   are not those of the checkpoint; LOG_CORRUPT, LOG_READ
 */
export async function readNewEntries(
  storage: Pick<LogStorage, 'get'>,
  known: TreeHead,
  { size, root }: VerifiedCheckpoint,
): Promise<readonly Uint8Array[]> {
  if (size < known.size) {
    throw new LogError('LOG_ROLLED_BACK', `The log shows ${size} entries; ${known.size} have been read before.`);
  }
  const edge = await readEdge(storage, known.size);
  if (!isEqual(rootOfEdge(edge), known.root)) {
    throw new LogError(
      'LOG_INCONSISTENT',
      `The first ${known.size} entries of the log are not those that were read before.`,
    );
  }
  const added = await readEntries(storage, known.size, size);
  if (!isEqual(rootOfEdge(growTree(edge, added).edge), root)) {
    throw new LogError(
      'LOG_INCONSISTENT',
      `The entries of the log are not those of its checkpoint over ${size} entries.`,
    );
  }
  return added;
}

async function readEntries(
  storage: Pick<LogStorage, 'get'>,
  from: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  const tree = new TileTree(storage, size);
  const entries: Uint8Array[] = [];
  for (let bundle = Math.floor(from / tileWidth); bundle * tileWidth < size; bundle++) {
    const held = await tree.entriesOf(bundle);
    entries.push(...held.slice(Math.max(0, from - bundle * tileWidth)));
  }
  return entries;
}
