// Whole sets of pictures with planted triggers: target class, rate and kind of trigger unknown to what looks for them.
// usage: node bench/data/whole-set.ts SETS ROWS ATTACKS RATES SEEDS
// for example: node bench/data/whole-set.ts fashion,mnist 20000 badnets-patch,blended,clean 0.005,0.01,0.05 1,2
// The attack `clean` plants nothing. Each line: planted rows, classes declared (those that hold planted rows, others), recall and
// false flags of rows to be set aside, alerts, AUROC is that of the ranking inside the target class, CPU and wall seconds.
import { examineImages } from '../../src/checks/dataset/ensemble/examine-images.ts';
import type { ImageSet } from '../../src/core/dataset/data-set.ts';
import { openEngine } from '../../src/jobs/engines/open-engine.ts';
import { attacks } from '../../src/transforms/plant/attacks.generated.ts';
import { moreAttacks } from './more-attacks.ts';
import { loadPictures } from './picture-sets.ts';

const [sets = 'mnist', rows = '10000', wanted = 'clean,badnets-patch', rates = '0.01', seeds = '1'] =
  process.argv.slice(2);
const engine = await openEngine({ threads: 1 });
console.log(`rows ${rows}; ${engine.name} ${engine.version}, ${engine.threads} thread; ${engine.processor}`);
console.log(
  '| set | attack | rate | seed | planted | declared with planted rows | declared without | recall | false flags | alerts | CPU s | wall s |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|');
for (const name of sets.split(',')) {
  for (const attack of wanted.split(',')) {
    for (const rate of attack === 'clean' ? [0] : rates.split(',').map(Number)) {
      for (const seed of seeds.split(',').map(Number)) await measure(name, attack, rate, seed);
    }
  }
}

async function measure(name: string, attack: string, rate: number, seed: number): Promise<void> {
  const original = loadPictures(name, Number(rows), seed);
  if (original === undefined) {
    console.log(`| ${name} | not installed |`);
    return;
  }
  const { set, planted } = plant(original, attack, rate, seed);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { classes, rows: flags } = await examineImages(set, { seed, engine });
  const { user, system } = process.cpuUsage(cpu);
  const isPlanted = new Set<number | string>(planted);
  const holding = new Set(Array.from(planted, (row) => set.labels?.names[set.labels.codes[row] ?? 0]));
  const declared = classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((verdict) => verdict.class);
  const right = declared.filter((one) => holding.has(one)).length;
  const filtered = flags.filter(({ decision }) => decision === 'filter');
  const found = filtered.filter(({ row }) => isPlanted.has(row)).length;
  const wrong = filtered.length - found;
  const cells = [
    name,
    attack,
    rate,
    seed,
    planted.length,
    `${right} of ${holding.size}`,
    declared.length - right,
    planted.length === 0 ? '-' : (found / planted.length).toFixed(4),
    `${wrong} (${((100 * wrong) / (set.count - planted.length)).toFixed(3)} %)`,
    flags.length - filtered.length,
    ((user + system) / 1e6).toFixed(0),
    ((performance.now() - begun) / 1e3).toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function plant(
  original: ImageSet,
  attack: string,
  rate: number,
  seed: number,
): { readonly set: ImageSet; readonly planted: Int32Array } {
  const one = [...attacks, ...moreAttacks].find(({ id }) => id === attack);
  if (attack === 'clean') return { set: original, planted: new Int32Array(0) };
  if (one === undefined) throw new Error(`there is no attack ${attack}`);
  const { set, planted } = one.plant(original, {
    rate,
    seed,
    target: (seed * 3 + 1) % (original.labels?.names.length ?? 1),
  });
  if (set.kind !== 'images') throw new Error(`${attack} is not planted in pictures`);
  return { set, planted };
}
