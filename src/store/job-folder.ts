// Where a job has the bytes that it computes with, in the open: a folder of this user alone, gone on every way out. A process that was
// killed cannot tidy up, so the next run does.
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '#core/errors';

export interface JobFolder {
  readonly path: string;
  /** Writes what the job made. @returns its path */
  readonly put: (name: string, bytes: Uint8Array) => string;
}

/**
 * @param parent - made when it is not there
 * @returns what `act` returns; the folder is gone then
 * @throws {AssayError} WORKSPACE_WRITE; what `act` throws
 */
export async function inJobFolder<T>(parent: string, act: (folder: JobFolder) => Promise<T>): Promise<T> {
  const path = makeFolder(parent);
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    for (const one of signals) process.off(one, onSignal);
    // As if nobody had listened.
    process.kill(process.pid, signal);
  };
  for (const one of signals) process.on(one, onSignal);
  try {
    return await act({
      path,
      put: (name, bytes) => {
        const file = join(path, name);
        writeFileSync(file, bytes, { mode: 0o600, flag: 'wx' });
        return file;
      },
    });
  } finally {
    remove();
    for (const one of signals) process.off(one, onSignal);
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Removes what runs on this machine left that are not there any more.
 * @returns how many were removed, and how many of other machines or of runs under way are left
 */
export function removeLeftJobs(parent: string): { readonly removed: number; readonly left: number } {
  const found = namesIn(parent).flatMap((name) => {
    const [, host, pid] = /^run-([0-9a-f]+)-(\d+)-/.exec(name) ?? [];
    return host === undefined || pid === undefined ? [] : [{ name, host, pid: Number(pid) }];
  });
  const dead = found.filter(({ host, pid }) => host === hostMark() && !isRunning(pid));
  for (const { name } of dead) rmSync(join(parent, name), { recursive: true, force: true });
  return { removed: dead.length, left: found.length - dead.length };
}

function makeFolder(parent: string): string {
  try {
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    chmodSync(parent, 0o700);
    return mkdtempSync(join(parent, `run-${hostMark()}-${process.pid}-`));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssayError('WORKSPACE_WRITE', `no job can be run in ${parent}: ${reason}`, { path: parent, cause });
  }
}

function namesIn(parent: string): readonly string[] {
  try {
    return readdirSync(parent);
  } catch {
    return [];
  }
}

/** A number that another process has by now is taken for running: its folder goes when that ends. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Folders may lie where several machines see them. */
function hostMark(): string {
  return Buffer.from(hostname()).toString('hex').slice(0, 64) || '00';
}
