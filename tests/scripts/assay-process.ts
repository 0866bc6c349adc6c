// Starts `assay` as a user does: bin/assay as a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root: string = join(dirname(fileURLToPath(import.meta.url)), '../..');

export const launcher: string = join(root, 'bin/assay');

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Colours and terminal settings of the caller do not reach it. */
export function runProgram(program: string, words: readonly string[], options: RunOptions = {}): Ended {
  const { PATH = '', HOME = '' } = process.env;
  const result = spawnSync(program, words, {
    cwd: options.cwd ?? root,
    input: options.input ?? '',
    env: { PATH, HOME, LC_ALL: 'C.UTF-8', ...options.env },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (result.error !== undefined) throw result.error;
  return { stdout: result.stdout, stderr: result.stderr, code: result.status, signal: result.signal };
}

/** Runs `assay` with the Node that runs the tests. */
export function runAssay(words: readonly string[], options: RunOptions = {}): Ended {
  return runProgram(process.execPath, [launcher, ...words], options);
}

/** True when `program` can be started; a test that needs it is skipped otherwise. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** Calls `act` with an empty folder that is gone afterwards. */
export function inTemporaryFolder<Result>(act: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'assay-scripts-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
