// A checkpoint of 1 GB: every storage is read and checked, and the file hashed, for little more than the hash.
import { join } from 'node:path';
import type { Claim, Run } from './claim.ts';
import { runScript } from './tools.ts';

export const claim: Claim = {
  name: '1 GB torch zip, benign',
  target: 'at most 1.3 x the SHA-256 alone, at most 150 MB',
  reached: (assay, others) => assay.exit === 0 && assay.peakMiB <= 150 && ratio(assay, others) <= 1.3,
  runs: 5,
  prepare: (tools, folder) => {
    const path = join(folder, 'large.pt');
    runScript(tools, 'make-large-torch-zip.py', path);
    return {
      work: '64 storages of 16 MiB written by torch.save',
      contenders: [
        { name: 'assay', command: [...tools.assay, 'scan', path] },
        { name: 'SHA-256 alone', command: [tools.node, new URL('./sha256-only.mjs', import.meta.url).pathname, path] },
        { name: 'picklescan', command: [tools.peer('picklescan'), '-p', path] },
        { name: 'modelscan', command: [tools.peer('modelscan'), '-p', path] },
        {
          name: 'modelaudit',
          command: [tools.peer('modelaudit'), 'scan', '--no-cache', '--format', 'json', path],
          slow: true,
        },
      ],
    };
  },
};

function ratio(assay: Run, others: ReadonlyMap<string, Run>): number {
  return assay.cpuSeconds / (others.get('SHA-256 alone')?.cpuSeconds ?? 0);
}
