// STRIP on models with a backdoor of known strength: how many triggered pictures are accepted where 1 in 100 clean ones is rejected.
// usage: node bench/data/strip.ts SETS ROWS TRIGGERS RATES SEEDS EPOCHS
// for example: node bench/data/strip.ts mnist,fashion 7000 square,checks .05 1,2,3 16
// The overlays are added; in the last column both pictures count half. `works`: of triggered pictures of other classes, those that the
// model gives to the target; `keeps`: of copies under overlays, the same. FAR: accepted; of all triggered pictures, and of those that work.
import { type Pictures, strip } from '#checks/behaviour/strip';
import { openEngine } from '#jobs/engines/open-engine';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';
import { loadPictures } from './picture-sets.ts';

const [sets = 'mnist', rows = '7000', triggers = 'square', rates = '.05', seeds = '1', epochs = '16'] =
  process.argv.slice(2);
const size = 784;
const heldBack = 3000;
const questioned = 600;
console.log('| set | trigger | rate | seed | right | works | keeps | FAR, all | FAR, works | FAR at half strength |');
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const set of sets.split(','))
  for (const trigger of triggers.split(','))
    for (const rate of rates.split(','))
      for (const seed of seeds.split(',')) await measure(set, trigger, Number(rate), Number(seed));

async function measure(set: string, trigger: string, rate: number, seed: number): Promise<void> {
  const loaded = loadPictures(set, Number(rows) + heldBack, seed);
  if (loaded?.labels === undefined) return console.log(`| ${set} | not installed |`);
  const all = Int32Array.from({ length: loaded.count }, (_, row) => row);
  const pixels = Float32Array.from(await loaded.read(all), (pixel) => pixel / 255);
  const labels = loaded.labels.codes.slice();
  const order = seeded(seed, 5).shuffle(all);
  const [held, taken] = [order.subarray(0, heldBack), order.subarray(heldBack)];
  const others = taken.filter((row) => labels[row] !== 0).subarray(0, Math.round(taken.length * rate));
  for (const row of others) {
    labels[row] = 0;
    stamp(pixels, row * size, trigger);
  }
  const engine = await openEngine({ threads: 1 });
  const network = networkOf({
    kind: 'convolutional-net',
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    filters: [16, 32],
    kernel: 5,
    padding: 0,
    dense: 128,
  });
  const examples = examplesInMemory(pixels, size);
  const common = { engine, network, examples, labels, rows: taken, batch: 128, rate: 1e-3, seed };
  const { weights } = await trainClassifier({ ...common, epochs: Number(epochs) });
  const net = new OpenNetwork(engine, network);
  const classify = async ({ values, count }: Pictures): Promise<Float32Array> => {
    const numbers = Int32Array.from({ length: count }, (_, row) => row);
    return softmax((await net.forward(weights, examplesInMemory(values, size), numbers)).logits);
  };
  const pictures = (chosen: Int32Array, withTrigger: boolean): Pictures => {
    const values = new Float32Array(chosen.length * size);
    chosen.forEach((row, at) => {
      values.set(pixels.subarray(row * size, (row + 1) * size), at * size);
      if (withTrigger) stamp(values, at * size, trigger);
    });
    return { count: chosen.length, size, values };
  };
  const tested = held.subarray(1000);
  const guesses = await classify(pictures(tested, false));
  const right = tested.filter((row, at) => likeliest(guesses, at) === labels[row]).length / tested.length;
  const suspects = pictures(
    held
      .subarray(1600)
      .filter((row) => labels[row] !== 0)
      .subarray(0, questioned),
    true,
  );
  const victims = await classify(suspects);
  const works = Array.from({ length: suspects.count }, (_, at) => likeliest(victims, at) === 0);
  const overlays = pictures(held.subarray(0, 1000), false);
  const clean = pictures(held.subarray(1000, 1600), false);
  // The copies of clean pictures come first.
  let [asked, kept] = [0, 0];
  const watched = async (some: Pictures): Promise<Float32Array> => {
    const result = await classify(some);
    asked += 1;
    if (asked > clean.count)
      for (let at = 0; at < some.count; at++) kept += likeliest(result, at) === 0 ? 1 / some.count : 0;
    return result;
  };
  const question = { classes: 10, falseRejectionRate: 0.01, seed };
  const { rejected } = await strip({ ...question, classify: watched, overlays, clean, suspects });
  const far = share(Array.from({ length: suspects.count }, (_, at) => !rejected.includes(at)));
  const farWorks = share(works.flatMap((is, at) => (is ? [!rejected.includes(at)] : [])));
  const half = ({ values, ...rest }: Pictures): Pictures => ({ ...rest, values: values.map((value) => value / 2) });
  const halved = await strip({
    ...question,
    classify,
    overlays: half(overlays),
    clean: half(clean),
    suspects: half(suspects),
  });
  const farHalf = 1 - halved.rejected.length / suspects.count;
  const cells = [right, share(works), kept / suspects.count, far, farWorks, farHalf].map(
    (value) => `${(100 * value).toFixed(1)} %`,
  );
  console.log(`| ${[set, trigger, rate, seed, ...cells].join(' | ')} |`);
  await net.close();
}

/** `square`: 4 x 4 white pixels near the lower right corner; `checks`: 3 x 3 fields, white and black. */
function stamp(values: Float32Array, from: number, trigger: string): void {
  const [side, first] = trigger === 'square' ? [4, 23] : [3, 24];
  for (let i = 0; i < side * side; i++) {
    const at = (first + Math.floor(i / side)) * 28 + first + (i % side);
    values[from + at] = trigger === 'square' || i % 2 === 0 ? 1 : 0;
  }
}

function likeliest(probabilities: Float32Array, at: number): number {
  const own = probabilities.subarray(at * 10, at * 10 + 10);
  return own.indexOf(Math.max(...own));
}

function share(values: readonly boolean[]): number {
  return values.filter(Boolean).length / Math.max(1, values.length);
}

function softmax(logits: Float32Array): Float32Array {
  const result = logits.map(Math.exp);
  for (let row = 0; row < result.length; row += 10) {
    const sum = result.subarray(row, row + 10).reduce((total, value) => total + value, 0);
    for (let c = row; c < row + 10; c++) result[c] = (result[c] ?? 0) / sum;
  }
  return result;
}
