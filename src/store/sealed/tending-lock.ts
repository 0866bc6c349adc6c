// The lock of those who tend a store. It saves work that would be done twice; safety does not hang on it, because key files are
// only made and removed, and each step looks whether what it replaces is still there (replace-key-files.ts).
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { extendChain, readChain } from './record-chain.ts';

export interface HeldLock {
  /** Call between steps. @throws {StoreError} STORE_BUSY when the lock was taken over meanwhile */
  readonly renew: () => Promise<void>;
}

/** How long a holder may be silent, milliseconds. One on this machine that is dead is noticed at once. */
const leaseMs = 600_000;
const folder = 'lock';

interface LockRecord {
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Milliseconds since 1970; 0 when it was given back. */
  readonly until: number;
}

/** A lock of this process that is not in here was left by an attempt that failed. */
const held = new Set<string>();

/** @throws {StoreError} STORE_BUSY while another process holds it */
export async function withTendingLock<T>(
  backend: ObjectBackend,
  now: () => number,
  act: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const mine = { token: randomBytes(16).toString('hex'), host: hostname(), pid: process.pid };
  const last = await readChain(backend, folder);
  const holder = last === undefined ? undefined : parse(last.bytes);
  if (holder !== undefined && isAlive(holder, mine.host, now())) throw busy(holder);
  let number = last?.number ?? 0;
  let until = 0;
  const extend = async (next: number): Promise<void> => {
    if (!(await extendChain(backend, folder, number, encode({ ...mine, until: next })))) throw busy(undefined);
    number += 1;
    until = next;
  };
  held.add(mine.token);
  const renew = async (): Promise<void> => {
    if (until - now() < leaseMs / 2) await extend(now() + leaseMs);
  };
  try {
    await extend(now() + leaseMs);
    return await act({ renew });
  } finally {
    held.delete(mine.token);
    // Whoever took it over keeps it, and a lock that cannot be given back ends by itself.
    if (until > 0) await extend(0).catch(() => {});
  }
}

function isAlive({ token, host, pid, until }: LockRecord, here: string, now: number): boolean {
  if (until <= now) return false;
  if (host !== here) return true;
  if (pid === process.pid) return held.has(token);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process cannot be signalled, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function busy(holder: LockRecord | undefined): StoreError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`;
  return new StoreError('STORE_BUSY', `${who} tends the store; try again later`, { value: who });
}

function encode({ token, host, pid, until }: LockRecord): Buffer {
  const line = `${magic} ${token} ${Buffer.from(host).toString('hex')} ${pid} ${until}`;
  return Buffer.from(`${line} ${createHash('sha256').update(line).digest('hex')}\n`);
}

/** A damaged record locks nobody out. */
function parse(bytes: Uint8Array): LockRecord | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const [, token, hex, pid, until] =
    /^assay[.]lock\/1 ([0-9a-f]{32}) ([0-9a-f]*) ([0-9]{1,10}) ([0-9]{1,16}) /.exec(text) ?? [];
  if (token === undefined || hex === undefined) return undefined;
  const record = { token, host: Buffer.from(hex, 'hex').toString(), pid: Number(pid), until: Number(until) };
  return encode(record).equals(bytes) ? record : undefined;
}

const magic = 'assay.lock/1';
