// Keys and certificates from files, for the commands.
import { createPublicKey } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { type Certificate, readCertificates } from '#sign/certificate';
import { createKeyPair } from '#sign/create-key-pair';
import { keyHint, keyId } from '#sign/key-id';
import { type KeyKind, keyKindOf } from '#sign/key-kind';
import { KeySigner } from '#sign/key-signer';
import type { ModelTrust } from '#sign/model/verify-model-bundle';
import { readPrivateKey } from '#sign/read-private-key';
import { readPublicKey } from '#sign/read-public-key';
import { SignError } from '#sign/sign-error';
import type { Signer } from '#sign/signer';
import { writeKeyPair } from '#sign/write-key-pair';

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

type Passphrase = () => Promise<string>;

/** Creates a key pair and writes it to `path` and `path`.pub. @throws {SignError} SIGN_KEY @throws {FileError} */
export function createKeys(path: string, kind: KeyKind, passphrase: string | undefined): KeyFacts {
  const pair = createKeyPair(kind, passphrase);
  const { publicPath } = writeKeyPair(path, pair);
  return { ...describe(createPublicKey(pair.publicPem)), privatePath: path, publicPath };
}

/** What a public or private key file holds. @throws {SignError} SIGN_KEY @throws {FileError} */
export async function describeKeyFile(path: string, passphrase: Passphrase): Promise<KeyFacts> {
  try {
    return describe(readPublicKey(path));
  } catch (error) {
    if (!(error instanceof SignError) || !error.message.includes('is a private key')) throw error;
    return describe(createPublicKey(await readPrivateKey(path, passphrase)));
  }
}

export async function openSigner(path: string, passphrase: Passphrase): Promise<Signer> {
  return new KeySigner(await readPrivateKey(path, passphrase));
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

function describe(publicKey: ReturnType<typeof createPublicKey>): KeyFacts {
  return {
    schema: 'assay.key/1',
    kind: keyKindOf(publicKey),
    keyId: keyId(publicKey),
    hint: keyHint(publicKey),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
