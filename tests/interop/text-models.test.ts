// Naive Bayes beside scikit-learn's, MinHash beside datasketch's. Skipped where Python or the packages are missing; ASSAY_ML_PYTHON names
// the interpreter.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCorpus } from '#checks/dataset/text/corpus';
import { minHash, shinglesOf, similarity } from '#checks/dataset/text/min-hash';
import { NaiveBayes, type TokenCounts } from '#numeric/models/naive-bayes';
import { seeded } from '#numeric/random/seeded';
import { buildTextSet } from '#testkit/text-set';

const python = process.env.ASSAY_ML_PYTHON ?? 'python3';
const random = seeded(8);
const vocabulary = 40;
const row = (): readonly number[] => Array.from({ length: vocabulary }, () => Math.max(0, random.integer(6) - 3));
const counts = Array.from({ length: 60 }, row);
const asked = Array.from({ length: 20 }, row);
const labels = counts.map((_, at) => at % 3);

/** Pairs of sets of words whose similarity is known. */
const pairs = Array.from({ length: 40 }, (_, at) => {
  const words = Array.from({ length: 200 }, (_, word) => `p${at}w${word}`);
  return [words.slice(0, 150), words.slice(at * 3)] as const;
});

const { stdout, status } = spawnSync(python, [join(import.meta.dirname, 'text-models.py')], {
  input: JSON.stringify({ counts, asked, labels, smoothing: 0.5, pairs }),
  encoding: 'utf8',
});
const theirs: { readonly joint?: readonly (readonly number[])[]; readonly minhash?: readonly number[] } =
  status === 0 ? JSON.parse(stdout) : {};

describe.skipIf(theirs.joint === undefined)('scikit-learn (skipped where it is missing)', () => {
  test('the same joint log likelihoods, also after documents came and went', () => {
    const model = new NaiveBayes({ classes: 3, vocabulary, smoothing: 0.5 });
    for (const [at, one] of [...asked, ...counts].entries()) model.add(countsOf(one), labels[at - asked.length] ?? 0);
    for (const one of asked) model.remove(countsOf(one), 0);
    for (const [at, one] of asked.entries()) {
      const joint = model.logJoint(countsOf(one));
      for (const label of [0, 1, 2]) expect(joint[label]).toBeCloseTo(theirs.joint?.[at]?.[label] ?? Number.NaN, 9);
    }
  });
});

describe.skipIf(theirs.minhash === undefined)('datasketch (skipped where it is missing)', () => {
  test('estimates no further from the truth than theirs, within four standard deviations', async () => {
    const texts = pairs.flatMap(([one, other]) => [one.join(' '), other.join(' ')]);
    const corpus = await readCorpus(buildTextSet(texts.map((text) => ({ text }))), { seed: 1 });
    const signatures = minHash(corpus, 128);
    let ours = 0;
    let other = 0;
    for (const [at, [one, two]] of pairs.entries()) {
      const [a, b] = [shinglesOf(corpus, 2 * at), shinglesOf(corpus, 2 * at + 1)];
      const truth = jaccard(a, b);
      const error = similarity(signatures, 2 * at, 2 * at + 1) - truth;
      expect(Math.abs(error)).toBeLessThanOrEqual(4 * Math.sqrt((truth * (1 - truth)) / 128) + 1e-9);
      ours += error ** 2;
      other += ((theirs.minhash?.[at] ?? 0) - jaccard(new Set(one), new Set(two))) ** 2;
    }
    expect(Math.sqrt(ours / other)).toBeLessThan(1.5);
  });
});

function countsOf(row: readonly number[]): TokenCounts {
  const tokens = [...row.keys()].filter((token) => (row[token] ?? 0) > 0);
  return { tokens: Int32Array.from(tokens), counts: Int32Array.from(tokens, (token) => row[token] ?? 0) };
}

function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const shared = [...a].filter((one) => b.has(one)).length;
  return shared / (a.size + b.size - shared);
}
