// The tools of the benchmarks: Assay as it is installed, and the peers in a virtual environment of their own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run, Tools } from './claim.ts';

const folder = dirname(fileURLToPath(import.meta.url));
const environment = join(folder, '.venv');

/** Installs the peers when they are not there yet or other versions are asked for. */
export function installTools(): Tools {
  const wanted = readFileSync(join(folder, 'peers.txt'), 'utf8');
  const stamp = join(environment, 'peers.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    process.stderr.write('installing the peers (once)\n');
    must('python3', ['-m', 'venv', environment]);
    must(join(environment, 'bin', 'pip'), ['install', '--quiet', '-r', join(folder, 'peers.txt')]);
    writeFileSync(stamp, wanted);
  }
  return {
    assay: [process.execPath, join(folder, '..', 'bin', 'assay')],
    node: process.execPath,
    python: join(environment, 'bin', 'python'),
    peer: (name) => join(environment, 'bin', name),
  };
}

/** One run of a command, measured by the operating system. */
export function measure(tools: Tools, command: readonly string[], output?: string): Run {
  const mode = output === undefined ? 'quiet' : 'keep';
  const result = spawnSync(tools.python, [join(folder, 'measure.py'), mode, output ?? '-', ...command], {
    encoding: 'utf8',
    // Some peers leave files where they are started.
    cwd: tmpdir(),
    env: { ...process.env, PROMPTFOO_DISABLE_TELEMETRY: '1', NO_ANALYTICS: '1' },
  });
  if (result.status !== 0) throw new Error(`measuring ${command.join(' ')} failed: ${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** Runs a Python script of this folder. */
export function runScript(tools: Tools, script: string, ...args: readonly string[]): string {
  const result = spawnSync(tools.python, [join(folder, script), ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (result.status !== 0) throw new Error(`${script}: ${result.stderr}`);
  return result.stdout;
}

export function median(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no runs');
  return { ...middle, peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)) };
}

function must(command: string, args: readonly string[]): void {
  const result = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}
