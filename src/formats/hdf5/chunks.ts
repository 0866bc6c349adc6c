// Chunks of a dataset as parts: those of bytes may be a file of their own.
import { inflateSync } from 'node:zlib';
import { type ByteSource, MemorySource, readAll, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Part } from '../views/part.ts';
import { readChunks } from './chunk-index.ts';
import type { DatasetLayout } from './dataset-layout.ts';
import type { Datatype } from './datatype.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { messageTypes } from './object-header.ts';
import { type Hdf5Object, messageOf } from './walk-objects.ts';

/** Chunks of numbers are claimed only; chunks of bytes are handed on, the first ones at least. @throws {FormatError} */
export function chunkParts(
  file: Hdf5File,
  object: Hdf5Object,
  layout: Extract<DatasetLayout, { kind: 'chunked' | 'indexed' }>,
  kind: Datatype['kind'],
  shape: readonly number[],
): readonly Part[] {
  const hasFilters = messageOf(object, messageTypes.filters) !== undefined;
  const limit = kind === 'number' || kind === 'variable' ? 0 : mostChunkParts;
  const places = readChunks(file, layout, hasFilters, chunkCount(layout, shape), limit);
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

function chunkCount(layout: Extract<DatasetLayout, { kind: 'chunked' | 'indexed' }>, shape: readonly number[]): number {
  if (layout.kind === 'chunked') return 0;
  return shape.reduce((product, size, index) => product * Math.ceil(size / (layout.chunk[index] || 1)), 1);
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
