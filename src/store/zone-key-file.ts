// The file that keeps the key of a zone: one line of text for its owner only, or that line sealed with age (https://age-encryption.org/v1).
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import * as limits from '#core/limits';
import { type ChangingFiles, createFile, makeFolder, reading, replaceFile, writing } from './durable-files.ts';
import { ZoneKey } from './sealed/zone-key.ts';
import { StoreError } from './store-error.ts';

/** Who can open a sealed key file: whoever knows the passphrase, or has an identity of one of the recipients (`age1...`). */
export type KeySeal = PassphraseSeal | { readonly recipients: readonly string[] };

export interface PassphraseSeal {
  readonly passphrase: string;
  /** Logarithm of the work of each guess, scrypt: 18 when it is not said, which costs about a second. */
  readonly workFactor?: number;
}

/** What opens a sealed key file. Called only when the file needs it. */
export interface KeyOpener {
  readonly passphrase?: () => Promise<string>;
  /** Texts that begin with `AGE-SECRET-KEY-`. */
  readonly identities?: () => Promise<readonly string[]>;
}

/**
 * Draws a key and keeps it in a new file.
 * @param seal - without one the file itself is the secret
 * @throws {StoreError} STORE_KEY_EXISTS, STORE_WRITE, STORE_KEY for a recipient that is none
 */
export async function createZoneKeyFile(path: string, seal?: KeySeal, changing?: ChangingFiles): Promise<ZoneKey> {
  const zoneKey = ZoneKey.create();
  const bytes = await encode(zoneKey, seal);
  const isNew = writing(path, () => {
    makeFolder(dirname(path), dirname(path), changing);
    return createFile(path, bytes, changing);
  });
  if (isNew) return zoneKey;
  throw new StoreError('STORE_KEY_EXISTS', `there is a key already: ${path}`, { path });
}

/**
 * Puts a key where another was, or the same key with another seal. The file holds the one or the other, whatever happens.
 * @throws {StoreError} STORE_WRITE, STORE_KEY for a recipient that is none
 */
export async function replaceZoneKeyFile(
  path: string,
  zoneKey: ZoneKey,
  seal?: KeySeal,
  changing?: ChangingFiles,
): Promise<void> {
  const bytes = await encode(zoneKey, seal);
  writing(path, () => replaceFile(path, bytes, changing));
}

/** Whether there is a key, also one that others than us can open. */
export function hasZoneKeyFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Whether something besides the file is needed to open it. @throws {StoreError} STORE_READ, STORE_KEY, STORE_KEY_EXPOSED */
export function isZoneKeySealed(path: string): boolean {
  return isAge(readKeyFile(path));
}

function isAge(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, ageMagic.length) === ageMagic;
}

/**
 * Reads the key. A link is not followed, and a file that other users can read or change is refused.
 * @throws {StoreError} STORE_KEY when there is none, it is damaged or `opener` does not open it; STORE_KEY_EXPOSED; STORE_READ
 */
export async function openZoneKeyFile(path: string, opener: KeyOpener = {}): Promise<ZoneKey> {
  const bytes = readKeyFile(path);
  const text = isAge(bytes) ? await unseal(path, bytes, opener) : bytes.toString('latin1');
  const [, hex = ''] = keyLine.exec(text) ?? [];
  const secret = Buffer.from(hex, 'hex');
  if (encodeLine(secret) === text) return new ZoneKey(secret);
  throw new StoreError('STORE_KEY', `${path} is not the key of a zone, or damaged`, { path });
}

function readKeyFile(path: string): Buffer {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const descriptor = reading(path, () => openSync(path, flags));
  if (descriptor === undefined) throw new StoreError('STORE_KEY', `there is no key of the zone at ${path}`, { path });
  try {
    const stat = fstatSync(descriptor);
    assertPrivate(path, stat);
    const bytes = Buffer.alloc(stat.size);
    return bytes.subarray(0, reading(path, () => readSync(descriptor, bytes, 0, bytes.length, 0)) ?? 0);
  } finally {
    closeSync(descriptor);
  }
}

function assertPrivate(path: string, stat: Stats): void {
  if (!stat.isFile() || stat.size > limits.zoneKeyBytes.value) {
    throw new StoreError('STORE_KEY', `${path} is not the key of a zone`, { path });
  }
  // Windows has no such bits; there the access list of the folder decides.
  if (process.platform === 'win32' || (stat.mode & 0o077) === 0) return;
  const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
  throw new StoreError('STORE_KEY_EXPOSED', `other users can read or change ${path} (mode ${mode}); chmod 600 it`, {
    path,
    value: mode,
  });
}

async function encode(zoneKey: ZoneKey, seal: KeySeal | undefined): Promise<Uint8Array> {
  const line = encodeLine(zoneKey.exportSecret());
  if (seal === undefined) return Buffer.from(line);
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  try {
    if ('passphrase' in seal) {
      encrypter.setPassphrase(seal.passphrase);
      if (seal.workFactor !== undefined) encrypter.setScryptWorkFactor(seal.workFactor);
    } else for (const recipient of seal.recipients) encrypter.addRecipient(recipient);
    return await encrypter.encrypt(line);
  } catch (cause) {
    throw new StoreError('STORE_KEY', `the key of the zone cannot be sealed: ${messageOf(cause)}`, { cause });
  }
}

async function unseal(path: string, bytes: Uint8Array, { passphrase, identities }: KeyOpener): Promise<string> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  const isByPassphrase = /^-> scrypt /m.test(Buffer.from(bytes).toString('latin1'));
  if (isByPassphrase ? passphrase === undefined : identities === undefined) {
    const what = isByPassphrase ? 'a passphrase' : 'an age identity';
    throw new StoreError('STORE_KEY', `${path} is sealed; ${what} is needed`, { path });
  }
  try {
    if (isByPassphrase && passphrase !== undefined) decrypter.addPassphrase(await passphrase());
    else for (const identity of (await identities?.()) ?? []) decrypter.addIdentity(identity);
    return await decrypter.decrypt(bytes, 'text');
  } catch (cause) {
    throw new StoreError('STORE_KEY', `${path} cannot be opened: ${messageOf(cause)}`, { path, cause });
  }
}

/** A line with its own digest: a flipped bit shall not look like another key. */
function encodeLine(secret: Uint8Array): string {
  const digest = createHash('sha256').update(magic).update(secret).digest('hex').slice(0, 16);
  return `${magic} ${Buffer.from(secret).toString('hex')} ${digest}\n`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const magic = 'assay.zone-key/1';
const keyLine = /^assay[.]zone-key\/1 ([0-9a-f]{64}) [0-9a-f]{16}\n$/;
const ageMagic = 'age-encryption.org/v1\n';
