// Signing 20,000 files again after one of them changed, as a whole process, beside reading all of them again.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { buildModel, manyFiles } from './sign-many.ts';

const full = 'assay, every file';

export const claim: Claim = {
  name: 'sign 20,000 files again after one changed',
  target: 'at most 1.0 s of CPU, and at most three quarters of what reading every file takes',
  reached: (assay, others) => {
    const every = others.get(full);
    return (
      assay.exit === 0 && every !== undefined && assay.cpuSeconds <= 1 && assay.cpuSeconds <= 0.75 * every.cpuSeconds
    );
  },
  runs: 5,
  prepare: ({ assay, peer }, folder) => {
    const model = buildModel(folder);
    const key = join(folder, 'key');
    const previous = join(folder, 'previous.sig');
    const place = ['env', `XDG_CACHE_HOME=${join(folder, 'cache')}`];
    const sign = [...assay, 'sign', model, '--key', key];
    const again = [...place, ...sign, '--output', join(folder, 'again.sig'), '--previous', previous];
    const run = ([program = '', ...words]: readonly string[]): unknown => execFileSync(program, words);
    run([...assay, 'keys', 'create', key]);
    run([...sign, '--output', previous]);
    // A file is remembered when it is older than clocks are coarse.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2500);
    run(again);
    /** Changes one file, then runs the command. */
    const changed = (command: readonly string[]): readonly string[] => {
      return ['sh', '-c', 'date >> "$0" && exec "$@"', join(model, 'part-7', '7.bin'), ...command];
    };
    const python = [peer('model_signing'), 'sign', 'key', model, '--private_key', key];
    return {
      work: `${manyFiles}, all in page cache`,
      contenders: [
        { name: 'assay', command: changed(again) },
        { name: full, command: changed([...sign, '--output', join(folder, 'full.sig')]) },
        { name: 'model_signing', command: changed([...python, '--signature', join(folder, 'python.sig')]) },
      ],
    };
  },
};
