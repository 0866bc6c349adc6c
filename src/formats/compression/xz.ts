// The xz container (format 1.2.1) as a codec: streams one after another, each with blocks, an index and a footer.
import { crc32 } from 'node:zlib';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { ByteFeed } from './byte-feed.ts';
import { type CheckSum, checkSumFor } from './check-sum.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';
import { parseXzBlockHeader } from './xz-block-header.ts';

export const xzMagic: readonly number[] = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];

/** Streams and the zero padding between them; ends at the first byte that is neither. */
export const xz: Codec = { id: 'xz', weight: 4, open: (source, budget) => new XzDecoder(source, budget) };

/** What the index must say of a block: its size without padding, and that of its content. */
interface BlockSizes {
  readonly unpadded: number;
  readonly content: number;
}

interface Block {
  readonly decoder: StreamDecoder;
  readonly from: number;
  readonly bodyFrom: number;
  readonly check: CheckSum;
  readonly statedPacked: number | undefined;
  readonly statedSize: number | undefined;
  size: number;
}

class XzDecoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  #checkKind = 0;
  #inStream = false;
  #block: Block | undefined;
  /** CRC-32 of the sizes of the stream's blocks so far, to compare with the index without keeping them all. */
  #records = { count: 0, digest: 0 };
  #streams = 0;
  position = 0;

  constructor(source: ByteSource, budget: WorkBudget) {
    this.#source = source;
    this.#budget = budget;
  }

  get memory(): number {
    return (this.#block?.decoder.memory ?? 0) + 64 * 1024;
  }

  next(): Uint8Array | undefined {
    for (;;) {
      if (this.#block !== undefined) {
        const piece = this.#block.decoder.next();
        if (piece !== undefined) {
          this.#block.size += piece.length;
          this.#block.check.update(piece);
          return piece;
        }
        this.#endBlock(this.#block);
      } else if (this.#inStream) {
        this.#startBlockOrEnd();
      } else if (!this.#startStream()) {
        return undefined;
      }
    }
  }

  close(): void {
    this.#block?.decoder.close();
    this.#block = undefined;
  }

  /** @returns false at the end of the last stream */
  #startStream(): boolean {
    const from = this.#streams === 0 ? 0 : this.#afterPadding();
    const header = this.#source.read(from, 12).slice();
    if (!xzMagic.every((byte, index) => header[index] === byte)) {
      if (this.#streams === 0) throw this.#malformed('the magic bytes are wrong');
      return false;
    }
    if (header.length < 12) throw this.#truncated();
    this.position = from;
    if (crc32(header.subarray(6, 8)) !== littleEndian32(header, 8)) throw this.#malformed('its header has a wrong CRC');
    if (header[6] !== 0 || (header[7] ?? 0) > 15) throw this.#malformed('it has unknown flags');
    this.#checkKind = header[7] ?? 0;
    this.#streams += 1;
    this.#budget.spend(1000, from);
    this.#records = { count: 0, digest: 0 };
    this.#inStream = true;
    this.position = from + 12;
    return true;
  }

  /** Stream padding: zero bytes, a multiple of four. Other zero bytes are left as trailing bytes. */
  #afterPadding(): number {
    let at = this.position;
    for (;;) {
      const word = this.#source.read(at, 4096);
      const stop = word.findIndex((byte) => byte !== 0);
      this.#budget.spend(Math.ceil(word.length / 16), at);
      at += stop < 0 ? word.length : stop;
      if (stop >= 0 || word.length === 0) break;
    }
    const padded = this.position + (at - this.position - ((at - this.position) % 4));
    if (at >= this.#source.size || at === padded) this.position = padded;
    return this.position;
  }

  #startBlockOrEnd(): void {
    const first = this.#source.read(this.position, 1)[0];
    if (first === undefined) throw this.#truncated();
    if (first === 0) {
      this.#endStream();
      return;
    }
    const length = (first + 1) * 4;
    const bytes = this.#source.read(this.position, length).slice();
    if (bytes.length < length) throw this.#truncated();
    const header = parseXzBlockHeader(bytes, this.position);
    // What opening a decoder costs, so that many empty blocks end.
    this.#budget.spend(5000, this.position);
    const bodyFrom = this.position + length;
    const body = new SliceSource(this.#source, bodyFrom, this.#source.size);
    this.#block = {
      decoder: header.codec.open(body, this.#budget),
      from: this.position,
      bodyFrom,
      check: checkSumFor(this.#checkKind),
      statedPacked: header.packedSize,
      statedSize: header.size,
      size: 0,
    };
  }

  #endBlock(block: Block): void {
    const packed = block.decoder.position;
    this.position = block.bodyFrom + packed;
    block.decoder.close();
    this.#block = undefined;
    if ((block.statedPacked ?? packed) !== packed || (block.statedSize ?? block.size) !== block.size) {
      throw this.#malformed('a block is not as long as its header says');
    }
    const padding = (4 - (packed % 4)) % 4;
    const tail = this.#source.read(this.position, padding + block.check.length).slice();
    if (tail.length < padding + block.check.length) throw this.#truncated();
    if (tail.subarray(0, padding).some((byte) => byte !== 0))
      throw this.#malformed('a block has padding that is not zero');
    if (block.check.agrees(tail.subarray(padding)) === false) throw this.#malformed('the check of a block is wrong');
    const unpadded = this.position - block.from + block.check.length;
    this.position += tail.length;
    this.#records = added(this.#records, { unpadded, content: block.size });
  }

  /** The index repeats the sizes of all blocks; the footer says how long the index is. */
  #endStream(): void {
    const from = this.position;
    const feed = new ByteFeed(this.#source, from + 1);
    const count = readVli(feed);
    if (count !== this.#records.count) throw this.#malformed('the index counts other blocks than there are');
    let listed = { count: 0, digest: 0 };
    while (listed.count < count) {
      this.#budget.spend(1, feed.position);
      listed = added(listed, { unpadded: readVli(feed), content: readVli(feed) });
    }
    if (listed.digest !== this.#records.digest)
      throw this.#malformed('the index gives other sizes than the blocks have');
    while ((feed.position - from) % 4 !== 0) {
      if (feed.u8() !== 0) throw this.#malformed('the index has padding that is not zero');
    }
    const indexBytes = feed.position + 4 - from;
    if (feed.u32() !== crcOf(this.#source, from, indexBytes - 4)) throw this.#malformed('the index has a wrong CRC');
    const footer = feed.bytes(12);
    const fits =
      crc32(footer.subarray(4, 10)) === littleEndian32(footer, 0) &&
      (littleEndian32(footer, 4) + 1) * 4 === indexBytes &&
      footer[8] === 0 &&
      footer[9] === this.#checkKind &&
      footer[10] === 0x59 &&
      footer[11] === 0x5a;
    if (!fits) throw this.#malformed('the footer is wrong');
    this.position = feed.position;
    this.#inStream = false;
  }

  #malformed(what: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `not a valid xz stream: ${what}`, { offset: this.position });
  }

  #truncated(): FormatError {
    const offset = this.#source.size;
    return new FormatError('FORMAT_TRUNCATED', 'the xz stream ends before its footer', { offset });
  }
}

function added(records: { count: number; digest: number }, sizes: BlockSizes): { count: number; digest: number } {
  const digest = crc32(`${sizes.unpadded},${sizes.content};`, records.digest);
  return { count: records.count + 1, digest };
}

/** A number in 7-bit groups, lowest first (xz format 1.2). @throws {FormatError} when it is over 2^53-1 */
function readVli(feed: ByteFeed): number {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = feed.u8();
    value += (byte & 0x7f) * 2 ** (7 * i);
    if ((byte & 0x80) === 0) {
      if (Number.isSafeInteger(value) && (byte !== 0 || i === 0)) return value;
      break;
    }
  }
  throw new FormatError('FORMAT_MALFORMED', 'a number of the xz index is out of range', { offset: feed.position });
}

function crcOf(source: ByteSource, from: number, length: number): number {
  let value = 0;
  for (let at = 0; at < length; at += 65536) {
    value = crc32(source.read(from + at, Math.min(65536, length - at)), value);
  }
  return value;
}

function littleEndian32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);
}
