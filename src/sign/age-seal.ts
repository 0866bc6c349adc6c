// Private keys sealed for the holders of age identities: what leaves the disk is of use to them alone, and no passphrase has
// to be typed. The file is what `age --armor` writes, so `age --decrypt -i IDENTITY KEY` opens it without Assay.
import type { Stats } from 'node:fs';
import { readKeyFile } from './read-key-file.ts';
import { SignError } from './sign-error.ts';

export function isAgeSealed(text: string): boolean {
  return text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----');
}

/**
 * @param recipients - `age1...`, X25519 or post-quantum, at least one; each can open it alone
 * @throws {SignError} SIGN_KEY for text that is no recipient
 * @source age v1 (C2SP age), ASCII armor
 */
export async function sealForRecipients(text: string, recipients: readonly string[]): Promise<string> {
  const { armor, Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch (error) {
      throw new SignError('SIGN_KEY', `${JSON.stringify(recipient)} is no age recipient (age1...)`, { cause: error });
    }
  }
  return armor.encode(await encrypter.encrypt(text));
}

/**
 * @param identities - `AGE-SECRET-KEY-...`
 * @throws {SignError} SIGN_KEY when none of them opens it, or it is damaged
 */
export async function openSealed(text: string, identities: readonly string[]): Promise<string> {
  const { armor, Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
    return await decrypter.decrypt(armor.decode(text), 'text');
  } catch (error) {
    throw new SignError('SIGN_KEY', 'none of the age identities opens the private key, or it is damaged', {
      cause: error,
    });
  }
}

/**
 * The identities of files as age-keygen writes them: one a line, comments behind `#`.
 * @param refuseExposed - judges each opened file
 * @throws {SignError} SIGN_KEY for a file without any @throws {FileError} when one cannot be opened
 */
export function readIdentities(
  paths: readonly string[],
  refuseExposed: (path: string, stat: Stats) => void,
): readonly string[] {
  return paths.flatMap((path) => {
    const text = readKeyFile(path, (stat) => refuseExposed(path, stat));
    const identities = text.match(/^AGE-SECRET-KEY-\S+$/gm) ?? [];
    if (identities.length === 0) throw new SignError('SIGN_KEY', `${path} holds no age identity`, { path });
    return identities;
  });
}
