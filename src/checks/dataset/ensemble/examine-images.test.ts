import { describe, expect, test } from 'vitest';
import type { ImageSet } from '#core/dataset/data-set';
import { openEngine } from '#jobs/engines/open-engine';
import { buildDrawnPictures, setInMemory } from '#testkit/drawn-pictures';
import { examineImages } from './examine-images.ts';

const engine = await openEngine({ threads: 1 });
const declared = (
  classes: readonly { readonly class: string; readonly declaredPoisoned: boolean }[],
): readonly string[] => classes.filter(({ declaredPoisoned }) => declaredPoisoned).map((verdict) => verdict.class);

describe('pictures of four signs, 1,200 rows, seed 3', () => {
  test('30 rows with a changed label and a mark are found, and where the mark stands', async () => {
    const { set, marked } = buildDrawnPictures({ count: 1200, side: 12, seed: 3, marked: 30 });
    const { classes, rows, triggers, detectors } = await examineImages(set, { seed: 1, engine });
    expect(declared(classes)).toEqual(['sign 0']);
    const filtered = rows.filter(({ decision }) => decision === 'filter').map(({ row }) => row);
    expect(filtered.filter((row) => marked.has(row)).length).toBeGreaterThanOrEqual(29);
    expect(filtered.filter((row) => !marked.has(row)).length).toBeLessThanOrEqual(3);
    expect(triggers[0]).toMatchObject({ class: 'sign 0', picture: { top: 1, left: 1, height: 2, width: 2 } });
    expect(detectors[0]).toMatchObject({ detector: 'trigger-by-conflict', outcome: 'fail' });
  });

  test('nothing is declared where nothing was planted', async () => {
    const { set } = buildDrawnPictures({ count: 1200, side: 12, seed: 3 });
    const { classes, rows, detectors } = await examineImages(set, { seed: 1, engine });
    expect(declared(classes)).toEqual([]);
    expect(rows).toEqual([]);
    expect(detectors.map(({ outcome }) => outcome)).toEqual(['pass', 'pass', 'pass']);
  });
});

test('60 of 1,200 rows with a changed label, each moved by half a pixel, are found (seed 8)', async () => {
  const { set } = buildDrawnPictures({ count: 1200, side: 12, seed: 8 });
  const moved = halfMoved(set, 60);
  const { classes, rows, limitations } = await examineImages(moved.set, { seed: 1, engine });
  expect(declared(classes)).toEqual(['sign 0']);
  const filtered = rows.filter(({ decision }) => decision === 'filter').map(({ row }) => Number(row));
  expect(filtered.filter((row) => moved.rows.has(row)).length).toBeGreaterThanOrEqual(54);
  expect(filtered.filter((row) => !moved.rows.has(row)).length).toBeLessThanOrEqual(4);
  expect(limitations.join(' ')).toContain('Warps');
});

/** The first rows of other classes get the label 0, and half of each pixel from its neighbour on the right. */
function halfMoved(set: ImageSet, many: number): { readonly set: ImageSet; readonly rows: ReadonlySet<number> } {
  const codes = (set.labels?.codes ?? new Int32Array()).slice();
  const rows = new Set([...codes.keys()].filter((row) => codes[row] !== 0).slice(0, many));
  for (const row of rows) codes[row] = 0;
  const read: ImageSet['read'] = async (wanted) => {
    const pixels = await set.read(wanted);
    const size = set.height * set.width;
    for (let i = 0; i < wanted.length; i++) {
      if (!rows.has(wanted[i] ?? -1)) continue;
      for (let at = i * size; at + 1 < (i + 1) * size; at++)
        pixels[at] = ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0)) >> 1;
    }
    return pixels;
  };
  return { set: { ...set, labels: { names: set.labels?.names ?? [], codes }, read }, rows };
}

describe('without an engine', () => {
  test('a mark is found, and what could not be looked for is said', async () => {
    const { set, marked } = buildDrawnPictures({ count: 1500, seed: 4, marked: 30 });
    const { classes, rows, detectors, limitations } = await examineImages(set, { seed: 1 });
    expect(declared(classes)).toEqual(['sign 0']);
    expect(rows.filter(({ row, decision }) => decision === 'filter' && marked.has(row)).length).toBeGreaterThanOrEqual(
      29,
    );
    expect(detectors[0]).toMatchObject({ outcome: 'inconclusive' });
    expect(limitations.join(' ')).toContain('no engine is installed');
  });
});

describe('sets that nothing can be said of', () => {
  const small = buildDrawnPictures({ count: 150, seed: 1 }).set;
  const same = setInMemory(
    new Uint8Array(400 * 64).fill(7),
    Int32Array.from({ length: 400 }, (_, row) => row % 2),
    8,
  );
  const { labels: _, ...unlabelled } = small;
  const cases: readonly (readonly [string, ImageSet, string])[] = [
    ['150 rows', small, '150 rows in classes of at least 20 are too few'],
    ['no labels', unlabelled, 'the set has no labels'],
    ['one class', setInMemory(new Uint8Array(300 * 64), new Int32Array(300), 8), 'all rows have the same label'],
    ['no rows', setInMemory(new Uint8Array(0), new Int32Array(0), 8), 'all rows have the same label'],
    [
      '1 x 1 pixels',
      setInMemory(
        new Uint8Array(300),
        Int32Array.from({ length: 300 }, (_, row) => row % 2),
        1,
      ),
      '1 x 1 pixels',
    ],
    ['pictures that are all the same', same, 'the pictures are all the same'],
    [
      'one row per class',
      setInMemory(
        new Uint8Array(300 * 64),
        Int32Array.from({ length: 300 }, (_, row) => row),
        8,
      ),
      'fewer than two classes',
    ],
  ];

  test.each(cases)('%s: inconclusive, never fine', async (_, set, why) => {
    const { detectors, classes, rows } = await examineImages(set, { seed: 1 });
    expect(rows).toEqual([]);
    expect(declared(classes)).toEqual([]);
    for (const { outcome, why: reason } of detectors) {
      expect(['inconclusive', 'not-applicable']).toContain(outcome);
      expect(reason).toContain(why);
    }
  });
});

test('colour, an empty class and rows without a label', async () => {
  const { set, marked } = buildDrawnPictures({ count: 900, seed: 5, marked: 30, side: 10, channels: 3 });
  const codes = (set.labels?.codes ?? new Int32Array()).map((code, row) =>
    row % 10 === 9 && !marked.has(row) ? -1 : code,
  );
  const names = [...(set.labels?.names ?? []), 'nothing'];
  const { classes, limitations } = await examineImages({ ...set, labels: { names, codes } }, { seed: 1 });
  expect(classes.map((verdict) => verdict.class)).toEqual(['sign 0', 'sign 1', 'sign 2', 'sign 3']);
  expect(limitations.join(' ')).toContain('rows without a label were not examined');
});

test('ends when it is told to', async () => {
  const { set } = buildDrawnPictures({ count: 600, seed: 6 });
  await expect(examineImages(set, { seed: 1, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  );
});
