// The buffers of a record batch: where they lie in the file, read piece by piece, or decompressed. Source: format/Message.fbs.
import { zstdDecompressSync } from 'node:zlib';
import { type ByteSource, MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { lz4 } from '../compression/lz4.ts';
import type { FlatTable } from '../flatbuffers/flat-buffer.ts';
import type { PageBudget } from '../parquet/page-content.ts';

/** A part of the file, or decompressed bytes. */
export interface ArrowBuffer {
  readonly size: number;
  /** A copy of [from, to). @throws {FormatError} FORMAT_TRUNCATED when it is not there */
  readonly read: (from: number, to: number) => Uint8Array;
}

/** Gives the buffers of a batch in order, and the lengths of its fields. */
export class BatchReader {
  readonly rows: number;
  readonly #source: ByteSource;
  readonly #from: number;
  readonly #to: number;
  readonly #budget: PageBudget;
  readonly #codec: number | undefined;
  readonly #places: readonly (readonly [number, number])[];
  readonly #lengths: readonly (readonly [number, number])[];
  #nextBuffer = 0;
  #nextNode = 0;

  /** @param batch - a RecordBatch; its body is [from, to) of the source */
  constructor(batch: FlatTable, source: ByteSource, from: number, to: number, budget: PageBudget) {
    this.rows = batch.u64(0);
    this.#source = source;
    this.#from = from;
    this.#to = to;
    this.#budget = budget;
    this.#lengths = pairsOf(batch, 1);
    this.#places = pairsOf(batch, 2);
    const compression = batch.table(3);
    this.#codec = compression?.u8(0);
  }

  /** Length and number of nulls of the next field. */
  node(): { readonly length: number; readonly nulls: number } {
    const node = this.#lengths[this.#nextNode];
    this.#nextNode += 1;
    if (node === undefined) throw malformed('a batch has fewer fields than the schema', this.#from);
    return { length: node[0], nulls: node[1] };
  }

  skip(buffers: number): void {
    this.#nextBuffer += buffers;
  }

  /** The next buffer; decompressed when it is asked for bytes first. */
  buffer(): ArrowBuffer {
    const place = this.#places[this.#nextBuffer];
    this.#nextBuffer += 1;
    if (place === undefined) throw malformed('a batch has fewer buffers than its fields need', this.#from);
    const [offset, size] = place;
    const start = this.#from + offset;
    if (start + size > this.#to) throw malformed('a buffer reaches past the end of its batch', start);
    if (this.#codec === undefined || size === 0) return partOf(this.#source, start, size);
    return this.#packed(start, size, this.#codec);
  }

  /** The length of the content stands before it; -1: it is not compressed. */
  #packed(start: number, size: number, codec: number): ArrowBuffer {
    if (size < 8) throw malformed('a compressed buffer is too short', start);
    const length = Number(Buffer.from(this.#source.read(start, 8)).readBigInt64LE(0));
    if (length === -1) return partOf(this.#source, start + 8, size - 8);
    if (length < 0 || length > limits.pageBytes.value) {
      throw new FormatError('FORMAT_LIMIT', 'a buffer is too long', { offset: start, limit: 'pageBytes' });
    }
    let content: Uint8Array | undefined;
    const read = (from: number, to: number): Uint8Array => {
      content ??= this.#decompress(this.#source.read(start + 8, size - 8).slice(), codec, length, start);
      return slice(content, from, to, start);
    };
    return { size: length, read };
  }

  #decompress(packed: Uint8Array, codec: number, length: number, at: number): Uint8Array {
    this.#budget.left -= length;
    if (this.#budget.left < 0) {
      throw new FormatError('FORMAT_LIMIT', 'the table is too large when decompressed', { limit: 'tableBytesBase' });
    }
    const content = codec === 0 ? unpackLz4(packed, length, this.#budget) : unpackZstd(packed, length, at);
    if (content.length !== length) throw malformed('a buffer is not as long as it says', at);
    return content;
  }
}

function unpackLz4(packed: Uint8Array, length: number, budget: PageBudget): Uint8Array {
  const decoder = lz4().open(new MemorySource(packed), budget.work);
  const content = new Uint8Array(length);
  let at = 0;
  try {
    for (let piece = decoder.next(); piece !== undefined; piece = decoder.next()) {
      if (at + piece.length > length) throw malformed('a buffer is longer than it says', 0);
      content.set(piece, at);
      at += piece.length;
    }
  } finally {
    decoder.close();
  }
  return content.subarray(0, at);
}

function unpackZstd(packed: Uint8Array, length: number, at: number): Uint8Array {
  if (length === 0) return new Uint8Array(0);
  try {
    return zstdDecompressSync(packed, { maxOutputLength: length });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FormatError('FORMAT_MALFORMED', `a buffer cannot be decompressed: ${message}`, {
      offset: at,
      cause: error,
    });
  }
}

function partOf(source: ByteSource, start: number, size: number): ArrowBuffer {
  return {
    size,
    read: (from, to) => {
      if (from < 0 || to < from || to > size) throw truncated(start);
      const bytes = source.read(start + from, to - from).slice();
      if (bytes.length !== to - from) throw truncated(start);
      return bytes;
    },
  };
}

function slice(content: Uint8Array, from: number, to: number, at: number): Uint8Array {
  if (from < 0 || to < from || to > content.length) throw truncated(at);
  // A copy that begins at a multiple of eight, as typed arrays want it; never a Buffer, whose `slice` shares.
  return new Uint8Array(content.subarray(from, to));
}

/** A vector of structs of two 64-bit numbers. */
function pairsOf(table: FlatTable, field: number): readonly (readonly [number, number])[] {
  const vector = table.vector(field, 16);
  if (vector === undefined) return [];
  const { bytes } = table.buffer;
  return Array.from({ length: vector.length }, (_, index) => {
    const at = vector.at + 16 * index;
    return [bytes.u64(at), bytes.u64(at + 8)] as const;
  });
}

function truncated(offset: number): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'a buffer ends early', { offset });
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}
