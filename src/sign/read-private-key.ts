// Private keys from PEM files: PKCS#8 (plain, sealed with a passphrase, or sealed for age identities) and the older EC form.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Stats } from 'node:fs';
import { isAgeSealed, openSealed, readIdentities } from './age-seal.ts';
import { readKeyFile } from './read-key-file.ts';
import { SignError } from './sign-error.ts';

/**
 * @param passphrase - asked only for a key that is sealed with one
 * @param identityFiles - of age identities; read only for a key that is sealed for some
 * @throws {SignError} SIGN_KEY_EXPOSED when others may read or change the file or an identity; SIGN_KEY for what is no
 *   private key and for a missing or wrong passphrase or identity
 * @throws {FileError} when the file cannot be opened
 */
export async function readPrivateKey(
  path: string,
  passphrase?: () => Promise<string>,
  identityFiles: readonly string[] = [],
): Promise<KeyObject> {
  const text = readKeyFile(path, (stat) => refuseExposed(path, stat));
  const pem = isAgeSealed(text) ? await unseal(path, text, identityFiles) : text;
  if (!/-----BEGIN (?:EC |ENCRYPTED )?PRIVATE KEY-----/.test(pem)) {
    throw new SignError('SIGN_KEY', `${path} is not a private key in PEM`, { path });
  }
  if (!pem.includes('ENCRYPTED')) return create(path, pem);
  if (passphrase === undefined) {
    throw new SignError('SIGN_KEY', `the private key ${path} is sealed with a passphrase, and none was given`, {
      path,
    });
  }
  return create(path, pem, await passphrase());
}

/** Age identities that open sealed keys. @throws {SignError} SIGN_KEY, SIGN_KEY_EXPOSED @throws {FileError} */
export function readIdentityFiles(paths: readonly string[]): readonly string[] {
  return readIdentities(paths, refuseExposed);
}

async function unseal(path: string, text: string, identityFiles: readonly string[]): Promise<string> {
  if (identityFiles.length > 0) return openSealed(text, readIdentities(identityFiles, refuseExposed));
  throw new SignError('SIGN_KEY', `the private key ${path} is sealed for age identities, and none was given`, { path });
}

/** Windows has no such bits; there the access list of the folder decides. */
function refuseExposed(path: string, stat: Stats): void {
  if (process.platform === 'win32' || (stat.mode & exposingBits) === 0) return;
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
  throw new SignError(
    'SIGN_KEY_EXPOSED',
    `the private key ${path} is open to other users (mode ${mode}); chmod 600 it, and replace the key if others could have read it`,
    { path, value: mode },
  );
}

function create(path: string, pem: string, passphrase?: string): KeyObject {
  try {
    return createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch (error) {
    const why = passphrase === undefined ? 'is damaged or of an unknown kind' : 'cannot be opened with this passphrase';
    throw new SignError('SIGN_KEY', `the private key ${path} ${why}`, { path, cause: error });
  }
}

/** Anything for others, or changing by the group. A group that may read is a decision somebody took. */
const exposingBits = 0o027;
