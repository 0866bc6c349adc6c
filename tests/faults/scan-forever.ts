// Scans a data set with kept steps until it is done, saying each step that it begins. After so many steps it waits to be killed.
// usage: node scan-forever.ts DATA CACHE OUT [STEPS]
import { writeFileSync, writeSync } from 'node:fs';
import type { KeepStep } from '#core/dataset/keep-step';
import { keepReading, keepScanning } from '#flow/data/keep-scan';
import { openDataSet } from '#flow/data/open-data-set';
import { scanDataSet } from '#flow/data/scan-data';

const [path = '', folder = '', out = '', steps = ''] = process.argv.slice(2);
let done = 0;
const kept = { folder, now: new Date(), fresh: false };
const saying =
  (keep: KeepStep): KeepStep =>
  async (name, compute) => {
    writeSync(1, `begins ${name}\n`);
    const value = await keep(name, compute);
    writeSync(1, `has ${name}\n`);
    done += 1;
    if (String(done) === steps) await new Promise((resolve) => setTimeout(resolve, 2 ** 30));
    return value;
  };
const reading = keepReading(path, kept);
const roles = path.endsWith('.jsonl') ? { label: 'label', text: 'text' } : {};
const set = await openDataSet(path, { ...roles, keep: saying(reading.keep) });
const { keeper, digest } = await keepScanning(set, { seed: 1 }, kept);
const scan = await scanDataSet(set, { path, seed: 1, digest, keep: saying(keeper.keep) });
writeSync(
  1,
  `took ${[...reading.taken, ...keeper.taken].length} ${JSON.stringify([...reading.notices, ...keeper.notices])}\n`,
);
writeFileSync(out, JSON.stringify(scan));
