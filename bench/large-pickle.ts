// A pickle of 100 million opcodes: tools that keep every opcode run out of memory here.
import { join } from 'node:path';
import type { Claim } from './claim.ts';
import { runScript } from './tools.ts';

export const claim: Claim = {
  name: '200 MB pickle, 102 M opcodes',
  target: 'at most 6 s of CPU, at most 150 MB',
  reached: (assay) => assay.exit === 0 && assay.cpuSeconds <= 6 && assay.peakMiB <= 150,
  runs: 3,
  prepare: (tools, folder) => {
    const path = join(folder, 'large.pkl');
    runScript(tools, 'make-large-pickle.py', path);
    return {
      work: 'lists of small integers, tuples, memoized lists and floats, written by pickle.dump protocol 4',
      contenders: [
        { name: 'assay', command: [...tools.assay, 'scan', path] },
        { name: 'pickletools.genops', command: [tools.python, '-c', walk, path], slow: true },
        { name: 'picklescan', command: [tools.peer('picklescan'), '-p', path], slow: true },
        { name: 'modelscan', command: [tools.peer('modelscan'), '-p', path], slow: true },
      ],
    };
  },
};

const walk = 'import pickletools,sys,collections;collections.deque(pickletools.genops(open(sys.argv[1],"rb")),0)';
