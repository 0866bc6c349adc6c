// A witness on this machine: its keys, the logs it knows, and the last checkpoint of each.
import { join } from 'node:path';
import { utf8 } from './bytes.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { folderCheckpointStore } from './folder-checkpoint-store.ts';
import { LogError } from './log-error.ts';
import { storedSigner } from './log-folder.ts';
import { nodeCryptography } from './node-cryptography.ts';
import { encodeVerifierKey, type NoteKey, parseVerifierKey } from './note-key.ts';
import { createNoteSigner, type NoteSigner, type SigningKind } from './note-signer.ts';
import type { WitnessParts } from './witness.ts';

/** Makes the key of a witness, or gives the one that is there. @throws {LogError} LOG_EXISTS when it has another name; LOG_KEY, LOG_WRITE */
export async function initWitnessFolder(folder: string, name: string, kind: SigningKind): Promise<NoteSigner> {
  const signer = await storedSigner(folder, () => createNoteSigner(name, kind));
  if (signer.key.name === name && signer.key.kind === kind) return signer;
  throw new LogError('LOG_EXISTS', `The witness in ${folder} is ${signer.key.name}.`, { path: folder });
}

/** From now on the witness cosigns the log of this key. @throws {LogError} LOG_CONFLICT when another key is added just now; LOG_WRITE */
export async function addLogKey(folder: string, key: NoteKey): Promise<void> {
  await storedSigner(folder);
  const store = keyStore(folder);
  const record = await store.read();
  const known = textOf(record?.bytes);
  const line = `${encodeVerifierKey(key)}\n`;
  if (known.split('\n').includes(line.trim())) return;
  await store.swap(record?.version ?? 0, utf8(known + line));
}

/** @throws {LogError} LOG_MISSING without a key, LOG_KEY, LOG_READ */
export async function openWitnessFolder(folder: string): Promise<WitnessParts> {
  const signer = await storedSigner(folder);
  const known = textOf((await keyStore(folder).read())?.bytes)
    .split('\n')
    .filter((line) => line !== '');
  const keys = await Promise.all(known.map((line) => parseVerifierKey(line, nodeCryptography)));
  return {
    signers: [signer],
    logKeys: (origin) => keys.filter(({ name }) => name === origin),
    storeOf: (id) => folderCheckpointStore(join(folder, 'logs', id)),
    now: () => Math.floor(Date.now() / 1000),
  };
}

function keyStore(folder: string): CheckpointStore {
  return folderCheckpointStore(join(folder, 'log-keys'));
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
