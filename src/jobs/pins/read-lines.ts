// Lines of a file, one after the other, without holding the file.
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { AssayError, FileError } from '#core/errors';

export interface Line {
  readonly text: string;
  /** Offset after the line feed. */
  readonly end: number;
}

/**
 * Every line that ends with a line feed; what follows the last one is left out.
 * @throws {FileError} FILE_MISSING, FILE_UNREADABLE; {AssayError} PINS_MALFORMED for what is no UTF-8, or a line of more than 1 MiB
 */
export function* readLines(path: string): Generator<Line, void> {
  const descriptor = opened(path);
  try {
    const chunk = Buffer.allocUnsafe(1 << 16);
    let held: Buffer = Buffer.alloc(0);
    let base = 0;
    for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk)) {
      held = Buffer.concat([held, chunk.subarray(0, count)]);
      let from = 0;
      for (let at = held.indexOf(lineFeed); at >= 0; at = held.indexOf(lineFeed, from)) {
        yield { text: decode(held.subarray(from, at), path), end: base + at + 1 };
        from = at + 1;
      }
      base += from;
      held = held.subarray(from);
      if (held.length > maxLineBytes) throw malformed(path, 'has a line that no list of pins has');
    }
  } finally {
    closeSync(descriptor);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new FileError(
      isMissing ? 'FILE_MISSING' : 'FILE_UNREADABLE',
      `${path} ${isMissing ? 'does not exist' : 'cannot be read'}`,
      { path, cause },
    );
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw malformed(path, 'is not UTF-8', cause);
  }
}

function malformed(path: string, reason: string, cause?: unknown): AssayError {
  return new AssayError('PINS_MALFORMED', `${path} ${reason}`, { path, cause });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lineFeed = 0x0a;
const maxLineBytes = 1 << 20;
