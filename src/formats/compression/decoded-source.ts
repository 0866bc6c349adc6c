// Random access to decompressed bytes without a temporary file. The stream is decoded once to learn its size and to find
// out whether it is sound; blocks stay in memory as far as the spool has room, and the rest is decoded again when it is
// read. Every byte that comes out is charged to the budget, the second time too.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { type Spool, type SpoolOwner, spoolOf } from './spool.ts';
import type { Codec, StreamDecoder } from './stream-decoder.ts';

export interface Decoded {
  /** The decompressed bytes, up to the end or up to `problem`. */
  readonly source: ByteSource;
  /** Offset in the compressed source of the first byte after the stream, or where the problem was met. */
  readonly end: number;
  /**
   * Why decoding stopped before the end of the stream. What came out before stands in `source`, because a loader has
   * used it by then. FORMAT_LIMIT: a bomb, or a file larger than a scan may unpack.
   */
  readonly problem?: FormatError;
}

export interface DecodeOptions {
  /** Sees the decompressed bytes once, in order, to take a checksum. The bytes are valid during the call. */
  readonly onBytes?: (bytes: Uint8Array) => void;
  /** Most bytes to decode; the rest is left, without a problem. For a stream whose size its container states. */
  readonly maxBytes?: number;
}

/**
 * Decodes the stream at offset 0 of `source`.
 * @throws {FormatError} only FORMAT_UNSUPPORTED, when nothing of this kind can be decoded
 * @limits memory: `limits.spoolBytes` for all sources of one budget together, `limits.decoderBytes` for decoders
 */
export function openDecoded(
  source: ByteSource,
  codec: Codec,
  context: { readonly budget: WorkBudget },
  options: DecodeOptions = {},
): Decoded {
  const decoded = new DecodedSource(source, codec, context.budget);
  const { end, problem } = decoded.measure(options);
  return problem === undefined ? { source: decoded, end } : { source: decoded, end, problem };
}

const blockBytes = 256 * 1024;

/** A decoder and the block it will produce next. */
interface Cursor {
  readonly decoder: StreamDecoder;
  readonly memory: number;
  nextBlock: number;
  /** Decoded bytes that belong to later blocks; a view into the decoder's buffer. */
  rest: Uint8Array;
}

class DecodedSource implements ByteSource, SpoolOwner {
  readonly #source: ByteSource;
  readonly #codec: Codec;
  readonly #budget: WorkBudget;
  readonly #spool: Spool;
  readonly #blocks = new Map<number, Uint8Array>();
  /** At most two: one goes on from where the last reader was, while the other looks ahead. */
  #cursors: Cursor[] = [];
  /** The last block that was made, whether or not the spool had room for it. */
  #latest: { readonly index: number; readonly block: Uint8Array } | undefined;
  size = 0;

