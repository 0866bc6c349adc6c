// Logs in memory, and parts of logs that fail on demand.
import * as fs from 'node:fs';
import type { CheckpointStore, StoredRecord } from '#log/checkpoint-store';
import type { ChangingFiles } from '#log/durable-files';
import { LogError } from '#log/log-error';
import type { LogStorage } from '#log/log-storage';
import { createLog, type LogParts, LogWriter } from '#log/log-writer';
import { createNoteSigner, type NoteSigner } from '#log/note-signer';

/** Called before every durable write; `absent` loses it, `present` applies it, and both report failure. */
export type WriteFault = () => 'none' | 'absent' | 'present';

/** @param files - path to bytes; tests may change them */
export function memoryStorage(
  files: Map<string, Uint8Array> = new Map(),
  fault: WriteFault = () => 'none',
): LogStorage {
  return {
    get: async (path) => files.get(path),
    put: async (resources) => {
      for (const [path, bytes] of resources) withFault(fault, () => files.set(path, bytes));
    },
    list: async () => [...files.keys()].sort(),
  };
}

export function memoryCheckpointStore(fault: WriteFault = () => 'none'): CheckpointStore {
  let record: StoredRecord | undefined;
  return {
    read: async () => record,
    swap: async (expected, bytes) => {
      if ((record?.version ?? 0) !== expected) throw new LogError('LOG_CONFLICT', 'Another record came first.');
      withFault(fault, () => {
        record = { version: expected + 1, bytes };
      });
    },
  };
}

export interface MemoryLog extends LogParts {
  readonly files: Map<string, Uint8Array>;
}

export interface MemoryLogOptions {
  /** Two logs with one signer: what a log does that shows two trees. */
  readonly signer?: NoteSigner;
  /** Entries are this word and a number. */
  readonly word?: string;
}

/** A log with batches of these sizes. */
export async function buildMemoryLog(
  batches: readonly number[],
  { signer: given, word = 'entry' }: MemoryLogOptions = {},
): Promise<MemoryLog> {
  const files = new Map<string, Uint8Array>();
  const signer = given ?? (await createNoteSigner('example.com/log', 'ed25519'));
  const parts = { storage: memoryStorage(files), checkpoints: memoryCheckpointStore(), signer };
  await createLog(parts);
  const writer = new LogWriter(parts);
  let next = 0;
  for (const count of batches) {
    await writer.append(Array.from({ length: count }, () => Buffer.from(`${word} ${next++}`)));
  }
  return { ...parts, files };
}

/**
 * `node:fs` in which changing calls fail.
 * @param code - of the system's error, for example ENOSPC
 */
export function failingFiles(fault: WriteFault, code: string): ChangingFiles {
  const failure = (): Error => Object.assign(new Error(`${code}: made to fail`), { code });
  return new Proxy(
    { ...fs },
    {
      get: (target, name) => {
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== 'function') return call;
        return (...words: readonly unknown[]): unknown => {
          const kind = fault();
          if (kind === 'absent') throw failure();
          const result: unknown = Reflect.apply(call, undefined, words);
          if (kind === 'none') return result;
          if (name === 'openSync') fs.closeSync(Number(result));
          throw failure();
        };
      },
    },
  );
}

function withFault(fault: WriteFault, apply: () => void): void {
  const kind = fault();
  if (kind !== 'absent') apply();
  if (kind !== 'none') throw new LogError('LOG_WRITE', 'The disk was made to fail.');
}
