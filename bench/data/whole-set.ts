// Whole sets of pictures with planted triggers: target class, rate and kind of trigger unknown to what looks for them.
// usage: node bench/data/whole-set.ts SETS ROWS ATTACKS RATES SEEDS
// for example: node bench/data/whole-set.ts fashion,mnist 20000 badnets-patch,blended,clean 0.005,0.01,0.05 1,2
// The attack `clean` plants nothing; `a+b` plants both in one set, each for a class of its own. A line per attack: planted rows, recall
// of rows to be set aside, area under the curve of scores in the target class (rows that are not flagged tie); and of the whole set: classes declared that hold no planted rows, false flags, alerts, CPU and wall seconds.
import { examineImages } from '../../src/checks/dataset/ensemble/examine-images.ts';
import type { ImageSet } from '../../src/core/dataset/data-set.ts';
import { openEngine } from '../../src/jobs/engines/open-engine.ts';
import { auroc } from '../../src/numeric/statistics/auroc.ts';
import { attacks } from '../../src/transforms/plant/attacks.generated.ts';
import { moreAttacks } from './more-attacks.ts';
import { loadPictures } from './picture-sets.ts';

const [sets = 'mnist', rows = '10000', wanted = 'clean,badnets-patch', rates = '0.01', seeds = '1'] =
  process.argv.slice(2);
const engine = await openEngine({ threads: 1 });
console.log(`rows ${rows}; ${engine.name} ${engine.version}, ${engine.threads} thread; ${engine.processor}`);
const columns = ['set', 'attack', 'rate', 'seed', 'planted', 'target declared', 'recall', 'area'];
const columnsOfSet = ['others declared', 'false flags', 'alerts', 'CPU s', 'wall s'];
console.log(`| ${[...columns, ...columnsOfSet].join(' | ')} |`);
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|---|');
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
  const { set, attackOf } = plant(original, attack === 'clean' ? [] : attack.split('+'), rate, seed);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const { classes, rows: flags } = await examineImages(set, { seed, engine });
  const { user, system } = process.cpuUsage(cpu);
  const seconds = [(user + system) / 1e6, (performance.now() - begun) / 1e3].map((value) => value.toFixed(0));
  const classOf = (row: number): string => set.labels?.names[set.labels.codes[row] ?? 0] ?? '';
  const declared = classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((verdict) => verdict.class);
  const holding = new Set(Array.from(attackOf.keys(), classOf));
  const others = declared.filter((one) => !holding.has(one)).length;
  const filtered = flags.filter(({ decision }) => decision === 'filter');
  const wrong = filtered.filter(({ row }) => !attackOf.has(Number(row))).length;
  const share = ((100 * wrong) / (set.count - attackOf.size)).toFixed(3);
  const ofSet = [others, `${wrong} (${share} %)`, flags.length - filtered.length, ...seconds];
  for (const one of attack.split('+')) {
    const planted = Array.from(attackOf.keys()).filter((row) => attackOf.get(row) === one);
    const targets = [...new Set(planted.map(classOf))];
    const right = targets.filter((target) => declared.includes(target)).length;
    const found = filtered.filter(({ row }) => attackOf.get(Number(row)) === one).length;
    const recall = planted.length === 0 ? '-' : (found / planted.length).toFixed(4);
    const area = targets.length === 1 ? areaOf(set, flags, targets[0] ?? '', new Set(planted)).toFixed(4) : '-';
    const cells = [name, one, rate, seed, planted.length, `${right} of ${targets.length}`, recall, area, ...ofSet];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** Among the rows of a class; what was planted by another attack counts as clean. */
function areaOf(
  set: ImageSet,
  flags: readonly { readonly row: number | string; readonly score: number }[],
  target: string,
  planted: ReadonlySet<number>,
): number {
  const scores = new Map(flags.map(({ row, score }) => [Number(row), score]));
  const code = set.labels?.names.indexOf(target);
  const rows = [...(set.labels?.codes ?? []).keys()].filter((row) => set.labels?.codes[row] === code);
  return auroc(
    rows.map((row) => scores.get(row) ?? 0),
    rows.map((row) => (planted.has(row) ? 1 : 0)),
  );
}

/** A row that two attacks took counts for the last of them. */
function plant(
  original: ImageSet,
  names: readonly string[],
  rate: number,
  seed: number,
): { readonly set: ImageSet; readonly attackOf: ReadonlyMap<number, string> } {
  const classes = original.labels?.names.length ?? 1;
  const attackOf = new Map<number, string>();
  let set = original;
  names.forEach((name, index) => {
    const one = [...attacks, ...moreAttacks].find(({ id }) => id === name);
    if (one === undefined) throw new Error(`there is no attack ${name}`);
    const planting = one.plant(set, { rate, seed: seed * 10 + index, target: (seed * 3 + 1 + index) % classes });
    if (planting.set.kind !== 'images') throw new Error(`${name} is not planted in pictures`);
    set = planting.set;
    for (const row of planting.planted) attackOf.set(row, name);
  });
  return { set, attackOf };
}
