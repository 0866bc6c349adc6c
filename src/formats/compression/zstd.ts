// Zstandard (RFC 8878) as a codec. Node's decoder does the blocks; frames and block headers are walked here, because the
// library tells neither where a frame ends nor what it skips.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { ByteFeed } from './byte-feed.ts';
import { isSkippable, readSkippable, type Skippable } from './skippable.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';
import { ZlibEngine } from './zlib-engine.ts';

export const zstdMagic = 0xfd2fb528;

/**
 * Frames one after another; ends at the first bytes that start none.
 * @param onSkippable - told of frames whose content every decoder ignores, on each pass
 */
export function zstd(onSkippable: (frame: Skippable) => void = () => {}): Codec {
  return { id: 'zstd', open: (source, budget) => new ZstdDecoder(source, budget, onSkippable) };
}

/** What beginning a frame costs the library, measured: 15 microseconds. */
const frameSteps = 6000;
const outputBytes = 128 * 1024;
const nothing = new Uint8Array(0);

class ZstdDecoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  readonly #onSkippable: (frame: Skippable) => void;
  readonly #engine = new ZlibEngine('zstd');
  readonly #output = new Uint8Array(outputBytes);
  #feed: ByteFeed;
  #input: Uint8Array = nothing;
  #flushing = false;
  #state: 'between frames' | 'blocks' | 'checksum' = 'between frames';
  #hasChecksum = false;
  #window = 0;
  #frames = 0;
  position = 0;

  constructor(source: ByteSource, budget: WorkBudget, onSkippable: (frame: Skippable) => void) {
    this.#source = source;
    this.#budget = budget;
    this.#onSkippable = onSkippable;
    this.#feed = new ByteFeed(source);
  }

  get memory(): number {
    return this.#window + 4 * outputBytes;
  }

  next(): Uint8Array | undefined {
    for (;;) {
      while (this.#input.length > 0 || this.#flushing) {
        const step = this.#engine.step(this.#input, this.#output);
        if (step.problem !== undefined) throw this.#malformed(step.problem);
        this.#input = this.#input.subarray(step.consumed);
        this.#flushing = step.produced > 0;
        if (step.produced > 0) return this.#output.subarray(0, step.produced);
        if (step.consumed === 0 && this.#input.length > 0) throw this.#malformed('a block has too many bytes');
      }
      if (this.#state === 'blocks') this.#readBlock();
      else if (this.#state === 'checksum') this.#readChecksum();
      else if (!this.#startFrame()) return undefined;
    }
  }

  close(): void {
    this.#engine.close();
  }

  /** @returns false when no frame starts here */
  #startFrame(): boolean {
    const head = this.#source.read(this.position, 4);
    const magic = head.length < 4 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    if (magic !== zstdMagic && !isSkippable(magic)) {
      if (this.#frames === 0) throw this.#malformed('the magic bytes are wrong');
      return false;
    }
    this.#frames += 1;
    this.#budget.spend(isSkippable(magic) ? 100 : frameSteps, this.position);
    if (isSkippable(magic)) {
      const frame = readSkippable(this.#source, this.position);
      this.#onSkippable(frame);
      this.position = frame.to;
      return true;
    }
    this.#feed = new ByteFeed(this.#source, this.position + 4);
    this.#input = this.#readFrameHeader();
    this.#state = 'blocks';
    return true;
  }

  /** RFC 8878 section 3.1.1.1. @returns the header's bytes, for the decoder */
  #readFrameHeader(): Uint8Array {
    const descriptor = this.#feed.u8();
    const singleSegment = (descriptor & 0x20) !== 0;
    const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    this.#hasChecksum = (descriptor & 4) !== 0;
    if (!singleSegment) this.#window = windowSize(this.#feed.u8());
    for (let i = 0; i < dictionaryBytes; i++) {
      if (this.#feed.u8() === 0) continue;
      const message = 'the zstd frame needs a dictionary that is not in the file';
      throw new FormatError('FORMAT_UNSUPPORTED', message, { offset: this.position });
    }
    const size = this.#feed.bytes(sizeBytes).reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
    if (singleSegment) this.#window = size + (sizeBytes === 2 ? 256 : 0);
    const length = this.#feed.position - this.position;
    const header = this.#source.read(this.position, length).slice();
    this.position += length;
    return header;
  }

  /** A block with its three-byte header, at most 128 KiB. */
  #readBlock(): void {
    this.#budget.spend(4, this.position);
    const header = this.#feed.bytes(3);
    const word = (header[0] ?? 0) | ((header[1] ?? 0) << 8) | ((header[2] ?? 0) << 16);
    const isRepeated = ((word >> 1) & 3) === 1;
    const length = isRepeated ? 1 : word >> 3;
    if (length > 128 * 1024) throw this.#malformed('a block is larger than 128 KiB');
    const block = new Uint8Array(3 + length);
    block.set(header);
    block.set(this.#feed.bytes(length), 3);
    this.#input = block;
    this.position = this.#feed.position;
    if ((word & 1) === 1) this.#state = this.#hasChecksum ? 'checksum' : 'between frames';
  }

  #readChecksum(): void {
    this.#input = this.#feed.bytes(4);
    this.position = this.#feed.position;
    this.#state = 'between frames';
  }

  #malformed(what: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `not valid zstd data: ${what}`, { offset: this.position });
  }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}
