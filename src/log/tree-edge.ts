// The right edge of a tree: all that is needed to make it grow. Appending never reads a full tile again.

import { emptyRoot, leafHash, nodeHash, rootOf } from '#core/tree-hash';
import { concat, isEqual } from './bytes.ts';
import { encodeEntries } from './entry-bundle.ts';
import { LogError } from './log-error.ts';
import type { LogStorage } from './log-storage.ts';
import { type TileName, tilePath, tileWidth } from './tile-path.ts';
import { TileTree } from './tile-tree.ts';

export interface TreeEdge {
  readonly size: number;
  /** Entries of the partial bundle, 0..255. */
  readonly entries: readonly Uint8Array[];
  /** Per level the hashes of its partial tile, 0..255. */
  readonly levels: readonly (readonly Uint8Array[])[];
}

export interface Growth {
  readonly edge: TreeEdge;
  /** Tiles and bundles that are new, by path. */
  readonly resources: ReadonlyMap<string, Uint8Array>;
}

export const emptyEdge: TreeEdge = { size: 0, entries: [], levels: [] };

/** Pure: the same edge and entries give the same bytes, so that any process can finish what another began. */
export function growTree(edge: TreeEdge, added: readonly Uint8Array[]): Growth {
  const resources = new Map<string, Uint8Array>();
  const levels = edge.levels.map((hashes) => [...hashes]);
  const changed = new Set<number>();
  let entries = [...edge.entries];
  let size = edge.size;
  const push = (level: number, hash: Uint8Array): void => {
    const hashes = levels[level] ?? [];
    levels[level] = hashes;
    hashes.push(hash);
    changed.add(level);
    if (hashes.length < tileWidth) return;
    const index = size / tileWidth ** (level + 1) - 1;
    resources.set(tilePath({ level, index, width: tileWidth }), concat(...hashes));
    levels[level] = [];
    push(level + 1, rootOf(hashes));
  };
  for (const entry of added) {
    entries.push(entry);
    size += 1;
    push(0, leafHash(entry));
    if (entries.length < tileWidth) continue;
    resources.set(
      tilePath({ level: 'entries', index: size / tileWidth - 1, width: tileWidth }),
      encodeEntries(entries),
    );
    entries = [];
  }
  for (const level of changed)
    addPartial(resources, { level, size }, concat(...(levels[level] ?? [])), levels[level] ?? []);
  if (added.length > 0) addPartial(resources, { level: 'entries', size }, encodeEntries(entries), entries);
  return { edge: { size, entries, levels }, resources };
}

/** Root of the whole tree. */
export function rootOfEdge({ levels }: TreeEdge): Uint8Array {
  // From the right: lower levels stand to the right of higher ones, and within a tile smaller subtrees to the right.
  const parts = levels.flatMap((hashes) => completeSubtrees(hashes).reverse());
  const [last, ...others] = parts;
  return last === undefined ? emptyRoot : others.reduce((right, left) => nodeHash(left, right), last);
}

/**
 * Reads the edge of the tree of `size` entries.
 * @throws {LogError} LOG_CORRUPT when tiles or entries are missing, too short, or do not belong together; LOG_READ
 */
export async function readEdge(storage: Pick<LogStorage, 'get'>, size: number): Promise<TreeEdge> {
  const tree = new TileTree(storage, size);
  const levels: (readonly Uint8Array[])[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    const isPartial = count % tileWidth > 0;
    levels.push(isPartial ? await tree.hashesOf(level, Math.floor(count / tileWidth)) : []);
  }
  const entries = size % tileWidth > 0 ? await tree.entriesOf(Math.floor(size / tileWidth)) : [];
  const leaves = levels[0] ?? [];
  if (
    leaves.length !== entries.length ||
    entries.some((entry, at) => !isEqual(leafHash(entry), leaves[at] ?? emptyRoot))
  ) {
    throw new LogError('LOG_CORRUPT', `The last entries of the log and their hashes do not belong together.`);
  }
  return { size, entries, levels };
}

function addPartial(
  resources: Map<string, Uint8Array>,
  { level, size }: { readonly level: TileName['level']; readonly size: number },
  bytes: Uint8Array,
  { length: width }: readonly Uint8Array[],
): void {
  if (width === 0) return;
  const index = Math.floor(size / tileWidth ** ((level === 'entries' ? 0 : level) + 1));
  resources.set(tilePath({ level, index, width }), bytes);
}

/** Roots of the largest complete subtrees over `hashes`, from the left. */
function completeSubtrees(hashes: readonly Uint8Array[]): Uint8Array[] {
  const roots: Uint8Array[] = [];
  for (let at = 0, power = tileWidth / 2; at < hashes.length; power /= 2) {
    if (at + power > hashes.length) continue;
    roots.push(rootOf(hashes.slice(at, at + power)));
    at += power;
  }
  return roots;
}
