// Runs a program of ours and kills it at a random instant, as a power cut or `kill -9` would.
import { spawn } from 'node:child_process';

export interface KillOptions {
  /** The instant is drawn from 0 to this. */
  readonly withinMs: number;
  /** When the time begins: for programs that go on forever, their first answer; for commands their start. */
  readonly from: 'start' | 'first-answer';
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Killed {
  /** Whole lines of standard output: what the program acknowledged before it was killed. */
  readonly lines: readonly string[];
  /** False when it ended by itself before the instant came. */
  readonly killed: boolean;
}

/** @param program - a module that Node runs */
export function killedAfter(program: string, args: readonly string[], options: KillOptions): Promise<Killed> {
  const { withinMs, from, environment } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(environment === undefined ? {} : { env: { ...process.env, ...environment } }),
    });
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => {
      timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * withinMs);
    };
    if (from === 'start') begin();
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      begin();
      text += part;
    });
    child.once('error', reject);
    child.once('close', (_, signal) => {
      clearTimeout(timer);
      resolve({ lines: text.split('\n').slice(0, -1), killed: signal === 'SIGKILL' });
    });
  });
}
