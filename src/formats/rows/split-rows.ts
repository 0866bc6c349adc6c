// Divides a file into pieces without ever holding more of it than one piece and one window.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';

/** Where a piece ends: its content at `end`, the next piece begins at `next`. */
export interface PieceEnd {
  readonly end: number;
  readonly next: number;
}

/**
 * Finds the end of the piece that starts at `from`.
 * @param isLast - nothing follows `bytes`
 * @returns undefined when more bytes are needed
 */
export type FindEnd = (bytes: Buffer, from: number, isLast: boolean) => PieceEnd | undefined;

export interface Piece {
  /** Content; valid until the next piece is asked for. */
  readonly bytes: Buffer;
  /** Of its first byte in the file. */
  readonly offset: number;
}

/**
 * All pieces from `from` on. A piece that is empty and last is none.
 * @throws {FormatError} FORMAT_LIMIT for a piece of more than `limits.rowBytes`, FORMAT_TRUNCATED when the source ends before its size
 */
export function* splitRows(source: ByteSource, from: number, findEnd: FindEnd): Generator<Piece, void> {
  const window = new Window(source);
  let held: Buffer = Buffer.alloc(0);
  let base = from;
  let start = 0;
  for (;;) {
    const isLast = base + held.length >= source.size;
    if (isLast && start >= held.length) return;
    const found = start < held.length ? findEnd(held, start, isLast) : undefined;
    if ((found?.end ?? held.length) - start > limits.rowBytes.value) throw tooLong(base + start);
    if (found !== undefined) {
      yield { bytes: held.subarray(start, found.end), offset: base + start };
      start = found.next;
      continue;
    }
    if (isLast) throw new FormatError('FORMAT_TRUNCATED', 'the last row does not end', { offset: base + start });
    held = window.grown(base, held, start);
    base += start;
    start = 0;
  }
}

function tooLong(offset: number): FormatError {
  const { value } = limits.rowBytes;
  return new FormatError('FORMAT_LIMIT', `the row at byte ${offset} has more than ${value} bytes`, {
    offset,
    limit: 'rowBytes',
  });
}

class Window {
  readonly #source: ByteSource;
  #memory: Buffer = Buffer.allocUnsafe(2 * windowBytes);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** What is left of `held`, and a window or as much again after it: a long row is looked at a bounded number of times. */
  grown(base: number, held: Buffer, start: number): Buffer {
    const left = held.length - start;
    const from = base + held.length;
    const wanted = Math.min(Math.max(windowBytes, left), this.#source.size - from);
    const memory = left + wanted <= this.#memory.length ? this.#memory : Buffer.allocUnsafe(left + wanted);
    held.copy(memory, 0, start);
    this.#memory = memory;
    for (let at = 0; at < wanted; ) {
      const part = this.#source.read(from + at, Math.min(windowBytes, wanted - at));
      if (part.length === 0) throw new FormatError('FORMAT_TRUNCATED', 'the file ends early', { offset: from + at });
      memory.set(part, left + at);
      at += part.length;
    }
    return memory.subarray(0, left + wanted);
  }
}

/** Offset of the first byte after a UTF-8 byte order mark. @throws {FormatError} FORMAT_UNSUPPORTED for UTF-16 and UTF-32 */
export function afterByteOrderMark(source: ByteSource): number {
  const [first, second, third] = source.read(0, 3);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'the text is UTF-16 or UTF-32; rows are read from UTF-8', {
      offset: 0,
    });
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}

/** The end of a line: a line feed, with or without a carriage return before it. */
export const lineEnd: FindEnd = (bytes, from, isLast) => {
  const at = bytes.indexOf(0x0a, from);
  if (at < 0) return isLast ? { end: bytes.length, next: bytes.length } : undefined;
  return { end: at > from && bytes[at - 1] === 0x0d ? at - 1 : at, next: at + 1 };
};

const windowBytes = 1 << 18;
