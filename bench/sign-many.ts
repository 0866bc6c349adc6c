// Signing and verifying 20,000 files as whole processes, beside the Python tool.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim } from './claim.ts';

const files = 20_000;
const meanBytes = 16_636;
/** What `buildModel` makes, in words. */
export const manyFiles: string = `${files} files, ${Math.round((files * meanBytes) / 1e6)} MB, in 100 folders`;

/** The same work in both directions; what differs is the command. */
function claim(verb: 'sign' | 'verify'): Claim {
  return {
    name: `${verb} 20,000 files`,
    target: 'at most 1.0 s of wall time on two idle cores, and at most half the CPU of the Python tool',
    reached: (assay, others) => {
      const python = others.get('model_signing');
      return assay.exit === 0 && python?.exit === 0 && assay.cpuSeconds <= python.cpuSeconds / 2;
    },
    runs: 5,
    prepare: ({ assay, peer }, folder) => {
      const model = buildModel(folder);
      const key = join(folder, 'key');
      const ours = join(folder, 'ours.sig');
      const theirs = join(folder, 'theirs.sig');
      const run = ([program = '', ...words]: readonly string[]): unknown => execFileSync(program, words);
      run([...assay, 'keys', 'create', key]);
      const python = [peer('model_signing'), verb, 'key', model, '--signature', theirs];
      run([...assay, 'sign', model, '--key', key, '--output', ours]);
      run([peer('model_signing'), 'sign', 'key', model, '--signature', theirs, '--private_key', key]);
      const signing = verb === 'sign';
      return {
        work: manyFiles,
        contenders: [
          {
            name: 'assay',
            command: signing
              ? [...assay, 'sign', model, '--key', key, '--output', ours]
              : [...assay, 'verify', model, '--signature', ours, '--key', `${key}.pub`],
          },
          {
            name: 'model_signing',
            command: signing ? [...python, '--private_key', key] : [...python, '--public_key', `${key}.pub`],
          },
        ],
      };
    },
  };
}

export const signMany: Claim = claim('sign');
export const verifyMany: Claim = claim('verify');

export function buildModel(folder: string): string {
  const model = join(folder, 'model');
  const content = randomBytes(2 * meanBytes);
  for (let index = 0; index < files; index++) {
    const inner = join(model, `part-${index % 100}`);
    if (index < 100) mkdirSync(inner, { recursive: true });
    content.writeUInt32LE(index);
    writeFileSync(join(inner, `${index}.bin`), content.subarray(0, 1 + ((index * 7919) % (2 * meanBytes))));
  }
  return model;
}
