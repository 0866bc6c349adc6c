// The symbol layer of LZMA: literals, matches and repeated matches over the range coder.
// Facts from the LZMA specification in the LZMA SDK (public domain).
import { FormatError } from '#core/errors';
import type { History } from '../history.ts';
import { evenOdds, type RangeDecoder } from './range-decoder.ts';

/** lc, lp, pb: literal context bits, literal position bits, position bits. */
export interface LzmaProperties {
  readonly literalContextBits: number;
  readonly literalPositionBits: number;
  readonly positionBits: number;
}

/** The byte that packs the three. @throws {FormatError} FORMAT_MALFORMED when it is over 224 */
export function parseLzmaProperties(byte: number): LzmaProperties {
  if (byte >= 9 * 5 * 5) throw new FormatError('FORMAT_MALFORMED', 'the LZMA properties byte is out of range');
  const rest = Math.floor(byte / 9);
  return { literalContextBits: byte % 9, literalPositionBits: rest % 5, positionBits: Math.floor(rest / 5) };
}

// Where each group of contexts begins in one array of probabilities.
const isMatch = 0;
const isRepeat = isMatch + (12 << 4);
const isRepeat0 = isRepeat + 12;
const isRepeat1 = isRepeat0 + 12;
const isRepeat2 = isRepeat1 + 12;
const isLongRepeat0 = isRepeat2 + 12;
const distanceSlot = isLongRepeat0 + (12 << 4);
const distanceSpecial = distanceSlot + (4 << 6);
const distanceAlign = distanceSpecial + 128;
const matchLength = distanceAlign + 16;
const repeatLength = matchLength + 2 + (16 << 4) + 256;
const literals = repeatLength + 2 + (16 << 4) + 256;

export class LzmaSymbols {
  readonly #range: RangeDecoder;
  readonly #history: History;
  #odds = new Uint16Array(0);
  #literalContextBits = 0;
  #literalMask = 0;
  #positionMask = 0;
  #state = 0;
  #distances: [number, number, number, number] = [1, 1, 1, 1];
  /** Bytes of the current match that did not fit yet. */
  #pending = 0;
  /** Count of bytes since the last reset; only its low bits matter. */
  #count = 0;

  constructor(range: RangeDecoder, history: History) {
    this.#range = range;
    this.#history = history;
  }

  get memory(): number {
    return this.#odds.byteLength;
  }

  get isBetweenSymbols(): boolean {
    return this.#pending === 0;
  }

  setProperties({ literalContextBits, literalPositionBits, positionBits }: LzmaProperties): void {
    this.#literalContextBits = literalContextBits;
    this.#literalMask = (1 << literalPositionBits) - 1;
    this.#positionMask = (1 << positionBits) - 1;
    this.#odds = new Uint16Array(literals + (0x300 << (literalContextBits + literalPositionBits)));
    this.resetState();
  }

  resetState(): void {
    this.#odds.fill(evenOdds);
    this.#state = 0;
    this.#distances = [1, 1, 1, 1];
    this.#pending = 0;
  }

  /** Counts positions from here on, as after a dictionary reset. */
  resetPosition(): void {
    this.#count = 0;
  }

  /** Bytes that came by another way than symbols. */
  skip(count: number): void {
    this.#count += count;
  }

