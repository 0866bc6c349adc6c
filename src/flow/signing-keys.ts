// Keys and certificates from files, for the commands.
import { createPublicKey } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { sealForRecipients } from '#sign/age-seal';
import { type Certificate, readCertificates } from '#sign/certificate';
import { createKeyPair } from '#sign/create-key-pair';
import { keyHint, keyId } from '#sign/key-id';
import { type KeyKind, keyKindOf } from '#sign/key-kind';
import type { ModelTrust, TimestampTrust } from '#sign/model/verify-model-bundle';
import { openSigner } from '#sign/open-signer';
import { readPublicKey } from '#sign/read-public-key';
import { SignError } from '#sign/sign-error';
import { isTokenUri } from '#sign/token/parse-token-uri';
import { writeKeyPair } from '#sign/write-key-pair';
import { readWhole } from '#store/read-whole';

export { openSigner };

/** A key as commands show it. */
export interface KeyFacts {
  readonly schema: 'assay.key/1';
  readonly kind: KeyKind;
  /** SHA-256 of the public key, SubjectPublicKeyInfo in DER. */
  readonly keyId: Sha256;
  /** What bundles of OpenSSF Model Signing call the key. */
  readonly hint: Sha256;
  readonly publicPem: string;
  readonly privatePath?: string;
  readonly publicPath?: string;
}

type Secret = () => Promise<string>;

/** Creates a key pair and writes it to `path` and `path`.pub. @throws {SignError} SIGN_KEY @throws {FileError} */
export function createKeys(path: string, kind: KeyKind, passphrase: string | undefined): KeyFacts {
  const pair = createKeyPair(kind, passphrase);
  const { publicPath } = writeKeyPair(path, pair);
  return { ...describe(createPublicKey(pair.publicPem)), privatePath: path, publicPath };
}

/**
 * Creates a key pair and writes it to `path`, sealed for the holders of age identities, and to `path`.pub.
 * @param recipients - `age1...`, at least one; each can open it alone
 * @throws {SignError} SIGN_KEY @throws {FileError}
 */
export async function createKeysFor(path: string, kind: KeyKind, recipients: readonly string[]): Promise<KeyFacts> {
  const pair = createKeyPair(kind);
  const { publicPath } = writeKeyPair(path, {
    ...pair,
    privatePem: await sealForRecipients(pair.privatePem, recipients),
  });
  return { ...describe(createPublicKey(pair.publicPem)), privatePath: path, publicPath };
}

/**
 * What a public or private key is.
 * @param name - path of a key file, or a PKCS#11 URI
 * @param identityFiles - of age identities, for a file that is sealed for some
 * @throws {SignError} SIGN_KEY, SIGN_TOKEN @throws {FileError}
 */
export async function describeKey(
  name: string,
  secret: Secret,
  identityFiles: readonly string[] = [],
): Promise<KeyFacts> {
  try {
    if (!isTokenUri(name)) return describe(readPublicKey(name));
  } catch (error) {
    if (!(error instanceof SignError) || !error.message.includes('is a private key')) throw error;
  }
  return describe((await openSigner(name, secret, identityFiles)).publicKey);
}

/** The signer's certificate, then those of the chain files in order. */
export function openCertificates(path: string, chain: readonly string[]): readonly Certificate[] {
  const [leaf, ...others] = readCertificates(path);
  if (leaf === undefined) throw new SignError('SIGN_KEY', `${path} holds no certificate`, { path });
  return [leaf, ...others, ...chain.flatMap(readCertificates)];
}

export function trustKey(path: string): ModelTrust {
  return { method: 'key', publicKey: readPublicKey(path) };
}

export function trustRoots(paths: readonly string[], at: Date): ModelTrust {
  return { method: 'certificate', roots: paths.flatMap(readCertificates), at };
}

/** @throws {FileError} when the timestamp cannot be read */
export function trustTimestamp(path: string, roots: readonly string[]): TimestampTrust {
  return { response: readWhole(path, limits.timestampBytes.value), roots: roots.flatMap(readCertificates) };
}

function describe(publicKey: ReturnType<typeof createPublicKey>): KeyFacts {
  return {
    schema: 'assay.key/1',
    kind: keyKindOf(publicKey),
    keyId: keyId(publicKey),
    hint: keyHint(publicKey),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
