// Fractal heaps: where groups and objects with many links or attributes keep them (specification, section III.G).
import { FormatError } from '#core/errors';
import { readTreeV2 } from './b-tree-v2.ts';
import { bytesFor, Hdf5Block, type Hdf5File } from './hdf5-file.ts';

/** Objects of one heap, by their heap id. */
export interface FractalHeap {
  /** The object's bytes. @throws {FormatError} FORMAT_MALFORMED when the id points to nothing */
  readonly object: (id: Uint8Array) => Uint8Array;
}

interface Geometry {
  readonly address: number;
  /** Bytes of a heap offset and of an object length in a heap id. */
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly width: number;
  readonly startingBlock: number;
  readonly largestDirect: number;
  readonly checksums: boolean;
}

interface Header extends Geometry {
  readonly idBytes: number;
  readonly root: number | undefined;
  readonly rootRows: number;
  readonly hugeTree: number | undefined;
}

/** A direct block: heap offsets [from, to) lie at `address`. */
interface DirectBlock {
  readonly from: number;
  readonly to: number;
  readonly address: number;
}

/** @throws {FormatError}, FORMAT_UNSUPPORTED for a heap whose blocks are compressed */
export function readFractalHeap(file: Hdf5File, address: number): FractalHeap {
  const header = readHeader(file, address);
  const blocks = readBlocks(file, header);
  let huge: ReadonlyMap<number, { readonly address: number; readonly length: number }> | undefined;
  return {
    object(id) {
      const block = new Hdf5Block(id, file);
      const kind = (block.u8() >> 4) & 3;
      if (kind === 0) return managed(file, header, blocks, block);
      if (kind === 2) return id.subarray(1, 1 + (((id[0] ?? 0) & 0x0f) + 1));
      if (header.idBytes > file.offsetBytes + file.lengthBytes) {
        return bytesAt(file, block.address() ?? 0, block.length() ?? 0);
      }
      huge ??= readHuge(file, header);
      const place = huge.get(block.unsigned(Math.min(block.remaining, 8)) ?? 0);
      if (place === undefined) throw broken(file, header.address);
      return bytesAt(file, place.address, place.length);
    },
  };
}

function readHeader(file: Hdf5File, address: number): Header {
  const length = 26 + 12 * file.lengthBytes + 3 * file.offsetBytes;
  return file.block('fractal heap', address, length, (block) => {
    block.signature('FRHP');
    block.skip(1);
    const idBytes = block.u16();
    if (block.u16() !== 0) throw new FormatError('FORMAT_UNSUPPORTED', 'a fractal heap with filters');
    const flags = block.u8();
    const largestManaged = block.u32();
    block.length();
    const hugeTree = block.address();
    block.length();
    block.address();
    for (let counter = 0; counter < 8; counter++) block.length();
    const width = block.u16();
    const startingBlock = block.length() ?? 0;
    const largestDirect = block.length() ?? 0;
    const offsetBytes = Math.ceil(block.u16() / 8);
    block.skip(2);
    const root = block.address();
    const rootRows = block.u16();
    if (width === 0 || startingBlock < 1 || largestDirect < startingBlock || offsetBytes > 8) {
      throw new FormatError('FORMAT_MALFORMED', 'impossible block sizes');
    }
    const lengthBytes = Math.min(bytesFor(largestDirect), bytesFor(largestManaged));
    const geometry = { address, offsetBytes, lengthBytes, width, startingBlock, largestDirect };
    return { ...geometry, checksums: (flags & 2) !== 0, idBytes, root, rootRows, hugeTree };
  });
}

function readBlocks(file: Hdf5File, header: Header): readonly DirectBlock[] {
  if (header.root === undefined) return [];
  const direct: DirectBlock[] = [];
  if (header.rootRows === 0) addDirect(file, header, direct, 0, header.startingBlock, header.root);
  else readIndirect(file, header, direct);
  return direct.sort((a, b) => a.from - b.from);
}

function readIndirect(file: Hdf5File, header: Header, direct: DirectBlock[]): void {
  const open = [{ address: header.root ?? 0, from: 0, rows: header.rootRows }];
  const seen = new Set<number>();
  const prefix = 5 + file.offsetBytes + header.offsetBytes;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { address, from, rows } = node;
    // ATTACKER: indirect blocks may point at each other.
    if (seen.has(address) || rows > 64) throw broken(file, address);
    seen.add(address);
    const children = file.block('fractal heap', address, prefix + rows * header.width * file.offsetBytes, (block) => {
      block.signature('FHIB');
      block.skip(prefix - 4);
      return Array.from({ length: rows * header.width }, () => block.address());
    });
    for (const [index, child] of children.entries()) {
      if (child === undefined) continue;
      const row = Math.floor(index / header.width);
      const size = header.startingBlock * 2 ** Math.max(row - 1, 0);
      const start = from + (row === 0 ? 0 : header.width * size) + (index % header.width) * size;
      if (size <= header.largestDirect) addDirect(file, header, direct, start, size, child);
      else
        open.push({ address: child, from: start, rows: Math.log2(size / (header.startingBlock * header.width)) + 1 });
    }
  }
}

function addDirect(
  file: Hdf5File,
  header: Header,
  direct: DirectBlock[],
  from: number,
  size: number,
  address: number,
): void {
  file.budget.spend(8, file.base + address);
  file.claim(address, address + size);
  direct.push({ from, to: from + size, address });
  if (direct.length > 1_000_000) throw broken(file, header.address);
}

function managed(file: Hdf5File, header: Header, blocks: readonly DirectBlock[], id: Hdf5Block): Uint8Array {
  const offset = id.unsigned(header.offsetBytes) ?? Number.POSITIVE_INFINITY;
  const length = id.unsigned(header.lengthBytes) ?? Number.POSITIVE_INFINITY;
  const block = findBlock(blocks, offset);
  if (block === undefined || offset + length > block.to) throw broken(file, header.address);
  return bytesAt(file, block.address + (offset - block.from), length);
}

/** Binary search for the block that holds a heap offset. */
function findBlock(blocks: readonly DirectBlock[], offset: number): DirectBlock | undefined {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block === undefined) return undefined;
    if (offset < block.from) high = middle - 1;
    else if (offset >= block.to) low = middle + 1;
    else return block;
  }
  return undefined;
}

/** Huge objects lie outside the heap; a B-tree says where. Records: address, length, id. */
function readHuge(file: Hdf5File, header: Header): Map<number, { address: number; length: number }> {
  const places = new Map<number, { address: number; length: number }>();
  if (header.hugeTree === undefined) return places;
  readTreeV2(file, header.hugeTree, (record) => {
    const address = record.address() ?? 0;
    const length = record.length() ?? 0;
    places.set(record.length() ?? 0, { address, length });
  });
  return places;
}

function bytesAt(file: Hdf5File, address: number, length: number): Uint8Array {
  return file.block('heap object', address, length, (block) => block.view(length));
}

function broken(file: Hdf5File, address: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'a fractal heap is broken', { offset: file.base + address });
}
