// The binary range coder of LZMA: each bit is coded with an 11-bit probability that adapts by 1/32 of the way.
import { FormatError } from '#core/errors';
import type { ByteFeed } from '../byte-feed.ts';

/** Probability of one half, the initial state of every context. */
export const evenOdds = 1024;

export class RangeDecoder {
  readonly #feed: ByteFeed;
  #range = 0xffffffff;
  #code = 0;

  constructor(feed: ByteFeed) {
    this.#feed = feed;
  }

  /** Reads the five bytes a range-coded section begins with. @throws {FormatError} FORMAT_MALFORMED */
  start(): void {
    if (this.#feed.u8() !== 0) throw new FormatError('FORMAT_MALFORMED', 'LZMA data does not begin with a zero byte');
    this.#range = 0xffffffff;
    this.#code = 0;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | this.#feed.u8()) >>> 0;
  }

  /** True when all coded bits were taken, as the encoder leaves it at the end of a section. */
  get isDrained(): boolean {
    if (this.#range < 0x1000000) this.#normalize();
    return this.#code === 0;
  }

  bit(odds: Uint16Array, index: number): number {
    if (this.#range < 0x1000000) this.#normalize();
    const probability = odds[index] ?? 0;
    const bound = (this.#range >>> 11) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      odds[index] = probability + ((2048 - probability) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    odds[index] = probability - (probability >> 5);
    return 1;
  }

  /** A number of `bits` bits, highest first, each bit's context chosen by those before it. */
  tree(odds: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.bit(odds, base + symbol);
    return symbol - (1 << bits);
  }

  /** As `tree`, lowest bit first. */
  reverseTree(odds: Uint16Array, base: number, bits: number): number {
    let node = 1;
    let value = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.bit(odds, base + node);
      node = (node << 1) | bit;
      value |= bit << i;
    }
    return value;
  }

  /** Bits with fixed odds of one half, highest first. */
  direct(bits: number): number {
    let value = 0;
    for (let i = 0; i < bits; i++) {
      if (this.#range < 0x1000000) this.#normalize();
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      value = ((value << 1) | bit) >>> 0;
    }
    return value;
  }

  #normalize(): void {
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#feed.u8()) >>> 0;
  }
}
