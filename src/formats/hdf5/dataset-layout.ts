// Where a dataset's elements lie: layout messages, versions 1 to 4 (specification, section IV.A.2.i).
import { FormatError } from '#core/errors';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

export type DatasetLayout =
  | { readonly kind: 'compact'; readonly bytes: Uint8Array }
  | { readonly kind: 'contiguous'; readonly address: number | undefined; readonly length: number | undefined }
  /** Under a version 1 B-tree; `rank` dimensions, the bytes of an element counted as one. */
  | { readonly kind: 'chunked'; readonly address: number | undefined; readonly rank: number }
  | IndexedChunks
  /** Made of other datasets; the global heap object says which. */
  | { readonly kind: 'virtual'; readonly address: number | undefined; readonly index: number };

/** Chunks under one of the indexes of layout version 4. */
export interface IndexedChunks {
  readonly kind: 'indexed';
  /** 1 single chunk, 2 implicit, 3 fixed array, 4 extensible array, 5 version 2 B-tree. */
  readonly index: number;
  readonly address: number | undefined;
  /** Dimensions, the bytes of an element counted as one. */
  readonly rank: number;
  /** Size of each dimension of a chunk, the bytes of an element last. */
  readonly chunk: readonly number[];
  /** Bytes of a chunk without filters. */
  readonly chunkBytes: number;
  /** Stored bytes of a single chunk with filters. */
  readonly filteredBytes?: number;
}

/** @throws {FormatError} */
export function parseLayout(file: Hdf5File, message: Uint8Array): DatasetLayout {
  const block = new Hdf5Block(message, file);
  const version = block.u8();
  if (version === 1 || version === 2) return parseOld(block);
  if (version < 3 || version > 5) throw new FormatError('FORMAT_MALFORMED', `layout version ${version} is unknown`);
  const kind = block.u8();
  if (kind === 0) return { kind: 'compact', bytes: block.view(block.u16()) };
  if (kind === 1) return { kind: 'contiguous', address: block.address(), length: block.length() };
  if (kind === 3) return { kind: 'virtual', address: block.address(), index: block.u32() };
  if (kind !== 2) throw new FormatError('FORMAT_MALFORMED', `layout class ${kind} is unknown`);
  if (version === 3) {
    const rank = block.u8();
    return { kind: 'chunked', address: block.address(), rank };
  }
  return parseIndexed(block);
}

function parseOld(block: Hdf5Block): DatasetLayout {
  const rank = block.u8();
  const kind = block.u8();
  block.skip(5);
  if (kind === 0) {
    block.skip(4 * rank);
    return { kind: 'compact', bytes: block.view(block.u32()) };
  }
  const address = block.address();
  if (kind === 1) return { kind: 'contiguous', address, length: undefined };
  if (kind === 2) return { kind: 'chunked', address, rank };
  throw new FormatError('FORMAT_MALFORMED', `layout class ${kind} is unknown`);
}

function parseIndexed(block: Hdf5Block): IndexedChunks {
  const flags = block.u8();
  const rank = block.u8();
  const width = block.u8();
  const chunk = Array.from({ length: rank }, () => block.unsigned(Math.min(width, 8)) ?? 0);
  const index = block.u8();
  const chunkBytes = chunk.reduce((product, size) => product * size, 1);
  const common = { kind: 'indexed' as const, index, rank, chunk, chunkBytes };
  if (index === 1 && (flags & 2) !== 0) {
    const filteredBytes = block.length() ?? 0;
    block.skip(4);
    return { ...common, filteredBytes, address: block.address() };
  }
  const parameterBytes = indexParameterBytes[index];
  if (parameterBytes === undefined) throw new FormatError('FORMAT_MALFORMED', `chunk index ${index} is unknown`);
  block.skip(parameterBytes);
  return { ...common, address: block.address() };
}

/** Bytes between the type of a chunk index and its address: -, single, implicit, fixed array, extensible array, tree. */
const indexParameterBytes: readonly (number | undefined)[] = [undefined, 0, 0, 1, 5, 6];
