// What `assay watch-folder` does; loaded when it is called.
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeInvisible } from '#core/quote';
import { admit } from '#flow/admit';
import { type WatchedResult, watchFolder } from '#flow/journey/watch-folder';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import { answers, type JourneyFlags, journeyOptions } from './run-admit.ts';

export interface WatchFlags extends JourneyFlags {
  readonly once?: boolean;
  readonly settle?: number;
}

/** @throws {AssayError} what the flow throws */
export async function runWatchFolder(this: AssayContext, flags: WatchFlags, folder: string): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const progress = new ProgressLine(this.process.stderr);
  const codes: number[] = [];
  try {
    await watchFolder(folder, {
      admit: async (path, name) => {
        const options = await journeyOptions(this, flags, name);
        return withWorkspace(this, flags, (workspace) =>
          admit(workspace, path, {
            ...options,
            onProgress: (step, share) => progress.say(`${name}: ${step} ${Math.floor(share * 100)} %`),
          }),
        );
      },
      settleMs: 1000 * (flags.settle ?? 5),
      pauseMs: 1000,
      once: flags.once ?? false,
      now: () => new Date(),
      wait: async (ms) => {
        await sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined);
      },
      signal: stop.signal,
      onResult: (result) => {
        progress.clear();
        codes.push(codeOf(result));
        this.process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : `${lineOf(result)}\n`);
      },
    });
  } finally {
    progress.clear();
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
  this.answer = flags.once ? worst(codes) : exitCodes.yes;
}

function codeOf(result: WatchedResult): number {
  return 'problem' in result ? exitCodes.couldNotTell : answers[result.admission.outcome];
}

/** A no is worse than not knowing. */
function worst(codes: readonly number[]): number {
  const order = [exitCodes.no, exitCodes.couldNotTell];
  return order.find((code) => codes.includes(code)) ?? exitCodes.yes;
}

function lineOf(result: WatchedResult): string {
  const name = escapeInvisible(result.name);
  if ('problem' in result) return `${name}: not taken in, ${escapeInvisible(result.problem.message)}`;
  const { label, outcome, zone, wanted, hops } = result.admission;
  if (outcome === 'admitted') return `${name}: ${label} lies in ${zone}`;
  const open = hops.flatMap(({ because }) =>
    because.filter((one) => one.outcome === 'fail' || one.outcome === 'inconclusive'),
  );
  const reasons = open.map(({ rule, because }) => `${rule} (${escapeInvisible(because)})`).join('; ');
  return `${name}: ${label} stays in ${zone}, not ${wanted}: ${reasons}`;
}
