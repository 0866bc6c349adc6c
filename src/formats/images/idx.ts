// IDX: the array files of MNIST and its relatives, bare or in gzip.
// Specification: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", section "File formats".
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { gzip } from '../compression/gzip.ts';
import { plain } from '../compression/plain.ts';
import type { StreamDecoder } from '../compression/stream-decoder.ts';

export interface IdxArray {
  /** First the count. */
  readonly shape: readonly number[];
  /** Bytes of all elements: the product of the shape. */
  readonly bytes: number;
  /** Gives the elements in order, in pieces that are valid during the call. Once. @throws {FormatError} */
  readonly read: (onBytes: (piece: Uint8Array) => void) => void;
}

/**
 * An array of unsigned bytes. The elements come piece by piece: nothing is allocated for what the header declares.
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED for elements that are no unsigned bytes
 * @limits a file in gzip that declares more than deflate can hold is refused by its header
 */
export function openIdx(source: ByteSource): IdxArray {
  const magic = source.read(0, 2);
  const packed = magic[0] === 0x1f && magic[1] === 0x8b;
  const decoder = (packed ? gzip() : plain).open(source, new WorkBudget(source.size));
  const stream = new PieceReader(decoder);
  try {
    const shape = readShape(stream);
    const bytes = shape.reduce((product, size) => product * size, 1);
    const most = packed ? source.size * mostInflated : source.size;
    if (bytes > most) throw new FormatError('FORMAT_TRUNCATED', `${bytes} elements cannot be in ${source.size} bytes`);
    return { shape, bytes, read: (onBytes) => readElements(stream, bytes, onBytes) };
  } catch (error) {
    stream.close();
    throw error;
  }
}

/** The file of an array of unsigned bytes. @param bytes - as many as the product of the shape */
export function encodeIdx(shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const file = new Uint8Array(4 + 4 * shape.length + bytes.length);
  file.set([0, 0, unsignedByte, shape.length]);
  const view = new DataView(file.buffer);
  for (const [at, size] of shape.entries()) view.setUint32(4 + 4 * at, size);
  file.set(bytes, 4 + 4 * shape.length);
  return file;
}

function readShape(stream: PieceReader): readonly number[] {
  const [zero, zero2, type, dimensions] = stream.exactly(4);
  if (zero !== 0 || zero2 !== 0 || dimensions === undefined || dimensions === 0) {
    throw new FormatError('FORMAT_MALFORMED', 'the file does not start with the numbers of IDX', { offset: 0 });
  }
  if (type !== unsignedByte) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'the elements are no unsigned bytes', { offset: 2, value: type ?? 0 });
  }
  if (dimensions > mostDimensions) {
    throw new FormatError('FORMAT_UNSUPPORTED', `an array of ${dimensions} dimensions is no set of pictures`, {
      offset: 3,
    });
  }
  const sizes = stream.exactly(4 * dimensions);
  const view = new DataView(sizes.buffer, sizes.byteOffset, sizes.length);
  return Array.from({ length: dimensions }, (_, index) => view.getUint32(4 * index));
}

function readElements(stream: PieceReader, bytes: number, onBytes: (piece: Uint8Array) => void): void {
  try {
    let left = bytes;
    while (left > 0) {
      const piece = stream.atMost(left);
      if (piece === undefined) {
        throw new FormatError('FORMAT_TRUNCATED', `the file ends ${left} bytes before the array its header declares`);
      }
      onBytes(piece);
      left -= piece.length;
    }
    if (stream.atMost(1) !== undefined) {
      throw new FormatError('FORMAT_MALFORMED', 'bytes follow the array that the header declares');
    }
  } finally {
    stream.close();
  }
}

/** Takes a stream in other pieces than it comes in. */
class PieceReader {
  readonly #decoder: StreamDecoder;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(decoder: StreamDecoder) {
    this.#decoder = decoder;
  }

  /** The next bytes, at least 1; undefined at the end. Valid until the next call. */
  atMost(length: number): Uint8Array | undefined {
    if (this.#rest.length === 0) this.#rest = this.#decoder.next() ?? this.#rest;
    if (this.#rest.length === 0) return undefined;
    const piece = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** A copy of the next `length` bytes, a few. @throws {FormatError} FORMAT_TRUNCATED */
  exactly(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const piece = this.atMost(length - at);
      if (piece === undefined) throw new FormatError('FORMAT_TRUNCATED', 'the file ends within its header');
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  close(): void {
    this.#decoder.close();
  }
}

const unsignedByte = 0x08;
const mostDimensions = 4;
/** Deflate makes at most this many bytes of one. */
const mostInflated = 1032;
