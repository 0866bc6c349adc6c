// Where a dataset's elements lie: layout messages, versions 1 to 4 (specification, section IV.A.2.i).
import { FormatError } from '#core/errors';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

export type DatasetLayout =
  | { readonly kind: 'compact'; readonly bytes: Uint8Array }
  | { readonly kind: 'contiguous'; readonly address: number | undefined; readonly length: number | undefined }
  /** `tree`: version 1 B-tree of chunks, `rank` dimensions plus one for the bytes of an element. */
  | { readonly kind: 'chunked'; readonly tree: number | undefined; readonly rank: number }
  /** One chunk, or chunks under an index that is not walked. */
  | { readonly kind: 'indexed'; readonly address: number | undefined }
  /** Made of other datasets; the global heap object says which. */
  | { readonly kind: 'virtual'; readonly address: number | undefined; readonly index: number };

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
    return { kind: 'chunked', tree: block.address(), rank };
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
  if (kind === 2) return { kind: 'chunked', tree: address, rank };
  throw new FormatError('FORMAT_MALFORMED', `layout class ${kind} is unknown`);
}

function parseIndexed(block: Hdf5Block): DatasetLayout {
  const flags = block.u8();
  const rank = block.u8();
  block.skip(rank * block.u8());
  const index = block.u8();
  if (index === 1 && (flags & 2) !== 0) {
    block.length();
    block.skip(4);
  } else {
    const parameterBytes = indexParameterBytes[index];
    if (parameterBytes === undefined) throw new FormatError('FORMAT_MALFORMED', `chunk index ${index} is unknown`);
    block.skip(parameterBytes);
  }
  return { kind: 'indexed', address: block.address() };
}

/** Bytes between the type of a chunk index and its address: -, single, implicit, fixed array, extensible array, tree. */
const indexParameterBytes: readonly (number | undefined)[] = [undefined, 0, 0, 1, 5, 6];
