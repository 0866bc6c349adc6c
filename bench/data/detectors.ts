// Detectors on features of a proxy, area under the curve in the target class, beside ART and cleanlab on the same features in the same
// run; and STRIP and the trigger search on the same model. BadNets patch, 0.5 and 1 % of all rows.
// usage: node bench/data/detectors.ts [SETS fashion,mnist] [SEEDS 1] [RATES .005,.01] [PYTHON OF CLEANLAB] [PYTHON OF ART]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pictures, strip } from '#checks/behaviour/strip';
import { searchTriggers } from '#checks/behaviour/trigger-search';
import { detectors } from '#checks/dataset/detectors/detectors.generated';
import { openEngine } from '#jobs/engines/open-engine';
import { networkOf } from '#numeric/models/network-of';
import { seeded } from '#numeric/random/seeded';
import { auroc } from '#numeric/statistics/auroc';
import { ranks } from '#numeric/statistics/ranks';
import { examplesInMemory } from '#numeric/training/examples';
import { OpenNetwork } from '#numeric/training/open-network';
import { trainClassifier } from '#numeric/training/train-classifier';
import { loadPictures } from './picture-sets.ts';

const [sets = 'fashion,mnist', seeds = '1', rates = '.005,.01', ...pythons] = process.argv.slice(2);
const size = 784;
const best: number[] = [];
for (const set of sets.split(',')) {
  for (const rate of rates.split(','))
    for (const seed of seeds.split(',')) await measure(set, Number(rate), Number(seed));
}
const mean = best.reduce((sum, value) => sum + value, 0) / best.length;
console.log(
  `combined score over ${best.length} runs: mean ${mean.toFixed(4)}, least ${Math.min(...best).toFixed(4)} (goal: mean .995)`,
);

async function measure(set: string, rate: number, seed: number): Promise<void> {
  const pictures = loadPictures(set, 60_000, seed);
  if (pictures?.labels === undefined) return console.log(`${set} is not installed`);
  const all = Int32Array.from({ length: pictures.count }, (_, row) => row);
  const pixels = await pictures.read(all);
  const labels = pictures.labels.codes.slice();
  const planted = plantPatch(pixels, labels, rate, seed);
  const engine = await openEngine({ threads: 1 });
  const network = networkOf({
    kind: 'convolutional-net',
    height: 28,
    width: 28,
    channels: 1,
    classes: 10,
    filters: [8, 24],
    kernel: 5,
    padding: 0,
    dense: 128,
  });
  const examples = examplesInMemory(pixels, size);
  const epochs = pictures.count > 20_000 ? 6 : 12;
  const { weights } = await trainClassifier({
    engine,
    network,
    examples,
    labels,
    rows: all,
    epochs,
    batch: 128,
    rate: 1e-3,
    seed,
  });
  const net = new OpenNetwork(engine, network);
  const { logits, layers } = await net.forward(weights, examples, all, ['penultimate']);
  const values = layers.penultimate ?? new Float32Array();
  console.log(
    `${set}, ${pictures.count} rows, ${planted.reduce((sum, one) => sum + one, 0)} with a patch, seed ${seed}`,
  );
  const features = { count: all.length, width: 128, values, from: 'proxy penultimate' };
  const raw = {
    count: all.length,
    width: size,
    values: Float32Array.from(pixels, (pixel) => pixel / 255),
    from: 'raw',
  };
  const input = { labels, classes: 10, probabilities: softmax(logits), seed };
  const own = all.filter((row) => labels[row] === 0);
  const positive = own.map((row) => planted[row] ?? 0);
  const score = (id: string, on: typeof features): Float64Array => {
    const scores = detectors.find((one) => one.id === id)?.detect({ ...input, features: on }).scores;
    return Float64Array.from(own, (row) => scores?.[row] ?? Number.NaN);
  };
  for (const { id } of detectors) show(id, auroc(score(id, features), positive));
  const distance = ranks(score('trimmed-covariance', features));
  const conflict = ranks(score('neighbour-label-conflict', raw));
  // Fisher's way: the product of the shares of rows that score higher.
  const combined = distance.map(
    (rank, i) => -Math.log(1 - rank / (own.length + 1)) - Math.log(1 - (conflict[i] ?? 0) / (own.length + 1)),
  );
  best.push(auroc(combined, positive));
  show('trimmed-covariance and label conflict of pixels', best.at(-1) ?? 0);
  peers(features, labels, planted);
  const classify = async (some: Pictures): Promise<Float32Array> => {
    const rows = Int32Array.from({ length: some.count }, (_, row) => row);
    return softmax((await net.forward(weights, examplesInMemory(some.values, size), rows)).logits);
  };
  const clean = seeded(seed, 2).shuffle(all.filter((row) => planted[row] === 0));
  const victims = clean.filter((row) => labels[row] !== 0).subarray(-1000);
  const suspects = toPictures(pixels, victims, true);
  const gone = (await classify(suspects)).filter((p, i) => i % 10 === 0 && p > 0.5).length / suspects.count;
  const overlays = toPictures(pixels, clean.subarray(0, 1000), false);
  const judged = await strip({
    classify,
    classes: 10,
    overlays,
    clean: toPictures(pixels, clean.subarray(1000, 2000), false),
    suspects,
    falseRejectionRate: 0.01,
    seed,
  });
  const accepted = 1 - judged.rejected.length / suspects.count;
  console.log(
    `  attack works on ${(gone * 100).toFixed(1)} %; STRIP accepts ${(accepted * 100).toFixed(1)} % at 1 % false rejections (1,000 + 1,000)`,
  );
  const gradients = (x: Float32Array, wanted: Int32Array) => net.inputGradients(weights, x, wanted);
  const found = await searchTriggers({
    gradients,
    targets: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    clean: overlays,
    channels: 1,
    seed,
  });
  console.log(
    `  trigger search: suspicious [${found.suspicious.join()}], index of the target ${found.triggers[0]?.index.toFixed(2)}, next ${Math.max(...found.triggers.slice(1).map(({ index }) => index)).toFixed(2)}`,
  );
  await net.close();
}

