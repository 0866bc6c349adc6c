// A blob store in S3-compatible object storage.
import { randomBytes } from 'node:crypto';
import type { ObjectBackend } from '../object-backend.ts';
import { openSealedStore, type SealedStoreParts } from '../sealed/sealed-store.ts';
import { readZoneState } from '../sealed/zone-state.ts';
import { StoreError } from '../store-error.ts';
import type { TendedStore } from '../tended-store.ts';
import { s3Backend } from './s3-backend.ts';
import { S3Client, type S3ClientOptions } from './s3-client.ts';

export interface S3StorePlace extends Omit<SealedStoreParts, 'backend'> {
  readonly s3: S3ClientOptions;
  readonly zone: string;
}

/** Connections stay open between requests; `close` ends them. */
export interface S3Store extends TendedStore {
  close(): void;
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key; STORE_NETWORK, STORE_REFUSED, STORE_CORRUPT */
export async function openS3Store(place: S3StorePlace): Promise<S3Store> {
  const { s3, zone, ...parts } = place;
  const client = new S3Client(s3);
  try {
    const store = await openSealedStore({ ...parts, backend: s3Backend(client, zone) });
    return Object.assign(store, { close: () => client.close() });
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Whether a zone was ever committed to. @throws {StoreError} STORE_NETWORK, STORE_REFUSED, STORE_CORRUPT */
export async function isS3StoreMade({ s3, zone }: Pick<S3StorePlace, 's3' | 'zone'>): Promise<boolean> {
  const client = new S3Client(s3);
  try {
    return (await readZoneState(s3Backend(client, zone))) !== undefined;
  } finally {
    client.close();
  }
}

/**
 * Finds out whether the storage does what the store relies on, by doing it. To be called once, when a workspace is made: storage
 * that ignores `If-None-Match` would let two writers believe that each of them came first.
 * @throws {StoreError} STORE_REFUSED with what it does not do; STORE_NETWORK
 */
export async function probeS3({ s3, zone }: Pick<S3StorePlace, 's3' | 'zone'>): Promise<void> {
  const client = new S3Client(s3);
  try {
    await probe(s3Backend(client, zone));
  } finally {
    client.close();
  }
}

async function probe(backend: ObjectBackend): Promise<void> {
  const name = `probe/${randomBytes(16).toString('hex')}`;
  const bytes = randomBytes(64);
  try {
    if (!(await backend.create(name, bytes))) throw lacking('a new name is said to be taken');
    if (await backend.create(name, randomBytes(64))) {
      throw lacking('a second PUT with "If-None-Match: *" replaces the object instead of failing with 412');
    }
    const reader = await backend.open(name);
    const part = await reader?.read(16, 16);
    if (part === undefined || !bytes.subarray(16, 32).equals(part))
      throw lacking('a range of an object is not what was put');
    if (!(await backend.list('probe')).some((object) => object.name === name))
      throw lacking('a new object is not listed at once');
  } finally {
    await backend.remove(name);
  }
}

function lacking(what: string): StoreError {
  return new StoreError('STORE_REFUSED', `the object storage cannot hold a store: ${what}`, { value: what });
}
