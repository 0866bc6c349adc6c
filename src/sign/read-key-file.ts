// Key and certificate files: small, regular, and for private keys nobody else's business.
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { FileError } from '#core/errors';
import * as limits from '#core/limits';
import { SignError } from './sign-error.ts';

/**
 * The text of a key or certificate file. Links are followed: secrets are often mounted as links.
 * @param accept - judges the opened file, not the path, so that nobody can swap it in between
 * @throws {FileError} FILE_MISSING, FILE_UNREADABLE, FILE_KIND
 * @throws {SignError} SIGN_KEY for a file larger than `limits.certificateBytes`
 */
export function readKeyFile(path: string, accept: (stat: Stats) => void = () => {}): string {
  // O_NONBLOCK: opening a pipe that nobody writes to must not hang.
  const descriptor = guarded(path, () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new FileError('FILE_KIND', `${path} is not a regular file`, { path });
    if (stat.size > limits.certificateBytes.value) {
      throw new SignError('SIGN_KEY', `${path} is too large to be a key or a certificate`, { path, value: stat.size });
    }
    accept(stat);
    return guarded(path, () => readFileSync(descriptor, 'utf8'));
  } finally {
    closeSync(descriptor);
  }
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') throw new FileError('FILE_MISSING', `${path} does not exist`, { path, cause: error });
    const reason = code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code;
    throw new FileError('FILE_UNREADABLE', `${path} cannot be read: ${reason}`, { path, value: code, cause: error });
  }
}
