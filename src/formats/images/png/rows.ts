// The rows of one pass of a PNG picture: unpacked, their filters undone. Specification: W3C PNG, sections 9 and 10.
import { inflateSync } from 'node:zlib';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { zlib } from '../../compression/deflate.ts';
import type { StreamDecoder } from '../../compression/stream-decoder.ts';

/** Gives the unpacked bytes of a picture in order. */
export interface RowSource {
  /** The next `length` bytes; valid until the next call. @throws {FormatError} */
  readonly take: (length: number) => Uint8Array;
  readonly close: () => void;
}

/**
 * @param bytes - how many the header of the picture asks for
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED
 * @limits memory: `bytes` up to 4 MiB, beyond that one row
 */
export function openRows(data: readonly Uint8Array[], bytes: number): RowSource {
  const packed = data.length === 1 && data[0] !== undefined ? data[0] : new Uint8Array(Buffer.concat(data));
  if (bytes > packed.length * mostInflated + 64) {
    throw new FormatError('FORMAT_TRUNCATED', `${bytes} bytes of pixels cannot be in ${packed.length} bytes`);
  }
  return bytes <= inflatedAtOnce ? rowsAtOnce(packed, bytes) : rowsInPieces(packed);
}

function rowsAtOnce(packed: Uint8Array, bytes: number): RowSource {
  const whole = inflate(packed, bytes);
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > whole.length) throw truncated();
    at += length;
    return whole.subarray(at - length, at);
  };
  return { take, close: () => {} };
}

/** What is longer than the header says is unpacked so far; loaders do not look at the rest. */
function inflate(packed: Uint8Array, bytes: number): Uint8Array {
  try {
    return inflateSync(packed, { maxOutputLength: bytes + tolerated, chunkSize: Math.max(64, bytes + 1) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') throw truncated();
    const message =
      code === 'ERR_BUFFER_TOO_LARGE' ? 'there are more pixels than the header says' : 'the pixels cannot be unpacked';
    throw new FormatError('FORMAT_MALFORMED', message);
  }
}

function rowsInPieces(packed: Uint8Array): RowSource {
  const decoder: StreamDecoder = zlib.open(new MemorySource(packed), new WorkBudget(packed.length));
  let rest: Uint8Array = new Uint8Array(0);
  let row = new Uint8Array(0);
  const take = (length: number): Uint8Array => {
    if (row.length < length) row = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      if (rest.length === 0) rest = decoder.next() ?? rest;
      if (rest.length === 0) throw truncated();
      const part = rest.subarray(0, length - filled);
      row.set(part, filled);
      rest = rest.subarray(part.length);
      filled += part.length;
    }
    return row.subarray(0, length);
  };
  return { take, close: () => decoder.close() };
}

/**
 * Undoes the filter of one row in place.
 * @param line - without the byte that names the filter @param above - the row before, zeros for the first
 * @param distance - bytes of one pixel, at least 1
 */
export function unfilter(filter: number, line: Uint8Array, above: Uint8Array, distance: number): void {
  const { length } = line;
  if (filter === 1) for (let x = distance; x < length; x++) line[x] = at(line, x) + at(line, x - distance);
  else if (filter === 2) for (let x = 0; x < length; x++) line[x] = at(line, x) + at(above, x);
  else if (filter === 3) unfilterAverage(line, above, distance);
  else if (filter === 4) unfilterPaeth(line, above, distance);
  else if (filter !== 0) throw new FormatError('FORMAT_MALFORMED', `there is no filter ${filter}`);
}

function unfilterAverage(line: Uint8Array, above: Uint8Array, distance: number): void {
  const { length } = line;
  for (let x = 0; x < distance && x < length; x++) line[x] = at(line, x) + (at(above, x) >> 1);
  for (let x = distance; x < length; x++) {
    line[x] = at(line, x) + ((at(line, x - distance) + at(above, x)) >> 1);
  }
}

function unfilterPaeth(line: Uint8Array, above: Uint8Array, distance: number): void {
  const { length } = line;
  for (let x = 0; x < distance && x < length; x++) line[x] = at(line, x) + at(above, x);
  for (let x = distance; x < length; x++) {
    const a = at(line, x - distance);
    const b = at(above, x);
    const c = at(above, x - distance);
    const pa = Math.abs(b - c);
    const pb = Math.abs(a - c);
    const pc = Math.abs(a + b - c - c);
    line[x] = at(line, x) + (pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
  }
}

/** The index is within the bounds; the type does not know. */
function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function truncated(): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the pixels end before the picture does');
}

/** Deflate makes at most this many bytes of one. */
const mostInflated = 1032;
const inflatedAtOnce = 4 * 1024 * 1024;
/** Some writers pad the last row. */
const tolerated = 64 * 1024;
