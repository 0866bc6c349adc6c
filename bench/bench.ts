// Runs the claims of speed beside their peers and writes what was measured to bench/results.md.
// usage: npm run bench -- [--all] [--detection] [WORDS OF A CLAIM'S NAME]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Claim, Run } from './claim.ts';
import { compareDetection } from './detection.ts';
import { claim as largePickle } from './large-pickle.ts';
import { claim as largeTorchZip } from './large-torch-zip.ts';
import { claim as manyPickles } from './many-pickles.ts';
import { claim as resign } from './resign.ts';
import { claim as signLarge } from './sign-large.ts';
import { signMany, verifyMany } from './sign-many.ts';
import { claim as tinyPickle } from './tiny-pickle.ts';
import { installTools, measure, median } from './tools.ts';

const claims: readonly Claim[] = [
  tinyPickle,
  manyPickles,
  largeTorchZip,
  largePickle,
  signMany,
  verifyMany,
  resign,
  signLarge,
];
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const wanted = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'))
  .join(' ');
const all = flags.includes('--all');

const tools = installTools();
const sections: string[] = [];
let missed = 0;
for (const claim of claims.filter(({ name }) => name.includes(wanted))) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    sections.push(run(claim, folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
if (wanted === '') sections.push(compareDetection(tools));
const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${platform()} ${arch()}, Node ${process.version}`;
const head = `# What was measured\n\nBy \`npm run bench${all ? ' -- --all' : ''}\` on ${machine}. CPU is user and system seconds of the whole process, the median of\nthe runs; memory is the largest of them. Peers and their versions: [peers.txt](peers.txt).\n`;
if (wanted === '')
  writeFileSync(fileURLToPath(new URL('./results.md', import.meta.url)), `${head}\n${sections.join('\n')}`);
else process.stdout.write(sections.join('\n'));
process.exitCode = missed > 0 ? 1 : 0;

/** Runs in turn, so that a slow minute of the machine hits all contenders. */
function run(claim: Claim, folder: string): string {
  process.stderr.write(`${claim.name}\n`);
  const { work, contenders } = claim.prepare(tools, folder);
  const taking = contenders.filter(({ slow }) => all || slow !== true);
  const runs = new Map<string, Run[]>(taking.map(({ name }) => [name, []]));
  for (let round = 0; round < claim.runs; round++) {
    for (const { name, command } of taking) runs.get(name)?.push(measure(tools, command));
  }
  const medians = new Map([...runs].map(([name, list]) => [name, median(list)]));
  const assay = medians.get('assay');
  if (assay === undefined) throw new Error('Assay did not run');
  const reached = claim.reached(assay, medians);
  if (!reached) missed += 1;
  const rows = [...medians].map(([name, result]) => row(name, result, assay));
  const left = contenders.filter(({ name }) => !medians.has(name)).map(({ name }) => name);
  const leftOut = left.length > 0 ? `\nNot run without \`--all\`: ${left.join(', ')}.\n` : '';
  return `## ${claim.name}\n\n${work}; ${claim.runs} runs. To reach: ${claim.target}: **${reached ? 'reached' : 'missed'}**.\n\n| | CPU s | / Assay | peak MiB | exit |\n|---|---|---|---|---|\n${rows.join('\n')}\n${leftOut}`;
}

function row(name: string, result: Run, assay: Run): string {
  const ratio = (result.cpuSeconds / assay.cpuSeconds).toFixed(2);
  return `| ${name} | ${result.cpuSeconds.toFixed(2)} | ${ratio} | ${result.peakMiB.toFixed(0)} | ${result.exit} |`;
}
