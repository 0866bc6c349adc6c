// Chunk indexes that are arrays: fixed and extensible arrays (specification, sections VII.C and VII.D).
import { FormatError } from '#core/errors';
import type { ChunkEntries } from './chunk-entries.ts';
import { Hdf5Block, type Hdf5File } from './hdf5-file.ts';

/** Signature, version, client, address of the header, checksum. */
const overhead = (file: Hdf5File): number => 10 + file.offsetBytes;

/** @throws {FormatError} */
export function readFixedArray(file: Hdf5File, address: number, entries: ChunkEntries): void {
  const header = file.block('fixed array', address, 12 + file.lengthBytes + file.offsetBytes, (block) => {
    block.signature('FAHD');
    block.skip(2);
    return { entryBytes: block.u8(), pageBits: block.u8(), count: block.length() ?? 0, data: block.address() };
  });
  if (header.data === undefined) return;
  const from = header.data + overhead(file) - 4;
  readElements(file, { from, bitmaps: true, ...header }, entries);
}

interface Elements {
  /** Address of the first element, or of the page bitmap. */
  readonly from: number;
  readonly count: number;
  readonly entryBytes: number;
  /** More elements than 2^pageBits lie in pages, each with a checksum. */
  readonly pageBits: number;
  /** A bitmap of the pages stands before them. */
  readonly bitmaps: boolean;
}

function readElements(file: Hdf5File, elements: Elements, entries: ChunkEntries): void {
  const { from, count, entryBytes, pageBits, bitmaps } = elements;
  // ATTACKER: entries of no bytes could be counted to 2^53.
  if (entryBytes < file.offsetBytes) throw new FormatError('FORMAT_MALFORMED', 'chunk entries are too short');
  const perPage = 2 ** Math.min(pageBits, 32);
  if (count <= perPage) {
    readEntries(file, from, count, entryBytes, entries);
    file.claim(from + count * entryBytes, from + count * entryBytes + 4);
    return;
  }
  const pages = Math.ceil(count / perPage);
  let at = from + (bitmaps ? Math.ceil(pages / 8) : 0) + 4;
  file.claim(from, at);
  for (let page = 0; page < pages; page++) {
    const inPage = Math.min(perPage, count - page * perPage);
    readEntries(file, at, inPage, entryBytes, entries);
    at += inPage * entryBytes + 4;
  }
}

function readEntries(file: Hdf5File, from: number, count: number, entryBytes: number, entries: ChunkEntries): void {
  file.block('chunk index', from, count * entryBytes, (block) => {
    for (let entry = 0; entry < count; entry++) entries.add(new Hdf5Block(block.view(entryBytes), file), entryBytes);
  });
}

interface ExtensibleHeader {
  readonly entryBytes: number;
  readonly indexBits: number;
  readonly inIndexBlock: number;
  readonly inSmallestBlock: number;
  readonly smallestPointers: number;
  readonly pageBits: number;
  readonly indexBlock: number | undefined;
}

/** @throws {FormatError} */
export function readExtensibleArray(file: Hdf5File, address: number, entries: ChunkEntries): void {
  const header = readExtensibleHeader(file, address);
  if (header.indexBlock === undefined) return;
  const { entryBytes, inIndexBlock, smallestPointers } = header;
  const superBlocks = superBlocksOf(header);
  const direct = superBlocks.filter(({ index }) => index < firstSuperBlock(smallestPointers));
  const nested = superBlocks.slice(direct.length);
  const blockCount = direct.reduce((sum, { blocks }) => sum + blocks, 0);
  const pointers = blockCount + nested.length;
  const length = overhead(file) + inIndexBlock * entryBytes + pointers * file.offsetBytes;
  const addresses = file.block('extensible array', header.indexBlock, length, (block) => {
    block.signature('EAIB');
    block.skip(2 + file.offsetBytes);
    for (let entry = 0; entry < inIndexBlock; entry++) {
      entries.add(new Hdf5Block(block.view(entryBytes), file), entryBytes);
    }
    return Array.from({ length: pointers }, () => block.address());
  });
  const blocks = direct.flatMap(({ blocks: count, elements }) => Array.from({ length: count }, () => elements));
  for (const [index, elements] of blocks.entries()) readDataBlock(file, header, addresses[index], elements, entries);
  for (const [index, superBlock] of nested.entries()) {
    readSuperBlock(file, header, addresses[blockCount + index], superBlock, entries);
  }
}

function readExtensibleHeader(file: Hdf5File, address: number): ExtensibleHeader {
  return file.block('extensible array', address, 16 + 6 * file.lengthBytes + file.offsetBytes, (block) => {
    block.signature('EAHD');
    block.skip(2);
    const entryBytes = block.u8();
    const indexBits = block.u8();
    const inIndexBlock = block.u8();
    const inSmallestBlock = block.u8();
    const smallestPointers = block.u8();
    const pageBits = block.u8();
    for (let counter = 0; counter < 6; counter++) block.length();
    if (indexBits > 64 || inSmallestBlock === 0 || smallestPointers === 0) {
      throw new FormatError('FORMAT_MALFORMED', 'impossible sizes of an extensible array');
    }
    const indexBlock = block.address();
    return { entryBytes, indexBits, inIndexBlock, inSmallestBlock, smallestPointers, pageBits, indexBlock };
  });
}

interface SuperBlock {
  readonly index: number;
  /** Data blocks in it, and elements in each of them. */
  readonly blocks: number;
  readonly elements: number;
}

function superBlocksOf({ indexBits, inSmallestBlock }: ExtensibleHeader): SuperBlock[] {
  const count = Math.max(1, 1 + indexBits - Math.floor(Math.log2(inSmallestBlock)));
  return Array.from({ length: count }, (_, index) => ({
    index,
    blocks: 2 ** Math.floor(index / 2),
    elements: inSmallestBlock * 2 ** Math.floor((index + 1) / 2),
  }));
}

/** Data blocks of earlier ones are pointed to by the index block itself. */
function firstSuperBlock(smallestPointers: number): number {
  return 2 * Math.floor(Math.log2(smallestPointers));
}

function readSuperBlock(
  file: Hdf5File,
  header: ExtensibleHeader,
  address: number | undefined,
  { blocks, elements }: SuperBlock,
  entries: ChunkEntries,
): void {
  if (address === undefined) return;
  const perPage = 2 ** header.pageBits;
  const bitmaps = elements > perPage ? blocks * Math.ceil(elements / perPage / 8) : 0;
  const prefix = overhead(file) - 4 + Math.ceil(header.indexBits / 8) + bitmaps;
  const pointers = file.block('extensible array', address, prefix + blocks * file.offsetBytes + 4, (block) => {
    block.signature('EASB');
    block.skip(prefix - 4);
    return Array.from({ length: blocks }, () => block.address());
  });
  for (const pointer of pointers) readDataBlock(file, header, pointer, elements, entries);
}

function readDataBlock(
  file: Hdf5File,
  { entryBytes, indexBits, pageBits }: ExtensibleHeader,
  address: number | undefined,
  count: number,
  entries: ChunkEntries,
): void {
  if (address === undefined) return;
  const from = address + overhead(file) - 4 + Math.ceil(indexBits / 8);
  file.block('extensible array', address, from - address, (block) => block.signature('EADB'));
  readElements(file, { from, count, entryBytes, pageBits, bitmaps: false }, entries);
}
