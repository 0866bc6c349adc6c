// RONI on real mail: how many candidates a second, and what of a dictionary attack is found. usage:
// ASSAY_ML_PYTHON=.../python nice node bench/data/roni.ts [SEED]
// Bodies of SpamAssassin's 6,046 mails. The bound is set on other mails than those that are judged: a third of the corpus is the pool
// that small models learn from, a third sets the bound, 600 of the last third and 100 lists of all words of at least three mails are judged. The peer refits: for each candidate
// scikit-learn trains MultinomialNB on 20 % of n rows with and without it, n times 0.2 n refits; a few are timed and the rest extrapolated.
import { spawnSync } from 'node:child_process';
import { readCorpus } from '#checks/dataset/text/corpus';
import { roniImpact } from '#checks/dataset/text/roni';
import type { TokenCounts } from '#numeric/models/naive-bayes';
import { seeded } from '#numeric/random/seeded';
import { readSpamAssassin } from '#testkit/spam-assassin';
import { buildTextSet } from '#testkit/text-set';

const seed = Number(process.argv[2] ?? 1);
const random = seeded(seed);
const mails = readSpamAssassin().map(({ text, spam }) => ({
  text: text.slice(text.indexOf('\n\n') + 2),
  label: spam ? 'spam' : 'ham',
}));
random.shuffle(mails);
const third = Math.floor(mails.length / 3);
const mailsWith = new Map<string, number>();
for (const { text } of mails)
  for (const word of new Set(text.toLowerCase().match(/[a-z]{3,12}/g) ?? []))
    mailsWith.set(word, (mailsWith.get(word) ?? 0) + 1);
const words = [...mailsWith].filter(([, count]) => count >= 3).map(([word]) => word);
const lists = Array.from({ length: 100 }, () => ({ text: random.shuffle([...words]).join(' '), label: 'spam' }));
const corpus = await readCorpus(buildTextSet([...mails, ...lists]), { seed });
const documents = Array.from({ length: corpus.count }, (_, document) => presence(document));

const calibrating = range(third, 2 * third);
const normal = range(2 * third, 2 * third + 600);
const attack = range(mails.length, mails.length + lists.length);
const input = { documents, labels: corpus.labels, classes: 2, vocabulary: corpus.vocabulary, pool: range(0, third) };

const start = process.cpuUsage();
const impact = roniImpact(
  { ...input, candidates: Int32Array.of(...calibrating, ...normal, ...attack) },
  { seed, trials: 9 },
);
const { user, system } = process.cpuUsage(start);
if (impact === undefined) throw new Error('too few mails');
const judged = calibrating.length + normal.length + attack.length;
console.log(
  `seed ${seed}: ${judged} candidates in ${((user + system) / 1e6).toFixed(2)} s of CPU, ${Math.round(judged / ((user + system) / 1e6))} a second`,
);

const calibration = [...impact.loss.subarray(0, calibrating.length)].sort((a, b) => a - b);
const median = calibration[calibration.length >> 1] ?? 0;
const spread = Math.sqrt(calibration.reduce((sum, loss) => sum + (loss - median) ** 2, 0) / calibration.length);
const bound = Math.max(median + 3 * spread, 0.4 * impact.right);
const ofNormal = [...impact.loss.subarray(calibrating.length, calibrating.length + normal.length)];
const ofAttack = [...impact.loss.subarray(calibrating.length + normal.length)];
console.log(
  `bound ${bound.toFixed(2)} of ${calibration.length} other mails (median ${median.toFixed(2)}, sd ${spread.toFixed(2)}, most ${calibration.at(-1)?.toFixed(1)})`,
);
console.log(
  `word lists found: ${ofAttack.filter((loss) => loss > bound).length} of ${ofAttack.length}, least loss ${Math.min(...ofAttack).toFixed(1)}`,
);
console.log(
  `normal mails flagged: ${ofNormal.filter((loss) => loss > bound).length} of ${ofNormal.length}, greatest loss ${Math.max(...ofNormal).toFixed(1)}`,
);
peer();

/** A few refits of scikit-learn on the same counts of words. */
function peer(): void {
  const python = process.env.ASSAY_ML_PYTHON ?? 'python3';
  const rows = Array.from(documents.slice(0, mails.length), ({ tokens }) => [...tokens]);
  const program = `
import sys, json, time, numpy as np
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import MultinomialNB
d = json.load(sys.stdin)
ptr = np.cumsum([0] + [len(r) for r in d["rows"]]); idx = np.concatenate([np.array(r, dtype=np.int32) for r in d["rows"]])
x = csr_matrix((np.ones(len(idx)), idx, ptr), shape=(len(d["rows"]), d["v"])); y = np.array(d["labels"])
n = x.shape[0]; k = n // 5; t = []
rng = np.random.default_rng(1)
for i in range(6):
    s = rng.choice(n, k, replace=False); q = rng.choice(n, 50, replace=False)
    b = time.process_time(); MultinomialNB().fit(x[s], y[s]).score(x[q], y[q]); t.append(time.process_time() - b)
print(n, k, float(np.median(t)))`;
  const labels = [...corpus.labels.subarray(0, mails.length)];
  const { stdout, status } = spawnSync(python, ['-c', program], {
    input: JSON.stringify({ rows, labels, v: corpus.vocabulary }),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) {
    console.log('scikit-learn is not there: the peer is left out');
    return;
  }
  const [n = 0, k = 0, seconds = 0] = stdout.trim().split(' ').map(Number);
  const refits = n * k;
  console.log(
    `scikit-learn: one refit on ${k} mails and its quiz take ${(1000 * seconds).toFixed(1)} ms (median of 6); n x 0.2 n = ${refits} of them would take ${((refits * seconds) / 3600).toFixed(1)} hours (extrapolated), ${(n / (refits * seconds)).toFixed(3)} candidates a second`,
  );
}

function presence(document: number): TokenCounts {
  const ids = corpus.ids.subarray(corpus.offsets[document] ?? 0, corpus.offsets[document + 1] ?? 0);
  const tokens = Int32Array.from(new Set(ids));
  return { tokens, counts: new Int32Array(tokens.length).fill(1) };
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, at) => from + at);
}
