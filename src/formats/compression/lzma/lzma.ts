// One range-coded LZMA stream without a header of its own, as a codec: what `.lzma` files and 7z folders contain.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { ByteFeed } from '../byte-feed.ts';
import { History } from '../history.ts';
import type { Codec, StreamDecoder } from '../stream-decoder.ts';
import { type LzmaProperties, LzmaSymbols } from './lzma-symbols.ts';
import { RangeDecoder } from './range-decoder.ts';

export interface LzmaParameters {
  readonly properties: LzmaProperties;
  /** Bytes, any value; at most 64 MiB of it are kept. */
  readonly dictionaryBytes: number;
  /** Size of the content; absent when an end marker ends it. */
  readonly size?: number;
}

/** A codec for streams with these parameters. */
export function lzma(parameters: LzmaParameters): Codec {
  return { id: 'lzma', weight: 4, open: (source) => new LzmaDecoder(source, parameters) };
}

class LzmaDecoder implements StreamDecoder {
  readonly #feed: ByteFeed;
  readonly #range: RangeDecoder;
  readonly #history: History;
  readonly #symbols: LzmaSymbols;
  #left: number;
  readonly #sized: boolean;
  #started = false;
  #ended = false;
  #failure: FormatError | undefined;

  constructor(source: ByteSource, { properties, dictionaryBytes, size }: LzmaParameters) {
    this.#feed = new ByteFeed(source);
    this.#range = new RangeDecoder(this.#feed);
    this.#history = new History(dictionaryBytes);
    this.#symbols = new LzmaSymbols(this.#range, this.#history);
    this.#symbols.setProperties(properties);
    this.#sized = size !== undefined;
    this.#left = size ?? Number.POSITIVE_INFINITY;
  }

  get position(): number {
    return this.#feed.position;
  }

  get memory(): number {
    return this.#history.buffer.length + this.#symbols.memory;
  }

  next(): Uint8Array | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended) return undefined;
    if (!this.#started) this.#range.start();
    this.#started = true;
    if (this.#left === 0) {
      this.#finish();
      return undefined;
    }
    const room = this.#history.room();
    const from = this.#history.position;
    try {
      this.#ended = this.#symbols.decode(from + Math.min(room, this.#left, pieceBytes));
      // Takes the byte that the end marker may leave.
      if (this.#ended && !this.#range.isDrained) this.#failure = goesOn(this.position);
    } catch (error) {
      // What came out before the error has been used by a loader, so it is given out first.
      if (!(error instanceof FormatError) || this.#history.position === from) throw error;
      this.#failure = error;
    }
    const piece = this.#history.buffer.subarray(from, this.#history.position);
    this.#left -= piece.length;
    if (this.#ended && this.#sized && this.#left > 0) this.#failure = endsEarly(this.position);
    if (piece.length > 0) return piece;
    return this.next();
  }

  close(): void {
    this.#history.buffer = new Uint8Array(0);
  }

  /** A stream of stated size may have an end marker all the same; a match that goes on is an error. */
  #finish(): void {
    this.#ended = true;
    if (this.#symbols.isBetweenSymbols && this.#range.isDrained) return;
    this.#history.room();
    if (this.#symbols.isBetweenSymbols && this.#symbols.decode(this.#history.position + 1) && this.#range.isDrained)
      return;
    throw goesOn(this.position);
  }
}

const pieceBytes = 256 * 1024;

function goesOn(offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the LZMA data goes on after its end', { offset });
}

function endsEarly(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the LZMA data ends before its stated size', { offset });
}
