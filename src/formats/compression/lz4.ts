// lz4 frames (frame format 1.6.4) and the legacy frame of `lz4 -l`, as a codec.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { ByteFeed } from './byte-feed.ts';
import { decodeLz4Block } from './lz4-block.ts';
import { isSkippable, readSkippable, type Skippable } from './skippable.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';
import { Xxh32, xxh32 } from './xxh32.ts';

export const lz4Magic = 0x184d2204;
export const lz4LegacyMagic = 0x184c2102;

/**
 * Frames one after another; ends at the first bytes that start none.
 * @param onSkippable - told of frames whose content every decoder ignores, on each pass
 */
export function lz4(onSkippable: (frame: Skippable) => void = () => {}): Codec {
  return { id: 'lz4', open: (source, budget) => new Lz4Decoder(source, budget, onSkippable) };
}

const historyBytes = 64 * 1024;
const pieceBytes = 1024 * 1024;
const legacyBlockBytes = 8 * 1024 * 1024;
const nothing = new Uint8Array(0);

interface Frame {
  readonly legacy: boolean;
  readonly maxBlock: number;
  readonly linked: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: Xxh32 | undefined;
  readonly contentSize: number | undefined;
  produced: number;
}

class Lz4Decoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  readonly #onSkippable: (frame: Skippable) => void;
  #feed: ByteFeed;
  #frame: Frame | undefined;
  #frames = 0;
  /** Up to 64 KiB of history, then room for one block. */
  #buffer: Uint8Array = nothing;
  #historyEnd = 0;
  /** Decoded and not yet given out: a view into the buffer. */
  #ready: Uint8Array = nothing;

  constructor(source: ByteSource, budget: WorkBudget, onSkippable: (frame: Skippable) => void) {
    this.#source = source;
    this.#budget = budget;
    this.#onSkippable = onSkippable;
    this.#feed = new ByteFeed(source);
  }

  get position(): number {
    return this.#feed.position;
  }

  get memory(): number {
    return 2 * this.#buffer.length;
  }

  next(): Uint8Array | undefined {
    while (this.#ready.length === 0) {
      if (this.#frame !== undefined) this.#readBlock(this.#frame);
      else if (!this.#startFrame()) return undefined;
    }
    const piece = this.#ready.subarray(0, pieceBytes);
    this.#ready = this.#ready.subarray(piece.length);
    return piece;
  }

  close(): void {
    this.#buffer = nothing;
  }

  /** @returns false when no frame starts here */
  #startFrame(): boolean {
    const at = this.position;
    const head = this.#source.read(at, 4);
    const magic = head.length < 4 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    if (magic !== lz4Magic && magic !== lz4LegacyMagic && !isSkippable(magic)) {
      if (this.#frames === 0) throw this.#malformed('the magic bytes are wrong');
      return false;
    }
    this.#frames += 1;
    this.#budget.spend(isSkippable(magic) ? 1000 : 20_000, at);
    if (isSkippable(magic)) {
      const frame = readSkippable(this.#source, at);
      this.#onSkippable(frame);
      this.#feed = new ByteFeed(this.#source, frame.to);
      return true;
    }
    this.#feed = new ByteFeed(this.#source, at + 4);
    this.#frame = magic === lz4LegacyMagic ? legacyFrame() : this.#readDescriptor();
    this.#historyEnd = 0;
    return true;
  }

  #readDescriptor(): Frame {
    const from = this.position;
    const flags = this.#feed.u8();
    const blockDescriptor = this.#feed.u8();
    const sizeId = (blockDescriptor >> 4) & 7;
    if (flags >> 6 !== 1 || (flags & 2) !== 0 || (blockDescriptor & 0x8f) !== 0 || sizeId < 4) {
      throw this.#malformed('the frame descriptor is wrong');
    }
    const contentSize = (flags & 8) === 0 ? undefined : this.#feed.u32() + this.#feed.u32() * 2 ** 32;
    if ((flags & 1) !== 0 && this.#feed.u32() !== 0) {
      const message = 'the lz4 frame needs a dictionary that is not in the file';
      throw new FormatError('FORMAT_UNSUPPORTED', message, { offset: from });
    }
    const length = this.position - from;
    const check = (xxh32(this.#source.read(from, length)) >>> 8) & 0xff;
    if (this.#feed.u8() !== check) throw this.#malformed('the frame descriptor has a wrong checksum');
    return {
      legacy: false,
      maxBlock: 4 ** (sizeId + 4),
      linked: (flags & 0x20) === 0,
      blockChecksums: (flags & 0x10) !== 0,
      contentChecksum: (flags & 4) === 0 ? undefined : new Xxh32(),
      contentSize,
      produced: 0,
    };
  }

  #readBlock(frame: Frame): void {
    if (frame.legacy && this.#endsLegacy()) return;
    this.#budget.spend(100, this.position);
    const word = this.#feed.u32();
    if (word === 0 && !frame.legacy) {
      this.#endFrame(frame);
      return;
    }
    const plain = !frame.legacy && word >>> 31 === 1;
    const length = frame.legacy ? word : word & 0x7fffffff;
    if (length > frame.maxBlock + 65536) throw this.#malformed('a block is larger than its frame allows');
    const packed = this.#feed.bytes(length);
    if (frame.blockChecksums && this.#feed.u32() !== xxh32(packed))
      throw this.#malformed('a block has a wrong checksum');
    if (plain && length > frame.maxBlock) throw this.#malformed('a block is larger than its frame allows');
    const needed = historyBytes + frame.maxBlock;
    if (this.#buffer.length !== needed) this.#buffer = new Uint8Array(needed);
    this.#shiftHistory(frame);
    const from = this.#historyEnd;
    const to = plain
      ? this.#copyPlain(packed, from)
      : decodeLz4Block(packed, this.#buffer, from, from + frame.maxBlock);
    this.#historyEnd = to;
    this.#ready = this.#buffer.subarray(from, to);
    frame.produced += to - from;
    frame.contentChecksum?.update(this.#ready);
  }

  #copyPlain(bytes: Uint8Array, at: number): number {
    this.#buffer.set(bytes, at);
    return at + bytes.length;
  }

  /** Moves the last 64 KiB to the front, or forgets all when blocks stand alone. */
  #shiftHistory(frame: Frame): void {
    const keep = frame.linked ? Math.min(this.#historyEnd, historyBytes) : 0;
    this.#buffer.copyWithin(0, this.#historyEnd - keep, this.#historyEnd);
    this.#historyEnd = keep;
  }

  #endFrame(frame: Frame): void {
    this.#frame = undefined;
    if (frame.contentChecksum !== undefined && this.#feed.u32() !== frame.contentChecksum.finish()) {
      throw this.#malformed('the content has a wrong checksum');
    }
    if (frame.contentSize !== undefined && frame.contentSize !== frame.produced) {
      throw this.#malformed('the content is not as long as its frame says');
    }
  }

  /** A legacy frame has no end mark: it ends with the file or where another frame starts. */
  #endsLegacy(): boolean {
    const head = this.#source.read(this.position, 4);
    const word = head.length < 4 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    const ends = head.length === 0 || word === lz4Magic || word === lz4LegacyMagic || isSkippable(word);
    if (ends) this.#frame = undefined;
    return ends;
  }

  #malformed(what: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `not a valid lz4 frame: ${what}`, { offset: this.position });
  }
}

function legacyFrame(): Frame {
  return {
    legacy: true,
    maxBlock: legacyBlockBytes,
    linked: false,
    blockChecksums: false,
    contentChecksum: undefined,
    contentSize: undefined,
    produced: 0,
  };
}
