// Two thousand small pickles in one run: the cost per file once the process has started.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bool, buildPickle, bytes, call, dict, global, int, list, text, tuple } from '#testkit/pickle';
import type { Claim } from './claim.ts';

const files = 2000;

export const claim: Claim = {
  name: '2,000 small pickles',
  target: 'at most 1.0 s of CPU',
  reached: (assay) => assay.cpuSeconds <= 1 && assay.exit === 0,
  runs: 5,
  prepare: ({ assay, peer }, folder) => {
    const path = join(folder, 'many');
    mkdirSync(path);
    for (let index = 0; index < files; index++) writeFileSync(join(path, `${index}.pkl`), smallPickle(index));
    return {
      work: `${files} pickles of about 300 bytes, each with two numpy calls`,
      contenders: [
        { name: 'assay', command: [...assay, 'scan', path] },
        { name: 'picklescan', command: [peer('picklescan'), '-p', path] },
        { name: 'modelscan', command: [peer('modelscan'), '-p', path] },
        {
          name: 'modelaudit',
          command: [peer('modelaudit'), 'scan', '--no-cache', '--format', 'json', path],
          slow: true,
        },
      ],
    };
  },
};

function smallPickle(index: number): Uint8Array {
  const dtype = call(global('numpy', 'dtype'), text('f8'), bool(false), bool(true));
  const array = call(
    global('numpy._core.multiarray', '_reconstruct'),
    global('numpy', 'ndarray'),
    tuple(int(0)),
    bytes(new Uint8Array([98])),
  );
  return buildPickle(
    4,
    dict(
      text('index'),
      int(index),
      text('dtype'),
      dtype,
      text('array'),
      array,
      text('words'),
      list(text('a'), text('b')),
    ),
  );
}
