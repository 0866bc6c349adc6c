// Reading a table of 1,000,000 rows and 50 columns into typed columns, beside pandas and pyarrow in the same run.
// usage: ASSAY_PYTHON=.../python node bench/data/read-tables.ts [ROWS] [RUNS]
// To reach: CSV in 25 s of CPU and well below 1 GB. Its Python has pandas and pyarrow; each reader is a process of its own, with the
// threads that it takes by default. 30 columns of 17 digits, 8 of 2 decimals, 6 of whole numbers, 4 of words, an id, a label; seed 1.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from '#flow/data/open-tables';
import { seeded } from '#numeric/random/seeded';

const python = process.env.ASSAY_PYTHON ?? 'python3';
const measured = `
import resource
own = resource.getrusage(resource.RUSAGE_SELF)
print("%.2f %d" % (own.ru_utime + own.ru_stime, own.ru_maxrss // 1024))
`;
const peers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  csv: {
    'pandas, C parser': 'import sys, pandas; pandas.read_csv(sys.argv[1])',
    'pandas, float_precision=round_trip':
      'import sys, pandas; pandas.read_csv(sys.argv[1], float_precision="round_trip")',
    pyarrow: 'import sys, pyarrow.csv; pyarrow.csv.read_csv(sys.argv[1])',
  },
  parquet: {
    pandas: 'import sys, pandas; pandas.read_parquet(sys.argv[1])',
    pyarrow: 'import sys, pyarrow.parquet; pyarrow.parquet.read_table(sys.argv[1])',
  },
};

const [first = '1000000', second = '3'] = process.argv.slice(2);
if (first === 'read') await read(second);
else compare(Number(first), Number(second));

function compare(rows: number, runs: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-tables-'));
  try {
    const csv = join(folder, 'table.csv');
    writeTable(csv, rows);
    report('csv', csv, rows, runs);
    const parquet = join(folder, 'table.parquet');
    const convert =
      'import sys, pyarrow.csv, pyarrow.parquet as p; p.write_table(pyarrow.csv.read_csv(sys.argv[1]), sys.argv[2])';
    if (spawnSync(python, ['-c', convert, csv, parquet]).status === 0) report('parquet', parquet, rows, runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(kind: string, path: string, rows: number, runs: number): void {
  console.log(
    `${kind}: ${rows} rows, 50 columns, ${(statSync(path).size / 1e6).toFixed(0)} MB; median of ${runs} runs`,
  );
  const program = process.argv[1] ?? '';
  show('Assay', runs, [process.execPath, program, 'read', path]);
  for (const [name, code] of Object.entries(peers[kind] ?? {})) show(name, runs, [python, '-c', code + measured, path]);
}

function show(name: string, runs: number, [command = '', ...args]: readonly string[]): void {
  const results = Array.from({ length: runs }, () => {
    const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
    return status === 0 ? stdout.trim().split(' ').map(Number) : undefined;
  }).filter((result) => result !== undefined);
  if (results.length === 0) console.log(`  ${name}: not there`);
  else {
    const [seconds, megabytes] = [0, 1].map(
      (at) => results.map((one) => one[at] ?? 0).sort((a, b) => a - b)[results.length >> 1],
    );
    console.log(`  ${name}: ${seconds?.toFixed(2)} s CPU, ${megabytes} MiB`);
  }
}

/** Of the whole process, as for the others. */
async function read(path: string): Promise<void> {
  const set = await openTable(path, { label: 'label' });
  if (set.kind !== 'table' || set.columns.length !== 49) throw new Error(set.kind);
  const { user, system } = process.cpuUsage();
  console.log(`${((user + system) / 1e6).toFixed(2)} ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
}

function writeTable(path: string, rows: number): void {
  const random = seeded(1);
  const words = ['red', 'green', 'blue', 'dark violet'];
  const of = (count: number, prefix: string): string[] =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  const names = [...of(30, 'x'), ...of(8, 'd'), ...of(6, 'i'), ...of(4, 'c'), 'id', 'label'];
  const descriptor = openSync(path, 'w');
  let text = `${names.join(',')}\n`;
  for (let row = 0; row < rows; row += 1) {
    const cells: (string | number)[] = [];
    for (let column = 0; column < 30; column += 1) cells.push(random.normal() * (column + 1));
    for (let column = 0; column < 8; column += 1) cells.push((random.normal() * 100).toFixed(2));
    for (let column = 0; column < 6; column += 1) cells.push(random.integer(100_000));
    for (let column = 0; column < 4; column += 1) cells.push(words[random.integer(4)] ?? '');
    text += `${cells.join(',')},${row},${random.integer(2) === 0 ? 'good' : 'bad'}\n`;
    if (text.length > 1 << 22 || row === rows - 1) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  closeSync(descriptor);
}
