// Chunks of a dataset under a version 1 B-tree: where they lie, and the bytes of those that may be a file of their own.
import { inflateSync } from 'node:zlib';
import { type ByteSource, MemorySource, readAll, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Part } from '../views/part.ts';
import type { DatasetLayout } from './dataset-layout.ts';
import type { Datatype } from './datatype.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { messageTypes } from './object-header.ts';
import { readTreeV1 } from './symbol-table.ts';
import { type Hdf5Object, messageOf } from './walk-objects.ts';

/** Chunks of numbers are claimed only; chunks of bytes are handed on, the first ones at least. @throws {FormatError} */
export function chunkParts(
  file: Hdf5File,
  object: Hdf5Object,
  { tree, rank }: Extract<DatasetLayout, { kind: 'chunked' }>,
  kind: Datatype['kind'],
): readonly Part[] {
  if (tree === undefined) return [];
  const hasFilters = messageOf(object, messageTypes.filters) !== undefined;
  const places: { readonly from: number; readonly to: number }[] = [];
  readTreeV1(file, tree, 8 + 8 * rank, (key, from) => {
    const to = from + key.u32();
    if (to > file.source.size) throw new FormatError('FORMAT_TRUNCATED', 'a chunk ends beyond the file');
    file.claim(from, to);
    if (kind !== 'number' && kind !== 'variable' && places.length < mostChunkParts) places.push({ from, to });
  });
  return places.map(({ from, to }, index) => {
    const stored = new SliceSource(file.source, from, to);
    const inflated = hasFilters ? inflate(file, stored) : undefined;
    return {
      name: `${object.path}#${index}`,
      source: inflated ?? stored,
      range: { from: file.base + from, to: file.base + to },
      stored: inflated === undefined,
      raw: true,
    };
  });
}

/** The chunk without deflate, which is the usual filter; undefined when it is another one or the chunk is large. */
function inflate(file: Hdf5File, stored: ByteSource): ByteSource | undefined {
  if (stored.size > mostInflatedBytes) return undefined;
  try {
    const bytes = inflateSync(readAll(stored), { maxOutputLength: mostInflatedBytes });
    file.budget.spendDecompressed(bytes.length);
    return file.budget.takeSpool(bytes.length) ? new MemorySource(bytes) : undefined;
  } catch (error) {
    if (error instanceof FormatError) throw error;
    // No zlib stream, a broken one, or more bytes than are looked at: the chunk stays as it is stored.
    return undefined;
  }
}

const mostChunkParts = 64;
const mostInflatedBytes = 4 * 1024 * 1024;
