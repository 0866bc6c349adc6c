// One bomb through the command as users start it, and what that cost.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Bomb } from './bomb.ts';

export interface BombResult {
  readonly bytes: number;
  /** `crashed` when no report came. */
  readonly verdict: string;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly formats: string;
}

/** Per file, for the whole process, start of Node included. */
export const maxCpuSeconds = 5;
export const maxPeakMiB = 256;

const launcher = fileURLToPath(new URL('../../bin/assay', import.meta.url));
const meter = fileURLToPath(new URL('./meter.cjs', import.meta.url));

/** Builds the bomb in a folder that is removed afterwards, and scans it. @param flags - of Node */
export async function scanBomb(bomb: Bomb, flags: readonly string[] = []): Promise<BombResult> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bomb-'));
  const file = join(folder, bomb.name);
  try {
    const content = bomb.build();
    writeFileSync(file, content);
    return { bytes: content.length, ...(await run(file, flags)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is wrong with the result; empty when all is well. */
export function judge(bomb: Bomb, { verdict, cpuSeconds, peakMiB }: BombResult): readonly string[] {
  const problems: string[] = [];
  if (cpuSeconds > maxCpuSeconds) problems.push('SLOW');
  if (peakMiB > maxPeakMiB) problems.push('LARGE');
  const right = bomb.honest
    ? verdict === 'clean'
    : bomb.harmless
      ? verdict !== 'crashed'
      : !['clean', 'crashed'].includes(verdict);
  if (!right) problems.push(`VERDICT ${verdict}`);
  return problems;
}

async function run(file: string, flags: readonly string[]): Promise<Omit<BombResult, 'bytes'>> {
  const command = [...flags, '--require', meter, launcher, 'scan', '--json', file];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), maxWallMs);
  const [report, cost] = await Promise.all([collect(child.stdio[1]), collect(child.stdio[3])]);
  clearTimeout(timer);
  const file0 = fieldsOf(fieldsOf(parse(report)).files, 0);
  const { cpuSeconds, peakMiB } = fieldsOf(parse(cost));
  return {
    verdict: typeof file0.verdict === 'string' ? file0.verdict : 'crashed',
    formats: Array.isArray(file0.formats) ? file0.formats.join(' ') : '',
    cpuSeconds: typeof cpuSeconds === 'number' ? cpuSeconds : maxWallMs / 1000,
    peakMiB: typeof peakMiB === 'number' ? peakMiB : 9999,
  };
}

async function collect(stream: unknown): Promise<string> {
  const pieces: string[] = [];
  if (stream instanceof Readable) for await (const piece of stream) pieces.push(String(piece));
  return pieces.join('');
}

/** What was written; nothing when the process ended before it had. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The members of an object, or of one element of a list. */
function fieldsOf(value: unknown, index?: number): Readonly<Record<string, unknown>> {
  const one: unknown = index !== undefined && Array.isArray(value) ? value[index] : value;
  return typeof one === 'object' && one !== null ? { ...one } : {};
}

const maxWallMs = 30_000;
