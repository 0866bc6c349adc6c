// LZMA2: LZMA in chunks that can start anew, or hold plain bytes. The filter of xz and 7z.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { ByteFeed } from '../byte-feed.ts';
import { History } from '../history.ts';
import type { Codec, StreamDecoder } from '../stream-decoder.ts';
import { LzmaSymbols, parseLzmaProperties } from './lzma-symbols.ts';
import { RangeDecoder } from './range-decoder.ts';

/** @param dictionaryBytes - any value; at most 64 MiB of it are kept */
export function lzma2(dictionaryBytes: number): Codec {
  return { id: 'lzma2', weight: 4, open: (source) => new Lzma2Decoder(source, dictionaryBytes) };
}

/** The dictionary size that a property byte stands for. @throws {FormatError} FORMAT_MALFORMED over 40 */
export function parseLzma2Dictionary(byte: number): number {
  if (byte > 40) throw new FormatError('FORMAT_MALFORMED', 'the LZMA2 dictionary size is out of range');
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}

const pieceBytes = 256 * 1024;

class Lzma2Decoder implements StreamDecoder {
  readonly #feed: ByteFeed;
  readonly #range: RangeDecoder;
  readonly #history: History;
  readonly #symbols: LzmaSymbols;
  #chunk: 'plain' | 'coded' | 'end' = 'plain';
  #left = 0;
  /** Offset at which the coded chunk must end. */
  #chunkEnd = 0;
  #needsDictionary = true;
  #needsProperties = true;
  #failure: FormatError | undefined;

  constructor(source: ByteSource, dictionaryBytes: number) {
    this.#feed = new ByteFeed(source);
    this.#range = new RangeDecoder(this.#feed);
    this.#history = new History(dictionaryBytes);
    this.#symbols = new LzmaSymbols(this.#range, this.#history);
  }

  get position(): number {
    return this.#feed.position;
  }

  get memory(): number {
    return this.#history.buffer.length + this.#symbols.memory;
  }

  next(): Uint8Array | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    while (this.#left === 0) {
      if (this.#chunk === 'coded') this.#endChunk();
      if (this.#chunk === 'end') return undefined;
      this.#startChunk();
    }
    const room = this.#history.room();
    const from = this.#history.position;
    const length = Math.min(room, this.#left, pieceBytes);
    try {
      if (this.#chunk === 'plain') this.#copyPlain(length);
      else if (this.#symbols.decode(from + length)) throw malformed('an end marker stands inside', this.position);
    } catch (error) {
      // What came out before the error has been used by a loader, so it is given out first.
      if (!(error instanceof FormatError) || this.#history.position === from) throw error;
      this.#failure = error;
    }
    const piece = this.#history.buffer.subarray(from, this.#history.position);
    this.#left -= piece.length;
    return piece;
  }

  close(): void {
    this.#history.buffer = new Uint8Array(0);
  }

  #startChunk(): void {
    const control = this.#feed.u8();
    if (control === 0) {
      this.#chunk = 'end';
      return;
    }
    if (control >= 0xe0 || control === 1) {
      this.#history.reset();
      this.#symbols.resetPosition();
      this.#needsDictionary = false;
    } else if (this.#needsDictionary) throw malformed('the first chunk does not reset the dictionary', this.position);
    if (control < 0x80) this.#startPlain(control);
    else this.#startCoded(control);
  }

  #startPlain(control: number): void {
    if (control > 2) throw malformed('a chunk has an unknown control byte', this.position);
    this.#chunk = 'plain';
    this.#left = bigEndian16(this.#feed) + 1;
  }

  #startCoded(control: number): void {
    this.#chunk = 'coded';
    this.#left = ((control & 0x1f) << 16) + bigEndian16(this.#feed) + 1;
    const packed = bigEndian16(this.#feed) + 1;
    const reset = (control >> 5) & 3;
    if (reset >= 2) {
      const properties = parseLzmaProperties(this.#feed.u8());
      if (properties.literalContextBits + properties.literalPositionBits > 4) {
        throw malformed('lc + lp is over 4', this.position);
      }
      this.#symbols.setProperties(properties);
      this.#needsProperties = false;
    } else if (this.#needsProperties) throw malformed('the first coded chunk has no properties', this.position);
    if (reset === 1) this.#symbols.resetState();
    this.#chunkEnd = this.#feed.position + packed;
    this.#range.start();
  }

  #copyPlain(length: number): void {
    const bytes = this.#feed.bytes(Math.min(length, this.#feed.remaining));
    this.#history.buffer.set(bytes, this.#history.position);
    this.#history.position += bytes.length;
    this.#symbols.skip(bytes.length);
    if (bytes.length < length) this.#feed.u8();
  }

  #endChunk(): void {
    const exact = this.#range.isDrained && this.#symbols.isBetweenSymbols && this.position === this.#chunkEnd;
    if (!exact) throw malformed('a chunk does not end where it says', this.position);
  }
}

function bigEndian16(feed: ByteFeed): number {
  const high = feed.u8();
  return (high << 8) | feed.u8();
}

function malformed(what: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `not valid LZMA2 data: ${what}`, { offset });
}
