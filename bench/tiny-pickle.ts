// Start to verdict on a pickle of 40 bytes: what a hook or an editor pays each time.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPickle, call, global, text } from '#testkit/pickle';
import type { Claim } from './claim.ts';

export const claim: Claim = {
  name: 'tiny malicious pickle, whole process',
  target: 'at most 0.20 s of CPU',
  reached: (assay) => assay.cpuSeconds <= 0.2 && assay.exit === 1,
  runs: 7,
  prepare: ({ assay, peer }, folder) => {
    const path = join(folder, 'tiny.pkl');
    writeFileSync(path, buildPickle(4, call(global('os', 'system'), text('id'))));
    return {
      work: 'one pickle of 29 bytes that calls os.system',
      contenders: [
        { name: 'assay', command: [...assay, 'scan', path] },
        { name: 'picklescan', command: [peer('picklescan'), '-p', path] },
        { name: 'modelscan', command: [peer('modelscan'), '-p', path] },
        { name: 'fickling', command: [peer('fickling'), '--check-safety', '-p', path] },
        { name: 'modelaudit', command: [peer('modelaudit'), 'scan', '--no-cache', '--format', 'json', path] },
      ],
    };
  },
};
