// A new key signs in this workspace from now on. The old one hands over to it: what it signed until then keeps counting.
//
// INVARIANT: the configuration names the new key only after the statement of the old one counts. After a crash there is either a
// new key file that the log does not know, which the next rotation takes up, or a statement, whose key the configuration is then
// switched to.
import type { Trust } from '#attest/trust';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { createKeyPair } from '#sign/create-key-pair';
import { keyId } from '#sign/key-id';
import { nextKeyName, numberedKeys } from '#sign/numbered-keys';
import { openSigner } from '#sign/open-signer';
import { readKeyFile } from '#sign/read-key-file';
import { readPublicKey } from '#sign/read-public-key';
import { SignError } from '#sign/sign-error';
import { isTokenUri } from '#sign/token/parse-token-uri';
import { writeDurably } from '#sign/write-durably';
import { writeKeyPair } from '#sign/write-key-pair';
import { configPath, encodeConfig, keyFolder, signingKeyPath } from '../workspace/config.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { recordKeyChange, signingKeyId } from './record-key-change.ts';
import { describe } from './trust-key.ts';

export interface RotateOptions {
  readonly why: string;
  /** Path of a private key that takes over; a new one is made when absent. */
  readonly newKey?: string;
  /** Opens the old key, the key that `newKey` names, or one that an interrupted rotation left. */
  readonly passphrase?: () => Promise<string>;
  /** Seals a key that is made; absent: as the old one is. */
  readonly seal?: () => Promise<string>;
}

export interface RotationReport {
  readonly schema: 'assay.keys-rotate/1';
  readonly old: Sha256;
  readonly key: Sha256;
  /** Where the private key lies. */
  readonly path: string;
  /** The statement; absent when only the rest of an interrupted rotation was done. */
  readonly statement?: Sha256;
  readonly logIndex?: number;
  /** The statement stood in the log already: an earlier rotation was interrupted before it was done. */
  readonly completed: boolean;
}

/** @throws {AttestError} ATTEST_KEY_CHANGE when the old key may not hand over; {SignError} SIGN_KEY; {FileError} */
export async function rotateKey(workspace: Workspace, options: RotateOptions): Promise<RotationReport> {
  const trust = await workspace.trust();
  const old = signingKeyId(workspace);
  const successor = successorOf(trust, old);
  if (successor !== undefined) return complete(workspace, old, successor);
  const path = await successorFile(workspace, trust, options);
  const key = describe(readPublicKey(`${path}.pub`));
  const recorded = await recordKeyChange(workspace, { action: 'rotate', old, key, why: options.why });
  switchTo(workspace, path);
  const { evidence: statement, index: logIndex } = recorded;
  return { schema: 'assay.keys-rotate/1', old, key: key.id, path, statement, logIndex, completed: false };
}

/** The key that counts today in the place of one that was replaced; undefined when it was not. */
function successorOf(trust: Trust, old: Sha256): Sha256 | undefined {
  let found: Sha256 | undefined;
  for (let next = trust.keys.get(old)?.replaced; next !== undefined; next = trust.keys.get(next.by)?.replaced) {
    found = next.by;
  }
  return found;
}

function complete(workspace: Workspace, old: Sha256, key: Sha256): RotationReport {
  const file = numberedKeys(keyFolder(workspace), keyName).find(
    ({ path, hasPublic }) => hasPublic && keyId(readPublicKey(`${path}.pub`)) === key,
  );
  if (file === undefined) {
    const message = `the key that signs here was replaced by ${key}, whose private key is not in ${keyFolder(workspace)}`;
    throw new SignError('SIGN_KEY', message, { value: key });
  }
  switchTo(workspace, file.path);
  return { schema: 'assay.keys-rotate/1', old, key, path: file.path, completed: true };
}

/** A key file that the log does not know yet: one that was left, a copy of the one that is given, or a new one. */
async function successorFile(workspace: Workspace, trust: Trust, options: RotateOptions): Promise<string> {
  const folder = keyFolder(workspace);
  const left = numberedKeys(folder, keyName).at(-1);
  if (left !== undefined && left.path !== signingKeyPath(workspace) && (await isUnknown(trust, left, options))) {
    if (options.newKey === undefined) return left.path;
    throw new AssayError(
      'USAGE',
      `${left.path} is left of a rotation that was interrupted: rotate without --new-key first.`,
    );
  }
  const path = `${folder}/${nextKeyName(folder, keyName)}`;
  if (options.newKey === undefined) {
    const seal = options.seal ?? sealOfOld(workspace, options);
    writeKeyPair(path, createKeyPair('ed25519', await seal?.()));
    return path;
  }
  if (isTokenUri(options.newKey)) throw new AssayError('USAGE', 'A workspace signs with a key file, not with a token.');
  const { publicKey } = await openSigner(options.newKey, options.passphrase);
  const { id, pem, kind } = describe(publicKey);
  if (trust.verifiers.has(id)) {
    throw new SignError('SIGN_KEY', `the log knows the key ${id} already; take a new one`, { value: id });
  }
  // The file is kept as it is, sealed or not; that it can be read shows that it is a private key in PEM.
  writeKeyPair(path, { kind, keyId: id, privatePem: readKeyFile(options.newKey), publicPem: pem });
  return path;
}

/** A key that takes over from a sealed one is not left open: it is sealed with the same passphrase. */
function sealOfOld(workspace: Workspace, { passphrase }: RotateOptions): RotateOptions['seal'] {
  const text = readKeyFile(signingKeyPath(workspace));
  if (text.includes('-----BEGIN ENCRYPTED PRIVATE KEY-----')) return passphrase;
  if (/-----BEGIN (?:EC )?PRIVATE KEY-----/.test(text)) return undefined;
  throw new AssayError(
    'USAGE',
    'The key that signs here is sealed: say how the new one is to be, with --seal or --new-key.',
  );
}

/** Whether the log does not know the key yet. After a crash between its two halves the public one is made again. */
async function isUnknown(
  trust: Trust,
  { path, hasPublic }: { readonly path: string; readonly hasPublic: boolean },
  { passphrase }: RotateOptions,
): Promise<boolean> {
  if (!hasPublic) {
    const { publicKey } = await openSigner(path, passphrase);
    writeDurably(`${path}.pub`, describe(publicKey).pem, { mode: 0o644, replace: false });
  }
  return !trust.verifiers.has(keyId(readPublicKey(`${path}.pub`)));
}

/** Returns when it is durable. */
function switchTo(workspace: Workspace, path: string): void {
  const signingKey = `keys/${path.slice(keyFolder(workspace).length + 1)}`;
  writeDurably(configPath(workspace), encodeConfig({ ...workspace.config, signingKey }), {
    mode: 0o644,
    replace: true,
  });
}

const keyName = 'workspace';
