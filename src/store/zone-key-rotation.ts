// The files of a zone key that is being changed: `main.key` counts until everything is wrapped under `main.next.key`, then the new
// one takes its place. With the two of them a store opens wherever a rotation stopped.
import * as fs from 'node:fs';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { reading, replaceFile, syncFolder, writing } from './durable-files.ts';
import type { ZoneKey } from './sealed/zone-key.ts';
import { StoreError } from './store-error.ts';
import { createZoneKeyFile, type KeyOpener, openZoneKeyFile } from './zone-key-file.ts';

export interface ZoneKeys {
  readonly zoneKey: ZoneKey;
  /** The key of a rotation that is under way or was interrupted. */
  readonly next?: ZoneKey;
}

/** @throws {StoreError} as `openZoneKeyFile` */
export async function openZoneKeys(path: string, opener: KeyOpener): Promise<ZoneKeys> {
  // First the one that is made first and removed last: whatever a rotation does in between, the key of the zone is one of the two.
  const next = existsSync(nextKeyPath(path)) ? await openIfThere(nextKeyPath(path), opener) : undefined;
  const zoneKey = await openZoneKeyFile(path, opener);
  return next === undefined ? { zoneKey } : { zoneKey, next };
}

/**
 * Draws the key of the next rotation, or takes up that of one that was interrupted. It is durable when this returns.
 * @throws {StoreError} STORE_KEY, STORE_WRITE
 */
export async function beginRotation(path: string, opener: KeyOpener): Promise<ZoneKey> {
  assertPlain(path);
  const { next } = await openZoneKeys(path, opener);
  return next ?? createZoneKeyFile(nextKeyPath(path));
}

/** Puts the new key in the place of the old one, for good. To be called again after a crash. @throws {StoreError} STORE_WRITE */
export function endRotation(path: string): void {
  const next = nextKeyPath(path);
  writing(path, () => {
    const bytes = reading(next, () => readFileSync(next));
    if (bytes === undefined) return;
    replaceFile(path, bytes);
    rmSync(next, { force: true });
    syncFolder(dirname(path), fs);
  });
}

async function openIfThere(path: string, opener: KeyOpener): Promise<ZoneKey | undefined> {
  try {
    return await openZoneKeyFile(path, opener);
  } catch (error) {
    // Another process has ended its rotation in between.
    if (error instanceof StoreError && !existsSync(path)) return undefined;
    throw error;
  }
}

/** A new key in the open would undo what somebody wanted. */
function assertPlain(path: string): void {
  const text = reading(path, () => readFileSync(path, 'latin1')) ?? '';
  if (!text.startsWith('age-encryption.org/')) return;
  throw new StoreError('STORE_KEY', `${path} is sealed with age; a sealed key of a zone cannot be changed here`, {
    path,
  });
}

function nextKeyPath(path: string): string {
  return path.replace(/(?:[.]key)?$/, '.next.key');
}
