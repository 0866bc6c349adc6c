// The symbolic machine against CPython's own unpickler, whose names are replaced by stand-ins: same end, same names, same
// calls, on streams that are mostly sensible and on damaged ones.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { type MachineResult, runPickle } from '#formats/pickle/machine';
import { damage, randomStream, seeded } from './pickle-streams.ts';

const count = Number(process.env.ASSAY_FUZZ_RUNS ?? 3000);
const seed = Number(process.env.ASSAY_FUZZ_SEED ?? 20261122);
const python = spawnSync('python3', ['--version'], { encoding: 'utf8' });

interface Judged {
  readonly end: string;
  readonly to: number;
  readonly names: readonly string[];
  readonly calls: Readonly<Record<string, number>>;
}

test.skipIf(python.status !== 0)(`agrees with CPython on ${count} streams (needs python3)`, () => {
  const random = seeded(seed);
  const streams: Uint8Array[] = [];
  for (let index = 0; index < count; index++) {
    const stream = randomStream(random, 1 + Math.floor(random() * 40));
    streams.push(random() < 0.5 ? stream : damage(random, stream));
  }
  const differences: string[] = [];
  for (const [index, judged] of askPython(streams).entries()) {
    const stream = streams[index] ?? new Uint8Array(0);
    const difference = compare(runPickle(new MemorySource(stream), 0, new WorkBudget(stream.length)), judged);
    if (difference !== undefined) differences.push(`${Buffer.from(stream).toString('hex')}: ${difference}`);
  }
  expect(differences).toEqual([]);
});

function askPython(streams: readonly Uint8Array[]): Judged[] {
  const script = fileURLToPath(new URL('./pickle-oracle.py', import.meta.url));
  const input = Buffer.concat(
    streams.flatMap((stream) => {
      const head = Buffer.alloc(4);
      head.writeUInt32LE(stream.length);
      return [head, stream];
    }),
  );
  const result = spawnSync('python3', ['-I', script], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(result.stderr).toBe('');
  return result.stdout
    .trim()
    .split('\n')
    .map((line): Judged => JSON.parse(line));
}

/** What differs in a way that matters: a name or call that CPython reaches and the machine does not is a hole. */
function compare({ stream, oddities }: MachineResult, judged: Judged): string | undefined {
  if (oddities.some(({ kind }) => kind === 'two-readings' || kind === 'bomb')) return undefined;
  const names = new Set(stream.globals.map(({ name }) => `${name.module} ${name.name}`));
  // A line that the end of the data cuts: the Python unpickler goes on with what is left of the name and fails to import it.
  if (stream.problem?.startsWith('the data ends inside the line')) return undefined;
  const missing = judged.names.filter((name) => !names.has(name) && !isNameOfComputed(stream));
  if (missing.length > 0) return `names not seen: ${missing.join(', ')} (${judged.end})`;
  for (const [opcode, times] of Object.entries(judged.calls)) {
    const seen = stream.calls.filter((call) => call.opcode === opcode).reduce((sum, call) => sum + call.count, 0);
    if (seen < times) return `${opcode} seen ${seen} times, ran ${times} times (${judged.end})`;
  }
  if (judged.end === 'stop' && stream.end !== 'stop') return `ends with ${stream.problem}, CPython reaches STOP`;
  if (judged.end === 'stop' && stream.to !== judged.to) return `ends at ${stream.to}, CPython at ${judged.to}`;
  return undefined;
}

function isNameOfComputed(stream: MachineResult['stream']): boolean {
  return stream.computedNames.length > 0;
}
