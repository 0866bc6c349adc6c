// The entries of a chunk index, whatever its shape: where a chunk lies and how long it is.
import { FormatError } from '#core/errors';
import type { Hdf5Block, Hdf5File } from './hdf5-file.ts';

export interface ChunkPlace {
  readonly from: number;
  readonly to: number;
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
