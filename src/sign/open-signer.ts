// The signer behind what a user calls a key: a file, or a key in a token.
import { KeySigner } from './key-signer.ts';
import { readPrivateKey } from './read-private-key.ts';
import type { Signer } from './signer.ts';
import { isTokenUri } from './token/parse-token-uri.ts';

/**
 * @param name - path of a private key in PEM, or a PKCS#11 URI (RFC 7512)
 * @param askSecret - the passphrase of the file or the PIN of the token; asked only when there is one
 * @param identityFiles - of age identities, for a file that is sealed for some
 * @throws {SignError} SIGN_KEY, SIGN_KEY_EXPOSED, SIGN_TOKEN
 * @throws {FileError} when the file cannot be opened
 */
export async function openSigner(
  name: string,
  askSecret?: () => Promise<string>,
  identityFiles: readonly string[] = [],
): Promise<Signer> {
  if (!isTokenUri(name)) return new KeySigner(await readPrivateKey(name, askSecret, identityFiles));
  const { TokenSigner } = await import('./token/token-signer.ts');
  return TokenSigner.open(name, askSecret);
}
