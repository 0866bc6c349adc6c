// The store of a workspace: in its folder, or wherever its configuration says.
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import { isFolderStoreMade, openFolderStore } from '#store/folder-store';
import type { S3ClientOptions } from '#store/s3/s3-client';
import type { TendedStore } from '#store/tended-store';
import type { KeyOpener } from '#store/zone-key-file';
import { openZoneKeys } from '#store/zone-key-rotation';
import type { S3Place, WorkspaceConfig } from './config.ts';

/** Credentials come from here and from nowhere else. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Connections to S3 are closed when the workspace is. */
export type OpenedStore = TendedStore & { readonly close?: () => void };

/** Holds statements, manifests and policies, and what was added before there were zones. */
export const mainZone = 'main';

export interface StorePlace {
  /** `.assay` */
  readonly folder: string;
  readonly place: WorkspaceConfig['store'];
  readonly opener: KeyOpener;
  readonly environment: Environment;
}

/** @param zone - name of the folder and of the key @throws {StoreError} STORE_KEY, STORE_READ, STORE_CORRUPT */
export async function openStore(
  { folder, place, opener, environment }: StorePlace,
  zone: string = mainZone,
): Promise<OpenedStore> {
  const { zoneKey, next } = await openZoneKeys(zoneKeyPath(folder, zone), opener);
  const otherKeys = next === undefined ? [] : [next];
  const keys = { zone, zoneKey, otherKeys };
  if (place.kind === 'folder') return openFolderStore({ ...keys, folder: join(folder, 'store') });
  const { openS3Store } = await import('#store/s3/s3-store');
  return openS3Store({ ...keys, s3: s3Options(place, environment) });
}

/** Asks the storage once whether it does what a store relies on. @throws {StoreError} STORE_REFUSED, STORE_NETWORK */
export async function probeStore(place: WorkspaceConfig['store'], environment: Environment): Promise<void> {
  if (place.kind === 'folder') return;
  const { probeS3 } = await import('#store/s3/s3-store');
  await probeS3({ s3: s3Options(place, environment), zone: mainZone });
}

function s3Options(place: S3Place, environment: Environment): S3ClientOptions {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new AssayError('WORKSPACE_CONFIG', 'the store lies in S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  const { endpoint, bucket, region, prefix } = place;
  return {
    place: { endpoint, bucket, region, prefix },
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
  };
}

/** Whether anything was ever committed to the store of a zone; for that no key is needed. @throws {StoreError} STORE_READ, STORE_CORRUPT */
export async function isStoreMade({ folder, place, environment }: StorePlace, zone: string): Promise<boolean> {
  if (place.kind === 'folder') return isFolderStoreMade(join(folder, 'store'), zone);
  const { isS3StoreMade } = await import('#store/s3/s3-store');
  return isS3StoreMade({ s3: s3Options(place, environment), zone });
}

export function zoneKeyPath(folder: string, zone: string = mainZone): string {
  return join(folder, 'keys', 'zones', `${zone}.key`);
}
