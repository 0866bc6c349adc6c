// One bzip2 block: Huffman codes, run lengths, move-to-front, the Burrows-Wheeler transform turned around, and the outer
// run lengths, which are undone piece by piece because 900,000 bytes may stand for 46 million.
import { FormatError } from '#core/errors';
import type { Bzip2BitReader } from './bit-reader.ts';
import { updateCrc } from './crc.ts';
import { HuffmanTable } from './huffman.ts';

const pieceBytes = 128 * 1024;
const groupSymbols = 50;

export class Bzip2Block {
  /** Bytes before the outer run lengths, at most. */
  readonly capacity: number;
  /** Low 8 bits: the byte; the rest: index of the one that follows it. */
  readonly #links: Uint32Array;
  readonly #output: Uint8Array;
  #left = 0;
  #link = 0;
  #repeat = 0;
  #run = 0;
  #previous = -1;
  #crc = 0xffffffff;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.#links = new Uint32Array(capacity);
    this.#output = new Uint8Array(capacity === 0 ? 0 : pieceBytes);
  }

  get memory(): number {
    return this.#links.byteLength + this.#output.length;
  }

  /** CRC-32 of what came out so far (high bit first). */
  get crc(): number {
    return ~this.#crc >>> 0;
  }

  /** Reads a block. @returns the number of bytes before the outer run lengths @throws {FormatError} */
  parse(bits: Bzip2BitReader): number {
    // INVARIANT: randomised blocks come from bzip2 0.9.0 of 1998 only; today's loaders still undo them, we do not.
    if (bits.read(1) === 1) throw unsupported(bits.position);
    const start = bits.read(24);
    const alphabet = readAlphabet(bits);
    const counts = new Uint32Array(256);
    const length = this.#readSymbols(bits, alphabet, counts);
    if (start >= length) throw malformed('the start of the transform is out of range', bits.position);
    this.#link = turnAround(this.#links, length, counts, start);
    this.#left = length;
    this.#repeat = 0;
    this.#run = 0;
    this.#previous = -1;
    this.#crc = 0xffffffff;
    return length;
  }

  /** The next bytes of the block; undefined at its end. */
  next(): Uint8Array | undefined {
    const output = this.#output;
    const links = this.#links;
    let at = 0;
    while (at < pieceBytes) {
      if (this.#repeat > 0) {
        const count = Math.min(this.#repeat, pieceBytes - at);
        output.fill(this.#previous, at, at + count);
        this.#repeat -= count;
        at += count;
        continue;
      }
      if (this.#left === 0) break;
      const link = links[this.#link] ?? 0;
      const byte = link & 0xff;
      this.#link = link >>> 8;
      this.#left -= 1;
      if (this.#run === 4) {
        this.#repeat = byte;
        this.#run = 0;
        continue;
      }
      this.#run = byte === this.#previous ? this.#run + 1 : 1;
      this.#previous = byte;
      output[at] = byte;
      at += 1;
    }
    if (at === 0) return undefined;
    const piece = output.subarray(0, at);
    this.#crc = updateCrc(this.#crc, piece);
    return piece;
  }

  /** Fills `links` with bytes. @returns how many */
  #readSymbols(bits: Bzip2BitReader, alphabet: Uint8Array, counts: Uint32Array): number {
    const symbolCount = alphabet.length + 2;
    const endOfBlock = alphabet.length + 1;
    const tables = new TableSwitch(bits, symbolCount);
    const links = this.#links;
    let length = 0;
    let run = 0;
    let weight = 1;
    for (;;) {
      const symbol = tables.next(bits);
      if (symbol <= 1) {
        // RUNA and RUNB: a run length in base 2 with the digits 1 and 2.
        run += weight << symbol;
        weight <<= 1;
        if (run > this.capacity) throw malformed('a block is longer than its stream allows', bits.position);
        continue;
      }
      if (run > 0) {
        if (length + run > this.capacity) throw malformed('a block is longer than its stream allows', bits.position);
        const byte = alphabet[0] ?? 0;
        links.fill(byte, length, length + run);
        counts[byte] = (counts[byte] ?? 0) + run;
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === endOfBlock) return length;
      if (length >= this.capacity) throw malformed('a block is longer than its stream allows', bits.position);
      const index = symbol - 1;
      const byte = alphabet[index] ?? 0;
      alphabet.copyWithin(1, 0, index);
      alphabet[0] = byte;
      links[length] = byte;
      counts[byte] = (counts[byte] ?? 0) + 1;
      length += 1;
    }
  }
}

/** The two to six code tables of a block, switched every 50 symbols. */
class TableSwitch {
  readonly #tables: HuffmanTable[] = [];
  readonly #selectors: Uint8Array;
  #group = 0;
  #left = 0;
  #table: HuffmanTable | undefined;

  constructor(bits: Bzip2BitReader, symbolCount: number) {
    const tableCount = bits.read(3);
    const selectorCount = bits.read(15);
    if (tableCount < 2 || tableCount > 6 || selectorCount < 1) throw malformed('bad code tables', bits.position);
    this.#selectors = readSelectors(bits, tableCount, selectorCount);
    for (let i = 0; i < tableCount; i++) this.#tables.push(readTable(bits, symbolCount));
  }

  next(bits: Bzip2BitReader): number {
    if (this.#left === 0) {
      const selector = this.#selectors[this.#group];
      this.#table = selector === undefined ? undefined : this.#tables[selector];
      this.#group += 1;
      this.#left = groupSymbols;
    }
    this.#left -= 1;
    if (this.#table === undefined) throw malformed('a block has more symbols than selectors', bits.position);
    return this.#table.decode(bits);
  }
}

function readAlphabet(bits: Bzip2BitReader): Uint8Array {
  const used = bits.read(16);
  const bytes: number[] = [];
  for (let high = 0; high < 16; high++) {
    if ((used & (0x8000 >> high)) === 0) continue;
    const row = bits.read(16);
    for (let low = 0; low < 16; low++) if ((row & (0x8000 >> low)) !== 0) bytes.push(high * 16 + low);
  }
  if (bytes.length === 0) throw malformed('a block uses no byte', bits.position);
  return Uint8Array.from(bytes);
}

function readSelectors(bits: Bzip2BitReader, tableCount: number, count: number): Uint8Array {
  const order = [0, 1, 2, 3, 4, 5].slice(0, tableCount);
  const selectors = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    let index = 0;
    while (bits.read(1) === 1) {
      index += 1;
      if (index >= tableCount) throw malformed('a selector is out of range', bits.position);
    }
    const [selector = 0] = order.splice(index, 1);
    order.unshift(selector);
    selectors[i] = selector;
  }
  return selectors;
}

/** Code lengths as steps up and down from the one before. */
function readTable(bits: Bzip2BitReader, symbolCount: number): HuffmanTable {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.read(5);
  for (let i = 0; i < symbolCount; i++) {
    for (;;) {
      if (length < 1 || length > 20) throw malformed('a code length is out of range', bits.position);
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[i] = length;
  }
  return new HuffmanTable(lengths);
}

/** Links each byte to the one after it. @returns the first link */
function turnAround(links: Uint32Array, length: number, counts: Uint32Array, start: number): number {
  const next = new Uint32Array(256);
  for (let byte = 0, sum = 0; byte < 256; byte++) {
    next[byte] = sum;
    sum += counts[byte] ?? 0;
  }
  for (let i = 0; i < length; i++) {
    const byte = (links[i] ?? 0) & 0xff;
    const at = next[byte] ?? 0;
    next[byte] = at + 1;
    links[at] = (links[at] ?? 0) | (i << 8);
  }
  return (links[start] ?? 0) >>> 8;
}

function malformed(what: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `not a valid bzip2 stream: ${what}`, { offset });
}

function unsupported(offset: number): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', 'a randomised bzip2 block of 1998 is not supported', { offset });
}
