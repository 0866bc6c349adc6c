// Reads a tree from its tiles: C2SP tlog-tiles; proofs of RFC 6962 sections 2.1.1 and 2.1.2.

import { emptyRoot, largestPowerBelow, nodeHash, rootOf } from '#core/tree-hash';
import { hashBytes } from './bytes.ts';
import { parseEntries } from './entry-bundle.ts';
import { LogError } from './log-error.ts';
import type { LogStorage } from './log-storage.ts';
import { type TileName, tilePath, tileWidth } from './tile-path.ts';

/** Reads what a tree of `size` entries needs and believes nothing: whoever uses a hash compares the root with a checkpoint. */
export class TileTree {
  readonly size: number;
  readonly #storage: Pick<LogStorage, 'get'>;
  readonly #tiles = new Map<string, Promise<Uint8Array>>();

  constructor(storage: Pick<LogStorage, 'get'>, size: number) {
    this.#storage = storage;
    this.size = size;
  }

  /** @throws {LogError} LOG_CORRUPT when a tile is missing or too short, LOG_READ */
  async root(): Promise<Uint8Array> {
    return this.size === 0 ? emptyRoot : this.#range(0, this.size);
  }

  /** The leaf's sibling first. @throws {LogError} LOG_INDEX when the tree has no such entry; LOG_CORRUPT, LOG_READ */
  async inclusionProof(index: number): Promise<readonly Uint8Array[]> {
    this.#assertHolds(index);
    return this.#path(index, 0, this.size);
  }

  /** @param earlier - size of the earlier tree, 0..size @throws {LogError} LOG_INDEX, LOG_CORRUPT, LOG_READ */
  async consistencyProof(earlier: number): Promise<readonly Uint8Array[]> {
    if (earlier > this.size)
      throw new LogError('LOG_INDEX', `The log has ${this.size} entries, not ${earlier}.`, { value: earlier });
    return earlier === 0 || earlier === this.size ? [] : this.#subproof(earlier, 0, this.size, true);
  }

  /** @throws {LogError} LOG_INDEX, LOG_CORRUPT, LOG_READ */
  async entry(index: number): Promise<Uint8Array> {
    this.#assertHolds(index);
    const entries = await this.entriesOf(Math.floor(index / tileWidth));
    const entry = entries[index % tileWidth];
    if (entry === undefined)
      throw new LogError('LOG_CORRUPT', `The bundle of entry ${index} is too short.`, { value: index });
    return entry;
  }

  /** The entries of a bundle, as far as they belong to this tree. @throws {LogError} LOG_CORRUPT, LOG_READ */
  async entriesOf(bundle: number): Promise<readonly Uint8Array[]> {
    const width = Math.min(tileWidth, this.size - bundle * tileWidth);
    const name: TileName = { level: 'entries', index: bundle, width };
    return parseEntries(await this.#read(name), tilePath(name)).slice(0, width);
  }

  /** The hashes of a tile, as far as they belong to this tree; 32 bytes each. @throws {LogError} LOG_CORRUPT, LOG_READ */
  async hashesOf(level: number, index: number): Promise<readonly Uint8Array[]> {
    const width = Math.min(tileWidth, Math.floor(this.size / tileWidth ** level) - index * tileWidth);
    const name: TileName = { level, index, width };
    const bytes = await this.#cached(name);
    if (bytes.length < width * hashBytes || bytes.length % hashBytes > 0) {
      throw new LogError('LOG_CORRUPT', `${tilePath(name)} has ${bytes.length} bytes, not ${width * hashBytes}.`, {
        path: tilePath(name),
      });
    }
    return Array.from({ length: width }, (_, at) => bytes.subarray(at * hashBytes, (at + 1) * hashBytes));
  }

  #assertHolds(index: number): void {
    if (index >= this.size) {
      throw new LogError('LOG_INDEX', `The log has ${this.size} entries; there is none with index ${index}.`, {
        value: index,
      });
    }
  }

  /** PATH(m, D[n]) over the entries start..end-1. */
  async #path(index: number, start: number, end: number): Promise<readonly Uint8Array[]> {
    if (end - start === 1) return [];
    const split = start + largestPowerBelow(end - start);
    if (index < split) return [...(await this.#path(index, start, split)), await this.#range(split, end)];
    return [...(await this.#path(index, split, end)), await this.#range(start, split)];
  }

  /** SUBPROOF(m, D[n], b) over the entries start..end-1. */
  async #subproof(earlier: number, start: number, end: number, isWhole: boolean): Promise<readonly Uint8Array[]> {
    if (earlier === end) return isWhole ? [] : [await this.#range(start, end)];
    const split = start + largestPowerBelow(end - start);
    if (earlier <= split)
      return [...(await this.#subproof(earlier, start, split, isWhole)), await this.#range(split, end)];
    return [...(await this.#subproof(earlier, split, end, false)), await this.#range(start, split)];
  }

  /** MTH of the entries start..end-1, where start is a multiple of every power of two below the count. */
  async #range(start: number, end: number): Promise<Uint8Array> {
    const count = end - start;
    const split = count === 1 ? 1 : largestPowerBelow(count);
    if (count === 1 || split * 2 === count) return this.#complete(Math.log2(count), start / count);
    return nodeHash(await this.#range(start, start + split), await this.#range(start + split, end));
  }

  /** Root of the complete subtree of `height` that has `index` others before it. */
  async #complete(height: number, index: number): Promise<Uint8Array> {
    const count = 2 ** (height % 8);
    const first = index * count;
    const hashes = await this.hashesOf(Math.floor(height / 8), Math.floor(first / tileWidth));
    const at = first % tileWidth;
    return rootOf(hashes.slice(at, at + count));
  }

  #cached(name: TileName): Promise<Uint8Array> {
    const key = `${name.level}/${name.index}`;
    const cached = this.#tiles.get(key) ?? this.#read(name);
    this.#tiles.set(key, cached);
    return cached;
  }

  /** A partial tile may be gone once the full one exists. */
  async #read(name: TileName): Promise<Uint8Array> {
    const path = tilePath(name);
    const bytes = (await this.#storage.get(path)) ?? (await this.#storage.get(tilePath({ ...name, width: tileWidth })));
    if (bytes === undefined) throw new LogError('LOG_CORRUPT', `${path} is missing.`, { path });
    return bytes;
  }
}
