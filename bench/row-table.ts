// Rows of data sets: tables of a million rows, their differences, one proof. usage: node bench/row-table.ts [FOLDER]
// The peer reads the same rows in Python with csv or json, canonical JSON and SHA-256 per row, without a tree.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffRows } from '#core/rows/diff-rows';
import { proveRow, verifyRowProof } from '#core/rows/row-proof';
import { parseRowTable, type RowTable } from '#core/rows/row-table';
import { recordRows } from '#flow/record-rows';

const jsonProgram = `
import hashlib, json, sys
for line in open(sys.argv[1], "rb"):
    hashlib.sha256(json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).digest()
`;
const csvProgram = `
import csv, hashlib, sys
for row in csv.reader(open(sys.argv[1], newline="", encoding="utf-8")):
    hashlib.sha256("\\0".join(row).encode()).digest()
`;

const count = 1_000_000;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'assay-bench-rows-'));
try {
  const before = table(
    'JSON lines',
    writeRows('a.jsonl', jsonLine, (row) => row),
    'id',
  );
  const after = table('JSON lines, 1 % changed, 1 % moved', writeRows('b.jsonl', jsonLine, changed), 'id');
  table(
    'CSV',
    writeRows('a.csv', csvLine, (row) => row),
    'id',
  );
  table(
    'text',
    writeRows('a.txt', textLine, (row) => row),
  );
  python('json', 'a.jsonl');
  python('csv', 'a.csv');
  const compared = timed(() => diffRows([{ path: 'f', table: before }], [{ path: 'f', table: after }]));
  const { same, added, removed, changed: other, moved } = compared.value.counts;
  console.log(
    `difference of 2 x ${count} rows: ${compared.text}; ${same} same, ${added} added, ${removed} removed, ${other} changed, ${moved} moved`,
  );
  const proof = timed(() => proveRow(before, 777_777));
  const shown = timed(() => verifyRowProof(proof.value, before.root));
  console.log(
    `proof of one row: made in ${proof.text}, ${JSON.stringify(proof.value).length} bytes, verified in ${shown.text}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`peak memory of everything: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);

function table(what: string, path: string, key?: string): RowTable {
  const recorded = timed(() => recordRows(path, key === undefined ? {} : { key }));
  if (!('rows' in recorded.value)) throw new Error(recorded.value.unrecorded);
  const { bytes } = recorded.value.rows;
  const read = timed(() => parseRowTable(bytes));
  console.log(
    `${what}: ${count} rows, ${recorded.value.size} bytes: ${recorded.text}; table of ${bytes.length} bytes, read in ${read.text}`,
  );
  return read.value;
}

function python(module: string, name: string): void {
  const program = module === 'json' ? jsonProgram : csvProgram;
  const { text } = timed(() => spawnSync('python3', ['-c', program, join(folder, name)]));
  console.log(`python3, ${module}: ${text} (wall)`);
}

function timed<T>(act: () => T): { readonly value: T; readonly text: string } {
  const from = process.cpuUsage();
  const start = performance.now();
  const value = act();
  const { user, system } = process.cpuUsage(from);
  return {
    value,
    text: `${((performance.now() - start) / 1000).toFixed(3)} s wall, ${((user + system) / 1e6).toFixed(3)} s CPU`,
  };
}

function writeRows(name: string, line: (row: number) => string, order: (row: number) => number): string {
  const path = join(folder, name);
  const descriptor = openSync(path, 'w');
  let text = name.endsWith('csv') ? 'id,text,label,score\n' : '';
  for (let row = 0; row < count; row += 1) {
    text += `${line(order(row))}\n`;
    if (text.length > 1 << 20 || row === count - 1) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  closeSync(descriptor);
  return path;
}

/** Every hundredth row has another content, and every hundredth stands where another stood. */
function changed(row: number): number {
  if (row % 100 === 7) return row + 0.5;
  return row % 100 === 8 ? (row + 50_000) % count : row;
}

function jsonLine(row: number): string {
  return `{"id": ${Math.floor(row)}, "text": "this is review number ${row} and it was a very nice product", "label": ${Math.floor(row) % 3}, "score": ${Math.sin(row)}}`;
}

function csvLine(row: number): string {
  return `${row},"this is review, number ${row} and it ""was"" a very nice product",${row % 3},${Math.sin(row)}`;
}

function textLine(row: number): string {
  return `this is review number ${row} and it was a very nice product`;
}
