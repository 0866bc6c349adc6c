// Puts a new key pair on the disk: the private key readable by its owner alone, the public one beside it.
import { existsSync } from 'node:fs';
import { FileError } from '#core/errors';
import type { KeyPair } from './create-key-pair.ts';
import { SignError } from './sign-error.ts';
import { type DurableFiles, writeDurably } from './write-durably.ts';

/**
 * Writes `path` and `path`.pub; neither may exist, because what replaces a key destroys it. The private key is written
 * first: a public key without its private one never stands on the disk.
 * @throws {SignError} SIGN_KEY when one of the two exists
 * @throws {FileError} FILE_UNREADABLE when the folder cannot be written to
 */
export function writeKeyPair(path: string, pair: KeyPair, files?: DurableFiles): { readonly publicPath: string } {
  const publicPath = `${path}.pub`;
  for (const target of [path, publicPath]) if (existsSync(target)) throw exists(target);
  write(path, pair.privatePem, 0o600, files);
  write(publicPath, pair.publicPem, 0o644, files);
  return { publicPath };
}

function write(path: string, pem: string, mode: number, files: DurableFiles | undefined): void {
  try {
    writeDurably(path, pem, { mode, replace: false }, files);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'EEXIST') throw exists(path);
    throw new FileError('FILE_UNREADABLE', `${path} cannot be written: ${code}`, { path, value: code, cause: error });
  }
}

function exists(path: string): SignError {
  return new SignError('SIGN_KEY', `${path} exists, and a key is never overwritten`, { path });
}
