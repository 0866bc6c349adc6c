// Public keys from PEM files.
import { createPublicKey, type KeyObject } from 'node:crypto';
import { isAgeSealed } from './age-seal.ts';
import { keyKindOf } from './key-kind.ts';
import { readKeyFile } from './read-key-file.ts';
import { SignError } from './sign-error.ts';

/**
 * @throws {SignError} SIGN_KEY for anything but one public key of a kind that signs here; a private key is refused too,
 *   because whoever verifies should not have it
 */
export function readPublicKey(path: string): KeyObject {
  const pem = readKeyFile(path);
  if (/PRIVATE KEY-----/.test(pem) || isAgeSealed(pem)) {
    throw new SignError('SIGN_KEY', `${path} is a private key; verify with the public one`, { path });
  }
  if (pem.split('-----BEGIN ').length !== 2 || !pem.includes('-----BEGIN PUBLIC KEY-----')) {
    throw new SignError('SIGN_KEY', `${path} is not one public key in PEM`, { path });
  }
  const key = create(path, pem);
  keyKindOf(key);
  return key;
}

function create(path: string, pem: string): KeyObject {
  try {
    return createPublicKey(pem);
  } catch (error) {
    throw new SignError('SIGN_KEY', `the public key ${path} is damaged or of an unknown kind`, { path, cause: error });
  }
}
