import { expect, test } from 'vitest';
import type { FlaggedRow } from '#core/dataset/data-scan';
import { seeded } from '#numeric/random/seeded';
import { buildTextSet, type LabelledText } from '#testkit/text-set';
import { examineSources } from './examine-sources.ts';

const day = 86_400_000;
const flag = (row: number): FlaggedRow => ({
  row,
  class: '',
  score: 0.9,
  decision: 'alert',
  category: 'sabotage',
  because: [],
});

interface Made {
  readonly rows: readonly LabelledText[];
  readonly flagged: readonly FlaggedRow[];
}

/** 2,000 rows of 40 sources over 100 days, 1 % flagged at random; `change` alters a row and says whether it is flagged. */
function made(seed: number, change: (at: number) => Partial<LabelledText> & { flagged?: boolean } = () => ({})): Made {
  const random = seeded(seed);
  const flagged: FlaggedRow[] = [];
  const rows = Array.from({ length: 2000 }, (_, at) => {
    const row = { text: '', source: `s${random.integer(40)}`, time: Math.floor(random.uniform() * 100 * day) };
    const isFlagged = random.uniform() < 0.01;
    const { flagged: planted, ...changed } = change(at);
    if (planted ?? isFlagged) flagged.push(flag(at));
    return { ...row, ...changed };
  });
  return { rows, flagged };
}

const examine = ({ rows, flagged }: Made) => examineSources(buildTextSet(rows), flagged);

test('honest sources: of 100 sets hardly one has a source or a burst that stands out', () => {
  const found = Array.from({ length: 100 }, (_, seed) => examine(made(seed)));
  // Each of four families of tests errs in at most 1 % of sets.
  expect(found.filter(({ sources }) => sources.length > 0).length).toBeLessThanOrEqual(4);
  expect(found.filter(({ bursts }) => bursts.length > 0).length).toBeLessThanOrEqual(3);
  expect(found.flatMap(({ influence }) => influence?.over ?? [])).toEqual([]);
});

test('a source with a tenth of its 60 rows flagged more than others stands out, and only it', () => {
  const found = examine(made(1, (at) => (at < 60 ? { source: 'mallory', flagged: at < 9 } : {})));
  expect(found.sources.map(({ source, rows, flagged }) => [source, rows, flagged])).toEqual([['mallory', 60, 9]]);
  expect(found.detectors[0]).toMatchObject({ detector: 'source-flags', outcome: 'fail' });
  expect(found.quality.find(({ kind }) => kind === 'suspicious-source')?.rows.slice(0, 2)).toEqual([0, 1]);
});

test('poison spread over many names of a row or two is seen in all of them together', () => {
  const found = examine(made(2, (at) => (at < 60 ? { source: `n${at >> 1}`, flagged: at % 4 === 0 } : {})));
  expect(found.sources.map(({ source }) => source)).toEqual(['30 sources of at most 3 rows']);
});

test('new sources with flagged rows are named', () => {
  const late = (at: number) => ({ source: `new${at % 8}`, time: 99 * day + at, flagged: at % 5 === 0 });
  const found = examine(made(3, (at) => (at < 80 ? late(at) : {})));
  expect(found.sources.map(({ source }) => source)).toContain('8 new sources');
});

test('one source that sends 40 rows in an hour is a burst; when everybody writes that hour, it is volume only', () => {
  const hour = (at: number) => 50 * day + (at * day) / 24 / 400;
  const alone = examine(made(4, (at) => (at < 40 ? { source: 's7', time: hour(at) } : {})));
  expect(alone.bursts.map(({ of }) => of)).toEqual(['s7']);
  expect(alone.bursts[0]?.from).toBeGreaterThan(49 * day);
  expect(alone.bursts[0]?.to).toBeLessThan(51 * day);
  const viral = examine(made(4, (at) => (at < 400 ? { time: hour(at) } : {})));
  expect(viral.bursts.map(({ of }) => of)).toEqual(['all rows']);
  expect(viral.limitations.join()).toContain('no attack by itself');
});

test('flagged rows that come together are a burst', () => {
  const found = examine(made(5, (at) => (at < 15 ? { time: 30 * day + at, flagged: true } : {})));
  expect(found.bursts.map(({ of }) => of)).toEqual(['flagged rows']);
});

test('a source that weighs too much is named with what is to be held back', () => {
  const found = examine(made(6, (at) => (at < 600 ? { source: 'loud' } : {})));
  expect(found.influence).toMatchObject({ rows: 243, over: [{ source: 'loud', rows: 600, surplus: 357 }] });
});

test('what is not known is said', () => {
  const none = examineSources(buildTextSet([{ text: 'a' }, { text: 'b' }]), [flag(0), flag(77)]);
  expect(none.detectors.map(({ outcome }) => outcome)).toEqual(['not-applicable', 'not-applicable']);
  expect(none.limitations.join()).toContain('names no sources');
  const one = examineSources(
    buildTextSet([
      { text: 'a', source: 'x' },
      { text: 'b', source: 'x' },
    ]),
    [flag(0)],
  );
  expect(one.detectors[0]).toMatchObject({ outcome: 'not-applicable', why: expect.stringContaining('one source') });
  expect(examineSources(buildTextSet([]), []).bursts).toEqual([]);
});

test('all at one time, times that are missing, and one row are no error', () => {
  const rows = Array.from({ length: 500 }, (_, at) => ({
    text: '',
    source: `s${at % 3}`,
    ...(at % 2 === 0 ? { time: 5 } : {}),
  }));
  expect(examineSources(buildTextSet(rows), [flag(3)]).bursts).toEqual([]);
  expect(examineSources(buildTextSet([{ text: '', source: 'x', time: 1 }]), []).sources).toEqual([]);
});
