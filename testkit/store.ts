// Blob stores for tests: one in a folder, one in an S3 storage of this machine, both with writes that fail when a test says so.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderBackend } from '#store/backends/folder-backend';
import type { ObjectBackend } from '#store/object-backend';
import { s3Backend } from '#store/s3/s3-backend';
import { S3Client } from '#store/s3/s3-client';
import { openSealedStore } from '#store/sealed/sealed-store';
import type { ZoneKey } from '#store/sealed/zone-key';
import type { TendedStore } from '#store/tended-store';
import { failingFiles, type WriteFault } from '#testkit/log';
import { type S3Server, type S3ServerOptions, startS3Server } from './s3/s3-server.ts';

export interface TestBackend {
  readonly backend: ObjectBackend;
  readonly remove: () => Promise<void>;
}

/** @param fault - asked for every call or request that changes something */
export type MakeBackend = (fault: WriteFault) => Promise<TestBackend>;

export async function folderForTest(fault: WriteFault): Promise<TestBackend> {
  const root = mkdtempSync(join(tmpdir(), 'assay-backend-'));
  // Waiting for the disk shows nothing unless the power is cut, and there are thousands of calls; each still counts and can fail.
  const fsyncSync = (): void => {
    if (fault() !== 'none') throw Object.assign(new Error('made to fail'), { code: 'EIO' });
  };
  const backend = folderBackend(join(root, 'main'), Object.assign(failingFiles(fault, 'ENOSPC'), { fsyncSync }));
  return { backend, remove: async () => rmSync(root, { recursive: true, force: true }) };
}

/** Nothing is repeated, so a fault is an error. */
export async function s3ForTest(fault: WriteFault): Promise<TestBackend> {
  const server = await startS3Server({
    fault: (method) => {
      const kind = method === 'GET' || method === 'HEAD' ? 'none' : fault();
      return kind === 'none' ? 'none' : kind === 'absent' ? 'error' : 'lost';
    },
  });
  const client = clientOf(server, 1);
  const remove = async (): Promise<void> => {
    client.close();
    await server.close();
  };
  return { backend: s3Backend(client, 'main'), remove };
}

/** A storage whose every few requests fail in some way, and a client that repeats them. */
export async function flakyS3ForTest(fault: NonNullable<S3ServerOptions['fault']>): Promise<TestBackend> {
  const server = await startS3Server({ fault, pageSize: 2 });
  const client = clientOf(server, 12, 2000);
  const remove = async (): Promise<void> => {
    client.close();
    await server.close();
  };
  return { backend: s3Backend(client, 'main'), remove };
}

/** @param timeoutMs - of silence; the server runs in this process, so a busy machine is slow on both sides */
export function clientOf(
  { endpoint, bucketName, region, credentials }: S3Server,
  attempts: number,
  timeoutMs = 60_000,
): S3Client {
  const place = { endpoint, bucket: bucketName, region, prefix: 'some/prefix/' };
  return new S3Client({ place, credentials, attempts, timeoutMs, sleep: async () => {} });
}

export function storeOn(
  backend: ObjectBackend,
  zoneKey: ZoneKey,
  ...otherKeys: readonly ZoneKey[]
): Promise<TendedStore> {
  return openSealedStore({ backend, zoneKey, otherKeys });
}
