// Runs another program and waits for what it says; for commands of this very tool, side by side.
import { spawn } from 'node:child_process';

export interface RunOptions {
  /** Folder that it runs in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What is kept of each stream, in UTF-16 code units; what comes after that is thrown away. */
  readonly keep: number;
  readonly signal?: AbortSignal;
}

export interface RanProgram {
  /** -1 when it was killed. */
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** @throws {Error} as `spawn` when the program cannot be started */
export function runProgram(program: string, words: readonly string[], options: RunOptions): Promise<RanProgram> {
  const { folder, environment, keep, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < keep) output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (errors.length < keep) errors += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? -1, output, errors }));
  });
}
