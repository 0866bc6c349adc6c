// Durable appends in batches of ten, and offline proofs. usage: node bench/log-append.ts [FOLDER]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initLogFolder, logFolder, openLogFolder } from '#log/log-folder';
import { LogWriter } from '#log/log-writer';
import { nodeCryptography } from '#log/node-cryptography';
import { proveEntry } from '#log/prove-entry';
import { verifyTlogProof } from '#log/verify-tlog-proof';
import { simplePolicy } from '#log/witness-policy';

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'assay-bench-log-'));
const place = logFolder(join(folder, 'log'));
const { key } = await initLogFolder(place, 'example.com/bench');
const parts = await openLogFolder(place);
const writer = new LogWriter(parts);
const entry = (index: number): Buffer => Buffer.from(`${index} `.padEnd(128, 'x'));
const batches = 200;
let next = 0;
const one = (): Promise<unknown> => writer.append(Array.from({ length: 10 }, () => entry(next++)));

let start = performance.now();
for (let batch = 0; batch < batches; batch++) await one();
console.log(`one caller, batches of 10: ${perSecond(start)} durable entries/s`);
start = performance.now();
for (let batch = 0; batch < batches; batch += 4) await Promise.all([one(), one(), one(), one()]);
console.log(`four callers, batches of 10: ${perSecond(start)} durable entries/s`);

const proof = Buffer.from(await proveEntry(parts.storage, 777));
const times = [];
for (let run = 0; run < 50; run++) {
  start = performance.now();
  await verifyTlogProof(proof, entry(777), simplePolicy([key], []), nodeCryptography);
  times.push(performance.now() - start);
}
times.sort((a, b) => a - b);
console.log(
  `offline proof: ${proof.length} bytes, verified in ${times[25]?.toFixed(2)} ms (median), ${times[49]?.toFixed(2)} ms (worst)`,
);
rmSync(folder, { recursive: true });

function perSecond(from: number): string {
  return ((batches * 10 * 1000) / (performance.now() - from)).toFixed(0);
}
