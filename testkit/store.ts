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
import { StoreError } from '#store/store-error';
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

/** Called before every operation. */
export type BackendHook = (operation: string, name: string) => Promise<void>;

/** Objects in memory. A list is taken in two halves, as large folders are read. */
export function memoryBackend(objects: Map<string, Buffer>, hook: BackendHook = async () => {}): ObjectBackend {
  const list = (folder: string): string[] => [...objects.keys()].filter((name) => name.startsWith(`${folder}/`)).sort();
  return {
    place: (name) => `memory:${name}`,
    create: async (name, bytes) => {
      await hook('create', name);
      if (objects.has(name)) return false;
      objects.set(name, Buffer.from(bytes));
      return true;
    },
    write: async (name) => {
      const parts: Buffer[] = [];
      return {
        write: async (bytes) => void parts.push(Buffer.from(bytes)),
        finish: async () => {
          await hook('finish', name);
          objects.set(name, Buffer.concat(parts));
        },
        abort: async () => void objects.delete(name),
      };
    },
    open: async (name) => {
      await hook('open', name);
      const size = objects.get(name)?.length;
      if (size === undefined) return undefined;
      const read = async (at: number, length: number): Promise<Buffer> => {
        await hook('read', name);
        const bytes = objects.get(name);
        if (bytes === undefined) throw new StoreError('STORE_MISSING', `${name} is gone`, { path: name });
        return bytes.subarray(at, at + length);
      };
      return { size, read, close: async () => {} };
    },
    list: async (folder) => {
      await hook('list', folder);
      const names = list(folder);
      const half = names.slice(0, names.length >> 1);
      await hook('list', folder);
      const rest = list(folder).filter((name) => name > (half.at(-1) ?? ''));
      return [...half, ...rest].map((name) => ({ name, size: objects.get(name)?.length ?? 0, writtenAt: Date.now() }));
    },
    remove: async (name) => {
      await hook('remove', name);
      objects.delete(name);
    },
    clean: async () => 0,
  };
}
