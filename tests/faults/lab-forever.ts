// Runs a small lab with a state file until it is done, saying each run that it begins. usage: node lab-forever.ts STATE OUT
import { writeFileSync, writeSync } from 'node:fs';
import { labPartsHere } from '#flow/data/lab/lab-parts-here';
import { runLab } from '#flow/data/lab/run-lab';
import { buildClusters } from '#testkit/data-sets';

const [state = '', out = ''] = process.argv.slice(2);
const lab = await runLab(
  buildClusters(120, 3, 2),
  await labPartsHere('data', 'table', { alone: false, accuracy: true }),
  {
    path: 'data',
    attacks: ['random-label-flip', 'targeted-label-flip'],
    rates: [0.05],
    seeds: 2,
    seed: 1,
    sample: 1000,
    filterLoss: 0.005,
    alertLoss: 0.02,
    leastRecall: 0.5,
    now: new Date('2026-05-01T12:00:00Z'),
    onProgress: (stage) => writeSync(1, `${stage}\n`),
  },
  state,
);
writeFileSync(out, JSON.stringify(lab));
