// Which key a zone is sealed under: a chain of records that rotation extends and every commit looks at.
import { createHash } from 'node:crypto';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { extendChain, readChain } from './record-chain.ts';
import type { ZoneKey } from './zone-key.ts';

const folder = 'zone';
const magic = 'assay.zone/1';

/** Id of the key that new records are wrapped under; undefined before the first commit. @throws {StoreError} STORE_CORRUPT, STORE_READ */
export async function currentKeyId(backend: ObjectBackend): Promise<string | undefined> {
  return (await readState(backend))?.keyId;
}

/** Makes `zoneKey` the one of the zone when it has none. @throws {StoreError} STORE_KEY when it has another */
export async function claimZone(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const state = await readState(backend);
  if (state === undefined && (await extendChain(backend, folder, 0, encode(zoneKey.id)))) return;
  await assertCurrent(backend, zoneKey);
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key by now */
export async function assertCurrent(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const keyId = await currentKeyId(backend);
  if (keyId === zoneKey.id) return;
  throw new StoreError('STORE_KEY', `the zone is sealed under the key ${keyId}, not under ${zoneKey.id}`, {
    value: keyId ?? '',
  });
}

/** From now on commits under other keys fail. */
export async function makeCurrent(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const state = await readState(backend);
  if (state?.keyId === zoneKey.id) return;
  if (await extendChain(backend, folder, state?.number ?? 0, encode(zoneKey.id))) return;
  throw new StoreError('STORE_BUSY', 'another process rotates the key of the zone');
}

async function readState(backend: ObjectBackend): Promise<{ number: number; keyId: string } | undefined> {
  const record = await readChain(backend, folder);
  if (record === undefined) return undefined;
  const text = Buffer.from(record.bytes).toString('latin1');
  const [, keyId] = /^assay[.]zone\/1 ([0-9a-f]{32}) [0-9a-f]{64}\n$/.exec(text) ?? [];
  if (keyId !== undefined && encode(keyId).equals(record.bytes)) return { number: record.number, keyId };
  const path = backend.place(folder);
  throw new StoreError('STORE_CORRUPT', `record ${record.number} in ${path} is damaged`, { path });
}

/** A line with its own digest: a flipped bit shall not look like another key. */
function encode(keyId: string): Buffer {
  const digest = createHash('sha256').update(`${magic} ${keyId}`).digest('hex');
  return Buffer.from(`${magic} ${keyId} ${digest}\n`);
}
