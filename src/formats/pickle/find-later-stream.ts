// Pickles behind something that is none: a loader that reads on from another offset finds them, so they are followed.
import type { ByteSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';
import { callsByName } from './calls-by-name.ts';
import { type MachineResult, runPickle } from './machine.ts';

const windowBytes = 1 << 18;
/** Starts that are tried; chance alone gives one sign per 11,000 random bytes, and most fail at once. */
const maxAttempts = 20_000;

/** The first offset at or after `from` where a stream begins that imports something. */
export function findLaterStream(source: ByteSource, from: number, budget: WorkBudget): MachineResult | undefined {
  let attempts = 0;
  for (let start = from; start < source.size; start += windowBytes) {
    const window = source.read(start, windowBytes + 2).slice();
    budget.spend(window.length, start);
    for (let at = 0; at + 1 < window.length && at < windowBytes; at++) {
      if (!isSign(window, at)) continue;
      if (++attempts > maxAttempts) return undefined;
      const result = runPickle(source, start + at, budget);
      if (isConvincing(result)) return result;
    }
  }
  return undefined;
}

/** PROTO with a version and an opcode behind it, or a text import: `c` or `(c` or `i` at a letter. */
function isSign(window: Uint8Array, at: number): boolean {
  const byte = window[at];
  const next = window[at + 1] ?? 0;
  if (byte === 0x80) return next <= 5;
  if (byte !== 0x63 && byte !== 0x28) return false;
  const letter = byte === 0x28 ? (window[at + 2] ?? 0) : next;
  if (byte === 0x28 && next !== 0x63 && next !== 0x69) return false;
  return (letter >= 0x61 && letter <= 0x7a) || letter === 0x5f;
}

function isConvincing({ stream }: MachineResult): boolean {
  return callsByName(stream) || (stream.end === 'stop' && stream.globals.length > 0);
}
