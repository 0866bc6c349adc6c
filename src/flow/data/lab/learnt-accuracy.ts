// What a model that learns from some rows says of others: how an attack, and what was taken out against it, changes what is learnt.
import { joinTables } from '#checks/dataset/against/join-tables';
import { largestOf } from '#checks/dataset/against/label-margins';
import type { DataSet, ImageSet, TableSet, TextSet } from '#core/dataset/data-set';
import { trainInParallel } from '#jobs/training/train-in-parallel';
import { hashNGrams, type SparseRow } from '#numeric/models/hashed-n-gram';
import { logitsInto, trainSparseSoftmax } from '#numeric/models/sparse-softmax';
import { splitTokens } from '#numeric/text/split-tokens';
import { binNames, binNumbers } from '#numeric/trees/binned-column';
import { growForest, outOfBag } from '#numeric/trees/random-forest';
import { joinPictures } from '../against/join-pictures.ts';
import { proxyInput } from './proxy-features.ts';
import { rawFeatures } from './raw-features.ts';

/**
 * Learns from these rows, all of which have a label, and predicts the class of every row of `asked`.
 * @param asked - of the same kind and shape as `set` @returns codes of the labels of `set`
 * @throws {AssayError} when rows cannot be read any more; {NumericError} when training fails
 */
export type AccuracyOf = (set: DataSet, learnt: Int32Array, asked: DataSet, seed: number) => Promise<Int32Array>;

/** Pictures by a small network, tables by a random forest, texts by softmax regression over words and pairs of words. */
export const learnAndAsk: AccuracyOf = async (set, learnt, asked, seed) => {
  if (set.kind === 'table' && asked.kind === 'table') return askForest(set, learnt, asked, seed);
  if (set.kind === 'text' && asked.kind === 'text') return askWords(set, learnt, asked, seed);
  if (set.kind === 'images' && asked.kind === 'images') return askNetwork(set, learnt, asked, seed);
  throw new Error('sets of one kind');
};

function askForest(set: TableSet, learnt: Int32Array, asked: TableSet, seed: number): Int32Array {
  const { columns, count } = joinTables(set, asked);
  const binned = columns.map((column) =>
    column.kind === 'number' ? binNumbers(column.values, seed) : binNames(column.values.codes),
  );
  const labels = new Int32Array(count).fill(-1);
  for (const row of learnt) labels[row] = set.labels?.codes[row] ?? -1;
  const classes = set.labels?.names.length ?? 0;
  const growing = growForest(binned, labels, {
    classes,
    trees: 60,
    columnShare: 0.5,
    mostRows: 20_000,
    leastLeaf: 2,
    seed,
  });
  let step = growing.next();
  while (step.done !== true) step = growing.next();
  const rows = Int32Array.from({ length: asked.count }, (_, row) => set.count + row);
  const { shares } = outOfBag(step.value, rows);
  return rows.map((_, at) => largestOf(shares.subarray(at * classes, (at + 1) * classes)));
}

async function askWords(set: TextSet, learnt: Int32Array, asked: TextSet, seed: number): Promise<Int32Array> {
  const classes = set.labels?.names.length ?? 0;
  const features = await wordsOf(set, learnt);
  const labels = learnt.map((row) => set.labels?.codes[row] ?? 0);
  const rows = Int32Array.from({ length: learnt.length }, (_, at) => at);
  const model = trainSparseSoftmax(features, labels, rows, { classes, width: 2 ** featureBits, seed });
  const all = Int32Array.from({ length: asked.count }, (_, row) => row);
  const logits = new Float64Array(classes);
  return Int32Array.from(await wordsOf(asked, all), (words) => {
    logitsInto(logits, model, words);
    return largestOf(logits);
  });
}

async function wordsOf(set: TextSet, rows: Int32Array): Promise<readonly SparseRow[]> {
  const features: SparseRow[] = [];
  for (let from = 0; from < rows.length; from += blockRows) {
    for (const text of await set.read(rows.subarray(from, from + blockRows))) {
      const { count, hashes } = splitTokens(text, mostWords);
      const tokens = Uint32Array.from({ length: count }, (_, at) => hashes[2 * at] ?? 0);
      features.push(hashNGrams(tokens, { longest: 2, bits: featureBits }));
    }
  }
  return features;
}

async function askNetwork(set: ImageSet, learnt: Int32Array, asked: ImageSet, seed: number): Promise<Int32Array> {
  const classes = set.labels?.names.length ?? 0;
  const all = joinPictures(asked, set, learnt);
  const { network, values, width } = await proxyInput(all, await rawFeatures(all), classes);
  const labels = new Int32Array(all.count).fill(-1);
  for (const [at, row] of learnt.entries()) labels[at] = set.labels?.codes[row] ?? -1;
  const rows = Int32Array.from({ length: learnt.length }, (_, at) => at);
  const wanted = Int32Array.from({ length: asked.count }, (_, row) => learnt.length + row);
  const task = { network, rows, epochs, batch: 64, rate: 1e-3, seed, outputs: { rows: wanted, layers: [] } };
  const [answer] = await trainInParallel([task], { values, width, labels }, { workers: 1 });
  const logits = answer?.outputs?.logits ?? new Float32Array(0);
  return wanted.map((_, at) => largestOf(logits.subarray(at * classes, (at + 1) * classes)));
}

const featureBits = 16;
const mostWords = 2000;
const blockRows = 512;
const epochs = 6;
