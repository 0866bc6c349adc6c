// Pickles among the elements of variable-length datasets, which PyTables and pandas unpickle when they are read.
// Chunks may be compressed, the global heap never is: so the heap's collections are searched, not the chunks.

import { SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { gaps } from '#core/ranges';
import type { Part } from '../views/part.ts';
import { looksLikePickle } from './embedded-parts.ts';
import type { GlobalHeap } from './global-heap.ts';
import type { Hdf5File } from './hdf5-file.ts';

/** Objects of all collections in space that no structure has claimed, as far as they look like pickles. */
export function findHeapObjects(file: Hdf5File, heap: GlobalHeap): Part[] {
  const parts: Part[] = [];
  for (const { from, to } of gaps(file.claimed(), file.source.size)) {
    for (const address of findCollections(file, from, to)) parts.push(...picklesIn(file, heap, address));
  }
  return parts;
}

function* findCollections(file: Hdf5File, from: number, to: number): Generator<number> {
  for (let at = from; at < to; at += windowBytes) {
    // Four bytes more than a window, for a signature across its end; a copy, because the caller reads on.
    const window = Buffer.from(file.source.read(at, Math.min(windowBytes + 4, to - at)));
    file.budget.spend(window.length / 64, file.base + at);
    for (let hit = window.indexOf('GCOL'); hit >= 0; hit = window.indexOf('GCOL', hit + 4)) {
      if ((at + hit) % 8 === 0) yield at + hit;
    }
  }
}

const windowBytes = 1 << 20;

function picklesIn(file: Hdf5File, heap: GlobalHeap, address: number): Part[] {
  try {
    return [...heap.read(address).values()]
      .filter(({ bytes }) => looksLikePickle(bytes))
      .map(({ from, bytes }) => ({
        name: `heap object at ${file.base + from}`,
        source: new SliceSource(file.source, from, from + bytes.length),
        range: { from: file.base + from, to: file.base + from + bytes.length },
        stored: true,
        readAs: ['pickle'],
      }));
  } catch (error) {
    // Four letters inside raw numbers are no collection.
    if (error instanceof FormatError && error.code !== 'FORMAT_LIMIT') return [];
    throw error;
  }
}
