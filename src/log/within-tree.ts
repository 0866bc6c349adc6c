// Reads an earlier tree from the tiles of a later one: sizes that were never shown in a checkpoint have no partial tiles of their own.
import type { LogStorage } from './log-storage.ts';
import { parseTilePath, tilePath, tileWidth } from './tile-path.ts';

/**
 * Where a partial tile is missing, the tile of the tree of `size` entries at the same place: it begins with the same hashes or entries.
 * @param size - entries of a tree whose tiles are all there, not fewer than the tree that is read
 */
export function withinTree(storage: Pick<LogStorage, 'get'>, size: number): Pick<LogStorage, 'get'> {
  return {
    get: async (path) => {
      const bytes = await storage.get(path);
      const name = bytes === undefined ? parseTilePath(path) : undefined;
      if (name === undefined || name.width === tileWidth) return bytes;
      const { level, index } = name;
      const count = level === 'entries' ? size : Math.floor(size / tileWidth ** level);
      const width = Math.min(tileWidth, count - index * tileWidth);
      return width > name.width ? storage.get(tilePath({ level, index, width })) : undefined;
    },
  };
}
