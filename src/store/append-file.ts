// Lines that are added at the end of a file that others read while it grows.
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { systemReason } from './store-error.ts';

/**
 * Appends text, durable when it returns. Where a writer was killed within a line, that line is ended first, so that it stays a line of its
 * own and what follows is whole; nothing is taken away, because a reader may have it already.
 * @throws {AssayError} AUDIT_WRITE
 */
export function appendToFile(path: string, text: string): void {
  try {
    // Another user must not choose the file by a link in a shared folder.
    const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
    const descriptor = openSync(path, flags, 0o600);
    try {
      const bytes = Buffer.from(endsInLine(descriptor) ? text : `\n${text}`);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw new AssayError('AUDIT_WRITE', `${path} cannot be written: ${systemReason(cause)}`, { path, cause });
  }
}

function endsInLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}