  constructor(source: ByteSource, codec: Codec, budget: WorkBudget) {
    this.#source = source;
    this.#codec = codec;
    this.#budget = budget;
    this.#spool = spoolOf(budget);
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size);
    if (!(offset < end)) return new Uint8Array(0);
    const first = Math.floor(offset / blockBytes);
    const inside = offset - first * blockBytes;
    if (end <= (first + 1) * blockBytes) return this.#block(first).subarray(inside, inside + end - offset);
    const joined = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const index = Math.floor(at / blockBytes);
      const start = index * blockBytes;
      const part = this.#block(index).subarray(at - start, end - start);
      joined.set(part, at - offset);
      at += part.length;
    }
    return joined;
  }

  forgetBlock(index: number): void {
    this.#blocks.delete(index);
  }

  forgetCursor(cursor: object): void {
    this.#cursors = this.#cursors.filter((open) => {
      if (open === cursor) open.decoder.close();
      return open !== cursor;
    });
  }

  /** Decodes everything once; keeps the first blocks as far as there is room. */
  measure(options: DecodeOptions): { end: number; problem?: FormatError } {
    const cursor = this.#open();
    const most = options.maxBytes ?? Number.POSITIVE_INFINITY;
    let keptBytes = 0;
    let keeping = true;
    try {
      while (this.size < most) {
        const block = this.#produce(cursor, Math.min(blockBytes, most - this.size));
        if (block.length > 0) {
          options.onBytes?.(block);
          keeping &&= this.#keep(cursor.nextBlock - 1, block, 'others');
          // A block that nobody keeps is written over, so that a bomb does not fill memory with garbage.
          if (!keeping && block.length === blockBytes) this.#spare = block;
          this.size += block.length;
          if (keeping) keptBytes = this.size;
        }
        if (block.length < blockBytes) break;
      }
      const problem = this.#problem;
      // What was not kept could not be decoded again within the budget.
      if (problem?.code === 'FORMAT_LIMIT') this.size = keptBytes;
      return problem === undefined ? { end: cursor.decoder.position } : { end: cursor.decoder.position, problem };
    } finally {
      this.#spare = undefined;
      this.#close(cursor);
    }
  }

  #spare: Uint8Array<ArrayBuffer> | undefined;

  /** Set when decoding stops early, in the first pass. */
  #problem: FormatError | undefined;

  #block(index: number): Uint8Array {
    const kept = this.#blocks.get(index);
    if (kept !== undefined) {
      this.#spool.touchBlock(kept);
      return kept;
    }
    if (this.#latest?.index === index) return this.#latest.block;
    return this.#decodeTo(index);
  }

  #decodeTo(index: number): Uint8Array {
    const cursor = this.#cursorBefore(index);
    for (;;) {
      const made = cursor.nextBlock;
      const block = this.#produce(cursor, Math.min(blockBytes, this.size - made * blockBytes));
      if (block.length === 0) throw this.#problem ?? changed();
      if (!this.#blocks.has(made)) this.#keep(made, block, 'all');
      if (cursor.nextBlock * blockBytes >= this.size) this.#close(cursor);
      this.#latest = { index: made, block };
      if (made === index) return block;
    }
  }

  /** The open decoder that is nearest before a block, or a new one. */
  #cursorBefore(index: number): Cursor {
    let best: Cursor | undefined;
    for (const cursor of this.#cursors) {
      if (cursor.nextBlock <= index && cursor.nextBlock >= (best?.nextBlock ?? 0)) best = cursor;
    }
    if (best !== undefined) return best;
    const farthest = this.#cursors.reduce<Cursor | undefined>(
      (far, cursor) => (far === undefined || cursor.nextBlock > far.nextBlock ? cursor : far),
      undefined,
    );
    if (this.#cursors.length >= 2 && farthest !== undefined) this.#close(farthest);
    return this.#open();
  }

  /** The next block of a cursor: whole, or shorter at the end of the stream or before a problem. */
  #produce(cursor: Cursor, length: number): Uint8Array<ArrayBuffer> {
    let block = this.#spare ?? new Uint8Array(Math.min(length, 16 * 1024));
    this.#spare = undefined;
    let filled = 0;
    try {
      while (filled < length) {
        if (cursor.rest.length === 0) {
          this.#spool.useCursor(this, cursor);
          const chunk = cursor.decoder.next();
          if (chunk === undefined) break;
          this.#budget.spendDecompressed(chunk.length * (this.#codec.weight ?? 1), cursor.decoder.position);
          cursor.rest = chunk;
        }
        const part = cursor.rest.subarray(0, length - filled);
        block = grown(block, filled, filled + part.length, length);
        block.set(part, filled);
        filled += part.length;
        cursor.rest = cursor.rest.subarray(part.length);
      }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      this.#problem = error;
    }
    if (filled > 0) cursor.nextBlock += 1;
    // The exact length, so that what the spool accounts for is what is held.
    return filled === block.length ? block : block.slice(0, filled);
  }

  #keep(index: number, block: Uint8Array, from: 'all' | 'others'): boolean {
    const kept = this.#spool.keepBlock(this, index, block, from);
    if (kept) this.#blocks.set(index, block);
    return kept;
  }

  #open(): Cursor {
    const decoder = this.#codec.open(this.#source, this.#budget);
    const cursor = {
      decoder,
      nextBlock: 0,
      rest: new Uint8Array(0),
      get memory() {
        return decoder.memory;
      },
    };
    this.#cursors.push(cursor);
    return cursor;
  }

  #close(cursor: Cursor): void {
    this.#spool.dropCursor(cursor);
    this.forgetCursor(cursor);
  }
}

/** `block` with room for `needed` bytes, doubling up to `most`. */
function grown(block: Uint8Array<ArrayBuffer>, filled: number, needed: number, most: number): Uint8Array<ArrayBuffer> {
  if (needed <= block.length) return block;
  const larger = new Uint8Array(Math.min(most, Math.max(needed, 2 * block.length)));
  larger.set(block.subarray(0, filled));
  return larger;
}

function changed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the compressed data decoded differently the second time');
}
