// Where the chunks of a dataset lie: the five indexes of layout version 4, and the B-tree of the versions before.
import { FormatError } from '#core/errors';
import { readTreeV2 } from './b-tree-v2.ts';
import { readExtensibleArray, readFixedArray } from './chunk-array.ts';
import type { DatasetLayout } from './dataset-layout.ts';
import type { Hdf5Block, Hdf5File } from './hdf5-file.ts';
import { readTreeV1 } from './symbol-table.ts';

export interface ChunkPlace {
  readonly from: number;
  readonly to: number;
}

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

/** Collects entries {address} or, with filters, {address, stored length, filter mask}. */
export class ChunkEntries {
  readonly places: ChunkPlace[] = [];
  readonly #file: Hdf5File;
  readonly #chunkBytes: number;
  readonly #hasFilters: boolean;
  readonly #limit: number;

  constructor(file: Hdf5File, chunkBytes: number, hasFilters: boolean, limit: number) {
    this.#file = file;
    this.#chunkBytes = chunkBytes;
    this.#hasFilters = hasFilters;
    this.#limit = limit;
  }

  add(entry: Hdf5Block, entryBytes: number): void {
    const from = entry.address();
    const lengthBytes = entryBytes - this.#file.offsetBytes - 4;
    const length =
      this.#hasFilters && lengthBytes > 0 ? (entry.unsigned(Math.min(lengthBytes, 8)) ?? 0) : this.#chunkBytes;
    this.#file.budget.spend(1);
    if (from !== undefined) this.place(from, length);
  }

  /** @throws {FormatError} FORMAT_TRUNCATED when the chunk is not in the file */
  place(from: number, length: number): void {
    if (from + length > this.#file.source.size) {
      const offset = Math.min(this.#file.base + from, this.#file.base + this.#file.source.size);
      throw new FormatError('FORMAT_TRUNCATED', `a chunk at byte ${offset} ends beyond the file`, { offset });
    }
    this.#file.claim(from, from + length);
    if (this.places.length < this.#limit) this.places.push({ from, to: from + length });
  }
}
