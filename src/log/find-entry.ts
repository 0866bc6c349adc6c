// Where an entry stands in a log.

import { leafHash } from '#core/tree-hash';
import { isEqual } from './bytes.ts';
import { LogError } from './log-error.ts';
import { tileWidth } from './tile-path.ts';
import type { TileTree } from './tile-tree.ts';

/** Index of the last entry with these bytes. Reads 8 kB of tiles per 256 entries. @throws {LogError} LOG_INDEX, LOG_CORRUPT, LOG_READ */
export async function findEntry(tree: TileTree, entry: Uint8Array): Promise<number> {
  const leaf = leafHash(entry);
  for (let tile = Math.ceil(tree.size / tileWidth) - 1; tile >= 0; tile--) {
    const at = (await tree.hashesOf(0, tile)).findLastIndex((hash) => isEqual(hash, leaf));
    if (at >= 0) return tile * tileWidth + at;
  }
  throw new LogError('LOG_INDEX', 'The log has no entry with these bytes.');
}
