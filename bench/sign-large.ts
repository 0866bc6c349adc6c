// Signing one file of 2 GB in shards, which two threads hash at the same time; one SHA-256 over a whole file cannot be split.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from './claim.ts';

const bytes = 2_097_152_000;

export const claim: Claim = {
  name: 'sign one file of 2 GB',
  target: '1.8 GB/s of wall time on two idle cores, which is at most 2.3 s of CPU',
  reached: (assay) => assay.exit === 0 && assay.cpuSeconds <= 2.3,
  runs: 5,
  prepare: ({ assay, peer }, folder) => {
    const model = join(folder, 'model.bin');
    const block = randomBytes(1 << 24);
    const descriptor = openSync(model, 'w');
    for (let at = 0; at < bytes; at += block.length)
      writeSync(descriptor, block, 0, Math.min(block.length, bytes - at));
    closeSync(descriptor);
    const key = join(folder, 'key');
    const [program = '', ...words] = [...assay, 'keys', 'create', key];
    execFileSync(program, words);
    const sign = [...assay, 'sign', model, '--key', key, '--output', join(folder, 'ours.sig')];
    return {
      work: `${bytes} bytes in page cache`,
      contenders: [
        { name: 'assay', command: [...sign, '--shards', '134217728'] },
        { name: 'assay, whole file', command: sign },
        {
          name: 'model_signing',
          command: [
            peer('model_signing'),
            'sign',
            'key',
            model,
            '--private_key',
            key,
            '--signature',
            join(folder, 'p.sig'),
          ],
        },
      ],
    };
  },
};
