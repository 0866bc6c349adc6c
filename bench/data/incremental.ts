// What a trusted base is worth: attacks planted in few new rows, looked for among the new rows alone and against trusted ones.
// usage: node bench/data/incremental.ts [NEW ROWS] [TRUSTED ROWS] [SEEDS] [SETS]
// Pictures of clothes (Debian dataset-fashion-mnist), the table Letter (R mlbench, by Rscript), mails (npm). The trusted rows and the new ones
// are drawn apart; `none` plants nothing. "found": planted rows that are filtered or shown; "alarms": good rows that are.
import { spawnSync } from 'node:child_process';
import type { DataSet } from '../../src/core/dataset/data-set.ts';
import { examineAgainst } from '../../src/flow/data/against/examine-against.ts';
import { takeRows } from '../../src/flow/data/lab/take-rows.ts';
import { scanDataSet } from '../../src/flow/data/scan-data.ts';
import { seeded } from '../../src/numeric/random/seeded.ts';
import { attacks } from '../../src/transforms/plant/attacks.generated.ts';
import { hasSpamAssassin, readSpamAssassin } from '../../testkit/spam-assassin.ts';
import { loadPictures } from './picture-sets.ts';

const [fresh = 1000, trusted = 5000, seeds = 3] = process.argv.slice(2, 5).map(Number);
const chosen = process.argv.slice(5);
const plans: readonly (readonly [string, number])[] = [
  ['none', 0],
  ['badnets-patch', 0.01],
  ['blended', 0.01],
  ['table-trigger', 0.01],
  ['text-token-trigger', 0.01],
  ['text-sentence-trigger', 0.01],
  ['random-label-flip', 0.01],
  ['random-label-flip', 0.05],
  ['targeted-label-flip', 0.01],
  ['targeted-label-flip', 0.05],
];

const sets: readonly (readonly [string, DataSet | undefined])[] = [
  ['fashion', loadPictures('fashion', fresh + trusted, 1)],
  ['letter', letterTable()],
  ['mails', mails()],
];

console.log(`new rows ${fresh}, trusted rows ${trusted}, seeds 1..${seeds}`);
for (const [name, whole] of sets.filter(([one]) => chosen.length === 0 || chosen.includes(one))) {
  if (whole === undefined) console.log(`${name}: not installed`);
  else await measure(name, whole);
}

async function measure(name: string, whole: DataSet): Promise<void> {
  const wanted = plans.filter(
    ([id]) => id === 'none' || attacks.some((one) => one.id === id && one.fits.includes(whole.kind)),
  );
  for (const [id, rate] of wanted) {
    const sums = { alone: [0, 0, 0, 0], against: [0, 0, 0, 0] };
    let planted = 0;
    let good = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const order = seeded(seed, 5).shuffle(Int32Array.from({ length: whole.count }, (_, row) => row));
      const clean = takeRows(whole, order.slice(0, fresh));
      const base = takeRows(whole, order.slice(fresh, fresh + trusted));
      const attack = attacks.find((one) => one.id === id);
      const names = clean.labels?.names.length ?? 1;
      const made = attack?.plant(clean, { rate, target: seed % names, seed }) ?? {
        set: clean,
        planted: new Int32Array(0),
      };
      const isPlanted = new Set(Array.from(made.planted, (row) => made.set.id(row)));
      planted += isPlanted.size;
      good += clean.count - isPlanted.size;
      const alone = await scanDataSet(made.set, { path: name, seed });
      const beside = await examineAgainst(made.set, base, { seed, hasEngine: true });
      if (beside.run.outcome === 'inconclusive') console.log(beside.run.why);
      for (const [kind, rows] of [
        ['alone', alone.rows],
        ['against', beside.rows],
      ] as const) {
        for (const { row, decision } of rows) {
          const at = (isPlanted.has(row) ? 0 : 2) + (decision === 'filter' ? 0 : 1);
          sums[kind][at] = (sums[kind][at] ?? 0) + 1;
        }
      }
      const declared = (classes: readonly { readonly declaredPoisoned: boolean }[]): number =>
        classes.filter((one) => one.declaredPoisoned).length;
      if (process.env.VERBOSE) console.log(seed, 'declared', declared(alone.classes), declared(beside.classes));
    }
    const share = (count: number, of: number): string => (of === 0 ? '-' : `${((100 * count) / of).toFixed(1)} %`);
    const words = (kind: 'alone' | 'against'): string => {
      const [filtered = 0, shown = 0, badFiltered = 0, badShown = 0] = sums[kind];
      return `found ${share(filtered + shown, planted)} (filtered ${share(filtered, planted)}), alarms ${share(badFiltered + badShown, good)} (filtered ${share(badFiltered, good)})`;
    };
    console.log(`${name} ${id} ${100 * rate} %, n ${planted}: alone ${words('alone')}; against ${words('against')}`);
  }
}

function letterTable(): DataSet | undefined {
  const code = 'library(mlbench); data(LetterRecognition); write.csv(LetterRecognition, stdout(), row.names = FALSE)';
  const { stdout, status } = spawnSync('Rscript', ['-e', code], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) return undefined;
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
  const [heading = [], ...rows] = lines;
  const names = [...new Set(rows.map(([label = '']) => label))].sort();
  const codes = Int32Array.from(rows, ([label = '']) => names.indexOf(label));
  const columns = heading.slice(1).map((column, at) => ({
    kind: 'number' as const,
    name: column,
    values: Float64Array.from(rows, (row) => Number(row[at + 1])),
    missing: 0,
    notFinite: 0,
  }));
  return { kind: 'table', count: rows.length, id: (row) => row, labels: { names, codes }, excluded: [], columns };
}

function mails(): DataSet | undefined {
  if (!hasSpamAssassin) return undefined;
  const all = readSpamAssassin();
  const codes = Int32Array.from(all, ({ spam }) => (spam ? 1 : 0));
  const read = async (rows: ArrayLike<number>): Promise<readonly string[]> =>
    Array.from(rows, (row) => all[row]?.text ?? '');
  return {
    kind: 'text',
    count: all.length,
    id: (row) => row,
    labels: { names: ['ham', 'spam'], codes },
    excluded: [],
    read,
  };
}
