// bzip2 as a codec: streams one after another, each with blocks that are decoded on their own.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { Bzip2BitReader } from './bzip2/bit-reader.ts';
import { Bzip2Block } from './bzip2/block.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';

/** Streams follow each other without a gap; ends at the first byte that starts none. */
export const bzip2: Codec = { id: 'bzip2', weight: 3, open: (source, budget) => new Bzip2Decoder(source, budget) };

const blockMagic = 0x314159265359;
const endMagic = 0x177245385090;

class Bzip2Decoder implements StreamDecoder {
  readonly #source: ByteSource;
  readonly #budget: WorkBudget;
  readonly #bits: Bzip2BitReader;
  #block: Bzip2Block;
  #state: 'between streams' | 'between blocks' | 'in block' = 'between streams';
  #statedCrc = 0;
  #streamCrc = 0;
  #streams = 0;
  position = 0;

  constructor(source: ByteSource, budget: WorkBudget) {
    this.#source = source;
    this.#budget = budget;
    this.#bits = new Bzip2BitReader(source);
    this.#block = new Bzip2Block(0);
  }

  get memory(): number {
    return this.#block.memory;
  }

  next(): Uint8Array | undefined {
    for (;;) {
      if (this.#state === 'in block') {
        const piece = this.#block.next();
        if (piece !== undefined) return piece;
        this.#endBlock();
      } else if (this.#state === 'between blocks') {
        this.#startBlockOrEnd();
      } else if (!this.#startStream()) {
        return undefined;
      }
    }
  }

  close(): void {
    this.#block = new Bzip2Block(0);
  }

  /** @returns false when no stream starts here */
  #startStream(): boolean {
    const [b, z, h, level = 0] = this.#source.read(this.position, 4);
    const starts = b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39;
    if (!starts) {
      if (this.#streams === 0) throw this.#malformed('the magic bytes are wrong');
      return false;
    }
    this.#streams += 1;
    this.#budget.spend(1000, this.position);
    this.#bits.seek(this.position + 4);
    const blockBytes = (level - 0x30) * 100_000;
    if (this.#block.capacity !== blockBytes) this.#block = new Bzip2Block(blockBytes);
    this.#streamCrc = 0;
    this.#state = 'between blocks';
    return true;
  }

  #startBlockOrEnd(): void {
    const magic = this.#bits.read(24) * 2 ** 24 + this.#bits.read(24);
    this.#statedCrc = this.#bits.read32();
    this.position = this.#bits.position;
    if (magic === blockMagic) {
      const symbols = this.#block.parse(this.#bits);
      // A block of 900,000 bytes can stand in 40 bytes of file and costs the same to turn around.
      this.#budget.spend(10_000 + (symbols >> 2), this.position);
      this.#state = 'in block';
      return;
    }
    if (magic !== endMagic) throw this.#malformed('neither a block nor the end of the stream follows');
    if (this.#statedCrc !== this.#streamCrc) throw this.#malformed('the CRC of a stream is wrong');
    this.#state = 'between streams';
  }

  #endBlock(): void {
    this.position = this.#bits.position;
    if (this.#block.crc !== this.#statedCrc) throw this.#malformed('the CRC of a block is wrong');
    this.#streamCrc = (((this.#streamCrc << 1) | (this.#streamCrc >>> 31)) ^ this.#block.crc) >>> 0;
    this.#state = 'between blocks';
  }

  #malformed(what: string): FormatError {
    return new FormatError('FORMAT_MALFORMED', `not a valid bzip2 stream: ${what}`, { offset: this.position });
  }
}