/** A checkerboard of 3 x 3 in the corner of rows that are not of class 0, which get its label. Changes both; 1 per planted row. */
function plantPatch(pixels: Uint8Array, labels: Int32Array, rate: number, seed: number): Uint8Array {
  const planted = new Uint8Array(labels.length);
  const others = Int32Array.from(labels.keys()).filter((row) => labels[row] !== 0);
  for (const row of seeded(seed, 1)
    .shuffle(others)
    .subarray(0, Math.round(labels.length * rate))) {
    planted[row] = 1;
    labels[row] = 0;
    for (let i = 0; i < 9; i++) pixels[row * size + corner(i)] = i % 2 === 0 ? 255 : 0;
  }
  return planted;
}

function corner(i: number): number {
  return (24 + Math.floor(i / 3)) * 28 + 24 + (i % 3);
}

function toPictures(pixels: Uint8Array, rows: Int32Array, withPatch: boolean): Pictures {
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, place) => {
    for (let i = 0; i < size; i++) values[place * size + i] = (pixels[row * size + i] ?? 0) / 255;
    if (withPatch) for (let i = 0; i < 9; i++) values[place * size + corner(i)] = i % 2 === 0 ? 1 : 0;
  });
  return { count: rows.length, size, values };
}

function softmax(logits: Float32Array): Float32Array {
  const result = logits.map(Math.exp);
  for (let row = 0; row < result.length; row += 10) {
    const sum = result.subarray(row, row + 10).reduce((total, value) => total + value, 0);
    for (let c = row; c < row + 10; c++) result[c] = (result[c] ?? 0) / sum;
  }
  return result;
}

function peers(
  features: { readonly count: number; readonly width: number; readonly values: Float32Array },
  labels: Int32Array,
  planted: Uint8Array,
): void {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-detectors-'));
  writeFileSync(join(folder, 'features.f32'), features.values);
  writeFileSync(join(folder, 'labels.i32'), labels);
  writeFileSync(join(folder, 'planted.u8'), planted);
  writeFileSync(join(folder, 'shape.txt'), `${features.count} ${features.width}`);
  for (const python of pythons.length > 0 ? pythons : ['python3']) {
    const { stdout, status } = spawnSync(python, [fileURLToPath(new URL('./detectors.py', import.meta.url)), folder], {
      encoding: 'utf8',
    });
    console.log(status === 0 ? stdout.trimEnd() : `  ${python}: no peers`);
  }
  rmSync(folder, { recursive: true });
}

function show(name: string, area: number): void {
  console.log(`  ${name.padEnd(45)} ${area.toFixed(4)}`);
}
