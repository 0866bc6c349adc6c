// A table of 1,000,000 rows and 50 columns: contract, repeated rows, outliers, poisoned rows, beside pandas and scikit-learn.
// usage: ASSAY_PANDAS_PYTHON=.../python node bench/data/table.ts [ROWS]
// To reach: contract, outliers and duplicates in 60 s with 1.5 GB. Its Python has pandas and scikit-learn. Rows are made from the seed;
// 100 repeated rows and 100 outliers are planted. Each part is a process of its own, so that memory is that of the part.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineTable } from '#checks/dataset/tables/examine-table';
import { findOutlyingRows } from '#checks/dataset/tables/outlying-rows';
import { findRepeatedRows } from '#checks/dataset/tables/repeated-rows';
import { checkContract } from '#flow/data/contract/check-contract';
import { inferContract } from '#flow/data/contract/infer-contract';
import { openTableBlocks } from '#flow/data/open-table-blocks';
import { openTable } from '#flow/data/open-tables';
import { seeded } from '#numeric/random/seeded';

const seed = 1;
const width = 45;
const planted = 100;
/** The same questions as the inferred contract asks, repeated rows, and an isolation forest over the numbers. */
const peerProgram = `
import resource, sys
import pandas as pd
from sklearn.ensemble import IsolationForest
table = pd.read_csv(sys.argv[1])
bad = 0
for name in table.columns:
    column = table[name]
    bad += int(column.isna().mean() > .03)
    if column.dtype.kind in "if":
        bad += int(((column < column.min()) | (column > column.max())).sum())
        if column.dtype.kind == "i" and column.is_unique: bad += 0
    else:
        values = set(column.dropna().unique())
        bad += int((~column.dropna().isin(values)).sum())
bad += int((table["label"].value_counts(normalize=True) < .05).sum())
repeated = int(table.duplicated(subset=[name for name in table.columns if name != "row"]).sum())
numbers = table.select_dtypes("number").drop(columns=["row"]).fillna(0)
forest = IsolationForest(n_estimators=64, random_state=${seed}, n_jobs=1).fit(numbers)
scores = -forest.score_samples(numbers)
top = set(scores.argsort()[-${planted}:])
found = sum(1 for row in range(len(table) - ${planted}, len(table)) if row in top)
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"{used.ru_utime + used.ru_stime:.1f} s CPU, {used.ru_maxrss // 1024} MiB, {repeated} repeated, {found} of ${planted} outliers")
`;

const [first, path] = process.argv.slice(2);
if (first === 'contract' && path !== undefined) await contract(path);
else if (first === 'rows' && path !== undefined) await rowsOf(path);
else if (first === 'poison' && path !== undefined) await poison(path);
else all(Number(first ?? 1_000_000));

function all(rows: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-table-'));
  try {
    const file = join(folder, 'table.csv');
    write(file, rows);
    console.log(
      `${rows} rows x ${width + 5} columns, seed ${seed}, ${planted} repeated rows and ${planted} outliers planted`,
    );
    for (const part of ['contract', 'rows', 'poison'])
      run(`assay, ${part}`, process.execPath, [import.meta.filename, part, file]);
    run('pandas, scikit-learn', process.env.ASSAY_PANDAS_PYTHON ?? 'python3', ['-c', peerProgram, file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(name: string, command: string, words: readonly string[]): void {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  const wall = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${name}: ${wall} s wall, ${status === 0 ? stdout.trim() : `not run: ${stderr.trim().split('\n').at(-1)}`}`,
  );
}

async function contract(file: string): Promise<void> {
  const now = new Date();
  const table = await openTableBlocks(file);
  const { contract: rules } = await inferContract(table, { label: 'label', now });
  const set = { ...rules.set, 'repeated-rows': { columns: table.names.filter((name) => name !== 'row') } };
  const { report } = await checkContract({ ...rules, set }, table, { path: file, now });
  const repeated = report.rules.find(({ kind }) => kind === 'repeated-rows')?.violations;
  console.log(`${used()}, inferred and checked: ${report.rules.length} rules, ${report.outcome}, ${repeated} repeated`);
}

async function rowsOf(file: string): Promise<void> {
  const set = await openTable(file, { label: 'label', id: 'row' });
  if (set.kind !== 'table') throw new Error('no table');
  const { repeats } = findRepeatedRows(set.columns, set.count, undefined, seed);
  const outlying = await findOutlyingRows(set.columns, set.count, { seed, pause: async () => undefined });
  const hits = outlying.rows.filter((row) => row >= set.count - planted).length;
  console.log(
    `${used()}, ${repeats} repeated, ${hits} of ${planted} outliers, ${outlying.rows.length - hits} others called outliers`,
  );
}

async function poison(file: string): Promise<void> {
  const set = await openTable(file, { label: 'label', id: 'row' });
  if (set.kind !== 'table') throw new Error('no table');
  const { classes, rows } = await examineTable(set, { seed });
  const declared = classes.filter(({ declaredPoisoned }) => declaredPoisoned).length;
  console.log(
    `${used()}, whole examination: ${declared} classes declared, ${rows.length} rows flagged (none is planted)`,
  );
}

function used(): string {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return `${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s CPU, ${(maxRSS / 1024).toFixed(0)} MiB`;
}

/** Five classes; normal columns, some of them rounded; two of names, one with gaps, the number of the row, the label. */
function write(file: string, rows: number): void {
  const random = seeded(seed);
  const middles = Array.from({ length: 5 * width }, () => random.normal());
  const names = Array.from({ length: width }, (_, at) => `n${at}`);
  const descriptor = openSync(file, 'w');
  let text = `${[...names, 'colour', 'age', 'row', 'flag', 'label'].join(',')}\n`;
  let last = '';
  for (let row = 0; row < rows; row++) {
    const one = random.integer(5);
    const isOutlier = row >= rows - planted;
    const values = names.map((_, at) => {
      const value =
        (middles[one * width + at] ?? 0) +
        random.uniform() +
        random.uniform() -
        1 +
        (isOutlier ? 12 * (random.uniform() - 0.5) : 0);
      return at % 5 === 0 ? String(Math.round(10 * value)) : value.toFixed(4);
    });
    const age = random.integer(50) === 0 ? '' : String(random.integer(100));
    const cells = [
      ...values,
      ['red', 'green', 'blue'][random.integer(3)],
      age,
      '@',
      random.integer(2) === 0 ? 'yes' : 'no',
      `k${one}`,
    ];
    const isRepeat = row >= rows - 3 * planted && row < rows - 2 * planted;
    last = isRepeat ? last : cells.join(',');
    text += `${last.replace('@', String(row))}\n`;
    if (text.length > 1 << 20 || row === rows - 1) {
      writeSync(descriptor, text);
      text = '';
    }
  }
  closeSync(descriptor);
}