  /**
   * Decodes until `end` in the history's buffer or the end marker.
   * @returns true at the end marker
   */
  decode(end: number): boolean {
    const range = this.#range;
    const history = this.#history;
    const odds = this.#odds;
    if (this.#pending > 0) this.#copy(this.#pending, end);
    while (history.position < end) {
      const slot = (this.#state << 4) + (this.#count & this.#positionMask);
      if (range.bit(odds, isMatch + slot) === 0) {
        this.#literal();
      } else if (range.bit(odds, isRepeat + this.#state) === 0) {
        if (!this.#match()) return true;
        this.#copy(this.#pending, end);
      } else if (this.#repeat(slot)) {
        this.#copy(this.#pending, end);
      }
    }
    return false;
  }

  #literal(): void {
    const { buffer, position } = this.#history;
    const previous =
      this.#count === 0 && position === 0 ? 0 : (buffer[position === 0 ? buffer.length - 1 : position - 1] ?? 0);
    const context =
      ((this.#count & this.#literalMask) << this.#literalContextBits) + (previous >> (8 - this.#literalContextBits));
    const base = literals + 0x300 * context;
    const symbol = this.#state < 7 ? this.#plainLiteral(base) : this.#matchedLiteral(base);
    buffer[position] = symbol;
    this.#history.position = position + 1;
    this.#count += 1;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #plainLiteral(base: number): number {
    const range = this.#range;
    const odds = this.#odds;
    let symbol = 1;
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(odds, base + symbol);
    return symbol & 0xff;
  }

  /** After a match the byte that would have continued it chooses the contexts, until the first difference. */
  #matchedLiteral(base: number): number {
    const range = this.#range;
    const odds = this.#odds;
    let matched = this.#history.buffer[this.#history.indexOf(this.#distances[0])] ?? 0;
    let symbol = 1;
    while (symbol < 0x100) {
      matched <<= 1;
      const expected = matched & 0x100;
      const bit = range.bit(odds, base + 0x100 + expected + symbol);
      symbol = (symbol << 1) | bit;
      if (expected >> 8 !== bit) break;
    }
    while (symbol < 0x100) symbol = (symbol << 1) | range.bit(odds, base + symbol);
    return symbol & 0xff;
  }

  /** @returns false at the end marker */
  #match(): boolean {
    const range = this.#range;
    const odds = this.#odds;
    this.#pending = this.#length(matchLength);
    this.#state = this.#state < 7 ? 7 : 10;
    const slot = range.tree(odds, distanceSlot + (Math.min(this.#pending - 2, 3) << 6), 6);
    let distance = slot;
    if (slot >= 4) {
      const bits = (slot >> 1) - 1;
      distance = ((2 | (slot & 1)) << bits) >>> 0;
      if (slot < 14) distance += range.reverseTree(odds, distanceSpecial + distance - slot, bits);
      else distance += range.direct(bits - 4) * 16 + range.reverseTree(odds, distanceAlign, 4);
    }
    if (distance === 0xffffffff) {
      this.#pending = 0;
      return false;
    }
    const [first, second, third] = this.#distances;
    this.#distances = [distance + 1, first, second, third];
    return true;
  }

  /** A match at one of the last four distances. @returns false when it was the one-byte form, which is done */
  #repeat(slot: number): boolean {
    const range = this.#range;
    const odds = this.#odds;
    const [first, second, third, fourth] = this.#distances;
    if (range.bit(odds, isRepeat0 + this.#state) === 0) {
      if (range.bit(odds, isLongRepeat0 + slot) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        this.#history.repeat(first, 1);
        this.#count += 1;
        return false;
      }
    } else if (range.bit(odds, isRepeat1 + this.#state) === 0) {
      this.#distances = [second, first, third, fourth];
    } else if (range.bit(odds, isRepeat2 + this.#state) === 0) {
      this.#distances = [third, first, second, fourth];
    } else {
      this.#distances = [fourth, first, second, third];
    }
    this.#pending = this.#length(repeatLength);
    this.#state = this.#state < 7 ? 8 : 11;
    return true;
  }

  /** A match length, 2 to 273. */
  #length(base: number): number {
    const range = this.#range;
    const odds = this.#odds;
    const low = base + 2 + ((this.#count & this.#positionMask) << 3);
    if (range.bit(odds, base) === 0) return 2 + range.tree(odds, low, 3);
    if (range.bit(odds, base + 1) === 0) return 10 + range.tree(odds, low + (16 << 3), 3);
    return 18 + range.tree(odds, base + 2 + (16 << 4), 8);
  }

  #copy(length: number, end: number): void {
    const now = Math.min(length, end - this.#history.position);
    this.#history.repeat(this.#distances[0], now);
    this.#pending = length - now;
    this.#count += now;
  }
}
