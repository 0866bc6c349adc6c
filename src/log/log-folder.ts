// A log on this machine: a public folder, and beside it a private one with the key and the checkpoint store.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as limits from '#core/limits';
import type { CheckpointStore } from './checkpoint-store.ts';
import { createFile, makeFolder } from './durable-files.ts';
import { folderCheckpointStore } from './folder-checkpoint-store.ts';
import { folderStorage } from './folder-storage.ts';
import { LogError } from './log-error.ts';
import type { LogStorage } from './log-storage.ts';
import { createLog, type LogParts } from './log-writer.ts';
import { createNoteSigner, type NoteSigner, parseNoteSigner } from './note-signer.ts';
import { readSmallFile } from './read-small-file.ts';

export interface LogFolder {
  /** Can be served as it is. */
  readonly folder: string;
  /** Key and checkpoint store: for the owner only, and never restored from the backup that holds the folder. */
  readonly state: string;
}

/** @param state - `FOLDER.state` when it is not said */
export function logFolder(folder: string, state: string = `${resolve(folder)}.state`): LogFolder {
  return { folder, state };
}

/** Makes an empty log with a new key. @throws {LogError} LOG_EXISTS, LOG_KEY for an origin that cannot be a key name, LOG_WRITE */
export async function initLogFolder(place: LogFolder, origin: string): Promise<NoteSigner> {
  const { storage, checkpoints } = readLogFolder(place);
  const signer = await storedSigner(place.state, () => createNoteSigner(origin, 'ed25519'));
  if (signer.key.name !== origin)
    throw new LogError('LOG_EXISTS', `There is a key of another log in ${place.state}.`, { path: place.state });
  await createLog({ storage, checkpoints, signer });
  return signer;
}

/** @throws {LogError} LOG_MISSING without a key, LOG_KEY when it is none or others can read it, LOG_READ */
export async function openLogFolder(place: LogFolder): Promise<LogParts> {
  return { ...readLogFolder(place), signer: await storedSigner(place.state) };
}

/** What needs no key. */
export function readLogFolder({ folder, state }: LogFolder): {
  readonly storage: LogStorage;
  readonly checkpoints: CheckpointStore;
} {
  return { storage: folderStorage(folder), checkpoints: folderCheckpointStore(join(state, 'checkpoints')) };
}

/** The signer that is kept in `folder`; one that `make` gives is kept when there is none. */
export async function storedSigner(
  folder: string,
  make?: () => Promise<NoteSigner>,
  name = 'key',
): Promise<NoteSigner> {
  const path = join(folder, name);
  const bytes = readSmallFile(path, limits.noteBytes.value);
  if (bytes !== undefined) {
    // Windows has no such bits.
    const exposed = process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
    if (exposed)
      throw new LogError('LOG_KEY', `${path} can be read or changed by other users; chmod 600 it.`, { path });
    return parseNoteSigner(Buffer.from(bytes).toString('utf8'));
  }
  if (make === undefined) throw new LogError('LOG_MISSING', `There is no key in ${folder}.`, { path: folder });
  const signer = await make();
  makeFolder(folder, undefined, 0o700);
  createFile(path, Buffer.from(signer.encode()), undefined, 0o600);
  return signer;
}
