// Where the chunks of a dataset lie: the five indexes of layout version 4, and the B-tree of the versions before.
import { readTreeV2 } from './b-tree-v2.ts';
import { readExtensibleArray, readFixedArray } from './chunk-array.ts';
import { ChunkEntries, type ChunkPlace } from './chunk-entries.ts';
import type { DatasetLayout } from './dataset-layout.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { readTreeV1 } from './symbol-table.ts';

/**
 * The chunks that were written, at most `limit` of them; all are claimed.
 * @param chunkCount - chunks of the whole dataset, for the index that lists none
 * @throws {FormatError}
 */
export function readChunks(
  file: Hdf5File,
  layout: Extract<DatasetLayout, { kind: 'chunked' | 'indexed' }>,
  hasFilters: boolean,
  chunkCount: number,
  limit: number,
): readonly ChunkPlace[] {
  const entries = new ChunkEntries(file, layout.kind === 'indexed' ? layout.chunkBytes : 0, hasFilters, limit);
  if (layout.address === undefined) return [];
  if (layout.kind === 'chunked') {
    readTreeV1(file, layout.address, 8 + 8 * layout.rank, (key, from) => entries.place(from, key.u32()));
  } else if (layout.index === 1) entries.place(layout.address, layout.filteredBytes ?? layout.chunkBytes);
  else if (layout.index === 2) entries.place(layout.address, layout.chunkBytes * chunkCount);
  else if (layout.index === 3) readFixedArray(file, layout.address, entries);
  else if (layout.index === 4) readExtensibleArray(file, layout.address, entries);
  else {
    // The offsets of the chunk follow its address and size; the rank of the layout counts the element's bytes too.
    readTreeV2(file, layout.address, (record) => entries.add(record, record.remaining - 8 * (layout.rank - 1)));
  }
  return entries.places;
}
