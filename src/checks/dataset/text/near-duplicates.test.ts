import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { buildTextSet } from '#testkit/text-set';
import { readCorpus } from './corpus.ts';
import { minHash, shinglesOf, similarity } from './min-hash.ts';
import { findNearDuplicates } from './near-duplicates.ts';

const random = seeded(3);
const randomWords = (count: number): readonly string[] =>
  Array.from({ length: count }, () => `w${random.integer(5000)}`);

/** `words` with a share of them replaced. */
function changed(words: readonly string[], share: number): readonly string[] {
  return words.map((word) => (random.uniform() < share ? `w${random.integer(5000)}` : word));
}

test('signatures estimate the Jaccard similarity within their standard deviation', async () => {
  const pairs = Array.from({ length: 60 }, (_, at) => {
    const words = randomWords(120);
    return [words.join(' '), changed(words, (at % 10) / 20).join(' ')];
  });
  const corpus = await readCorpus(buildTextSet(pairs.flat().map((text) => ({ text }))), { seed: 1 });
  const signatures = minHash(corpus, 128);
  let squares = 0;
  for (let pair = 0; pair < pairs.length; pair++) {
    const [a, b] = [shinglesOf(corpus, 2 * pair), shinglesOf(corpus, 2 * pair + 1)];
    const shared = [...a].filter((shingle) => b.has(shingle)).length;
    const jaccard = shared / (a.size + b.size - shared);
    const error = similarity(signatures, 2 * pair, 2 * pair + 1) - jaccard;
    squares += error ** 2 / Math.max(1e-4, (jaccard * (1 - jaccard)) / 128);
  }
  // A sum of 60 squared standard normal numbers: 32 to 96 with probability .998.
  expect(squares).toBeGreaterThan(20);
  expect(squares).toBeLessThan(96);
});

test('copies with few changes are grouped, others are not', async () => {
  const originals = Array.from({ length: 300 }, () => randomWords(100));
  const texts = [...originals, ...originals.slice(0, 50).map((words) => changed(words, 0.02))];
  const corpus = await readCorpus(buildTextSet(texts.map((words) => ({ text: words.join(' ') }))), { seed: 1 });
  const { groupOf, skipped } = findNearDuplicates(minHash(corpus, 128), 0.7);
  expect(skipped).toBe(0);
  const found = Array.from({ length: 50 }, (_, at) => groupOf[300 + at] === at).filter(Boolean);
  expect(found.length).toBeGreaterThanOrEqual(49);
  expect(new Set(groupOf.slice(0, 300)).size).toBe(300);
});

test('empty texts are nobody’s double; ten thousand copies of one text take linear time', async () => {
  const empty = await readCorpus(buildTextSet([{ text: '' }, { text: '' }]), { seed: 1 });
  expect([...findNearDuplicates(minHash(empty, 16), 0.7).groupOf]).toEqual([0, 1]);
  const equal = await readCorpus(buildTextSet(Array(10_000).fill({ text: 'one and the same text' })), { seed: 1 });
  expect(new Set(findNearDuplicates(minHash(equal, 64), 0.7).groupOf)).toEqual(new Set([0]));
});
