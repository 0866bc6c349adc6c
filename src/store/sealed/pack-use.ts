// What key files use of packs.
import type { KeyFile } from './key-file.ts';
import type { KeyIndex } from './key-index.ts';
import { isKept, placeOf } from './key-record.ts';
import { packName } from './pack-writer.ts';

/** A larger pack stays where it is, unless most of it is of destroyed blobs. */
export const smallPackBytes = 16_777_216;

/** Sealed bytes of kept blobs, by the name of their pack. */
export function usedBytes(index: KeyIndex): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const file of index.files.values()) {
    for (const [name, bytes] of packsOf(file)) used.set(name, (used.get(name) ?? 0) + bytes);
  }
  return used;
}

/** Packs of which a tombstone speaks and no kept blob does. */
export function emptiedPacks(index: KeyIndex, used: ReadonlyMap<string, number>): ReadonlySet<string> {
  const emptied = new Set<string>();
  for (const { records } of index.files.values()) {
    for (const bytes of records) {
      const name = isKept(bytes) ? undefined : packName(placeOf(bytes).pack);
      if (name !== undefined && !used.has(name)) emptied.add(name);
    }
  }
  return emptied;
}

/** As `usedBytes`, for one key file; remembered, since key files do not change. */
export function packsOf(file: KeyFile): ReadonlyMap<string, number> {
  const known = remembered.get(file);
  if (known !== undefined) return known;
  const packs = new Map<string, number>();
  for (const bytes of file.records) {
    if (!isKept(bytes)) continue;
    const { pack, length } = placeOf(bytes);
    const name = packName(pack);
    packs.set(name, (packs.get(name) ?? 0) + length);
  }
  remembered.set(file, packs);
  return packs;
}

/** Bytes that merging each key file would write: its own, and those of its small packs. */
export function mergeCosts(index: KeyIndex): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  for (const [name, file] of index.files) {
    let cost = index.sizes.get(name) ?? 0;
    for (const bytes of packsOf(file).values()) if (bytes < smallPackBytes) cost += bytes;
    costs.set(name, cost);
  }
  return costs;
}

const remembered = new WeakMap<KeyFile, ReadonlyMap<string, number>>();
