// What is found and what is a false alarm: payloads that are proven to execute, and artefacts written by real libraries.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanReport } from '#core/scan-report';
import { samples } from '../testkit/samples.generated.ts';
import type { Tools } from './claim.ts';
import { measure, runScript } from './tools.ts';

interface Scanner {
  readonly name: string;
  readonly command: (tools: Tools, path: string) => readonly string[];
}

/** Each says by an exit code other than 0 that a file is not fine. */
const peers: readonly Scanner[] = [
  { name: 'picklescan', command: ({ peer }, path) => [peer('picklescan'), '-p', path] },
  { name: 'picklescan --strict', command: ({ peer }, path) => [peer('picklescan'), '--strict', '-p', path] },
  { name: 'modelscan', command: ({ peer }, path) => [peer('modelscan'), '-p', path] },
  { name: 'fickling', command: ({ peer }, path) => [peer('fickling'), '--check-safety', '-p', path] },
  {
    name: 'modelaudit',
    command: ({ peer }, path) => [peer('modelaudit'), 'scan', '--no-cache', '--format', 'json', path],
  },
];

/** Runs every scanner over both sets and gives the section of the results. */
export function compareDetection(tools: Tools): string {
  const folder = mkdtempSync(join(tmpdir(), 'assay-detection-'));
  try {
    const payloads = join(folder, 'payloads');
    const artefacts = join(folder, 'artefacts');
    const executing = writePayloads(payloads);
    mkdirSync(artefacts);
    runScript(tools, 'make-artefacts.py', artefacts);
    const benign = readdirSync(artefacts).length;
    const rows = [assayRow(tools, payloads, artefacts, folder)];
    for (const peer of peers) {
      process.stderr.write(`detection: ${peer.name}\n`);
      rows.push(`| ${peer.name} | ${countAlarms(tools, peer, payloads)} | ${countAlarms(tools, peer, artefacts)} |`);
    }
    return `## Detection and false alarms\n\n${executing} payloads that CPython's standard library alone executes (\`tests/interop/pickle-payloads.test.ts\` proves it), ${benign} artefacts\nof real libraries (\`bench/make-artefacts.py\`). An alarm is an exit code other than 0.\n\n| | payloads found | false alarms |\n|---|---|---|\n${rows.join('\n')}\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writePayloads(folder: string): number {
  mkdirSync(folder);
  const executing = Object.values(samples).flatMap((list) => list.filter(({ executes }) => executes !== undefined));
  for (const { name, build } of executing) writeFileSync(join(folder, name), build());
  return executing.length;
}

function assayRow(tools: Tools, payloads: string, artefacts: string, folder: string): string {
  const alarms = (path: string): number => {
    const output = join(folder, 'assay.json');
    measure(tools, [...tools.assay, 'scan', '--json', path], output);
    const report: ScanReport = JSON.parse(readFileSync(output, 'utf8'));
    for (const { verdict, path: file } of report.files) {
      if ((verdict === 'clean') === (path === payloads)) process.stderr.write(`assay: ${file} is ${verdict}\n`);
    }
    return report.files.filter(({ verdict }) => verdict !== 'clean').length;
  };
  return `| **assay** | ${alarms(payloads)} | ${alarms(artefacts)} |`;
}

function countAlarms(tools: Tools, scanner: Scanner, folder: string): number {
  const files = readdirSync(folder).map((name) => join(folder, name));
  return files.filter((path) => measure(tools, scanner.command(tools, path)).exit !== 0).length;
}
