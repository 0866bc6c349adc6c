// Which key a zone is sealed under: a chain of records that rotation extends and every commit looks at.
import { createHash } from 'node:crypto';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { extendChain, readChain } from './record-chain.ts';
import type { ZoneKey } from './zone-key.ts';

export interface ZoneState {
  /** Of the key that new records are wrapped under. */
  readonly keyId: string;
  /** Of keys under which nothing that counts is wrapped any more, the newest last. */
  readonly retired: readonly string[];
}

const folder = 'zone';
/** Files under older ones were swept long ago, or nobody sweeps. */
const retiredKept = 64;

/** Undefined before the first commit. @throws {StoreError} STORE_CORRUPT, STORE_READ */
export async function readZoneState(backend: ObjectBackend): Promise<ZoneState | undefined> {
  return (await readNumbered(backend))?.state;
}

/** Makes `zoneKey` the one of the zone when it has none. @throws {StoreError} STORE_KEY when it has another */
export async function claimZone(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const latest = await readNumbered(backend);
  const first = encode({ keyId: zoneKey.id, retired: [] });
  if (latest === undefined && (await extendChain(backend, folder, 0, first))) return;
  await assertCurrent(backend, zoneKey);
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key by now */
export async function assertCurrent(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const keyId = (await readZoneState(backend))?.keyId ?? 'none';
  if (keyId === zoneKey.id) return;
  throw new StoreError('STORE_KEY', `the zone is sealed under the key ${keyId}, not under ${zoneKey.id}`, {
    value: keyId,
  });
}

/** From now on commits under other keys fail. @throws {StoreError} STORE_BUSY */
export async function makeCurrent(backend: ObjectBackend, zoneKey: ZoneKey): Promise<void> {
  const latest = await readNumbered(backend);
  if (latest?.state.keyId === zoneKey.id) return;
  const retired = latest?.state.retired.filter((id) => id !== zoneKey.id) ?? [];
  await extend(backend, latest?.number ?? 0, { keyId: zoneKey.id, retired });
}

/** From now on key files under these keys are of no account. @throws {StoreError} STORE_BUSY, STORE_KEY */
export async function retireKeys(backend: ObjectBackend, zoneKey: ZoneKey, ids: readonly string[]): Promise<void> {
  await assertCurrent(backend, zoneKey);
  const latest = await readNumbered(backend);
  const known = latest?.state.retired ?? [];
  const retired = [...new Set([...known, ...ids])].filter((id) => id !== zoneKey.id).slice(-retiredKept);
  if (latest === undefined || retired.join() === known.join()) return;
  await extend(backend, latest.number, { keyId: zoneKey.id, retired });
}

async function extend(backend: ObjectBackend, number: number, state: ZoneState): Promise<void> {
  if (await extendChain(backend, folder, number, encode(state))) return;
  throw new StoreError('STORE_BUSY', 'another process rotates the key of the zone');
}

async function readNumbered(backend: ObjectBackend): Promise<{ number: number; state: ZoneState } | undefined> {
  const record = await readChain(backend, folder);
  if (record === undefined) return undefined;
  const text = Buffer.from(record.bytes).toString('latin1');
  const [, keyId, list = ''] = /^assay[.]zone\/1 ([0-9a-f]{32}) ([0-9a-f,]*) [0-9a-f]{64}\n$/.exec(text) ?? [];
  const state = { keyId: keyId ?? '', retired: list.split(',').filter((id) => id !== '') };
  if (encode(state).equals(record.bytes)) return { number: record.number, state };
  const path = backend.place(folder);
  throw new StoreError('STORE_CORRUPT', `record ${record.number} in ${path} is damaged`, { path });
}

/** A line with its own digest: a flipped bit shall not look like another key. */
function encode({ keyId, retired }: ZoneState): Buffer {
  const line = `assay.zone/1 ${keyId} ${retired.join(',')}`;
  return Buffer.from(`${line} ${createHash('sha256').update(line).digest('hex')}\n`);
}
