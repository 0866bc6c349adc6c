import { describe, expect, it } from 'vitest';
import type { Column, DataSet, ImageSet, TableSet, TextSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { TransformError } from '../transform-error.ts';
import type { Attack, Planting } from './attack.ts';
import { attacks } from './attacks.generated.ts';

const classes = 4;

describe.each(attacks)('$id', (attack) => {
  const sets = attack.fits.flatMap(setsOf);

  it.each(sets)('plants the rate that was asked for, in rows that may be taken ($name)', ({ set }) => {
    const { planted, set: after, changedLabels } = attack.plant(set, { rate: 0.05, target: 1, seed: 7 });
    expect(planted.length).toBe(Math.round(0.05 * set.count));
    expect([...planted]).toEqual([...planted].sort((a, b) => a - b));
    expect(new Set(planted).size).toBe(planted.length);
    expect(after.count).toBe(set.count);
    const relabelled = [...planted].filter((row) => after.labels?.codes[row] !== set.labels?.codes[row]);
    expect(relabelled.length).toBe(changedLabels);
  });

  it.each(sets)('leaves the other rows and the original as they are ($name)', async ({ set, make }) => {
    const { planted, set: after } = attack.plant(set, { rate: 0.05, target: 1, seed: 7 });
    const isPlanted = new Set(planted);
    const others = Array.from({ length: set.count }, (_, row) => row).filter((row) => !isPlanted.has(row));
    expect(await contents(after, others)).toEqual(await contents(set, others));
    const all = Array.from({ length: set.count }, (_, row) => row);
    await contents(after, all);
    expect(await contents(set, all)).toEqual(await contents(make(), all));
  });

  it.each(sets)('changes each planted row ($name)', async ({ set }) => {
    const { planted, set: after } = attack.plant(set, { rate: 0.05, target: 1, seed: 7 });
    const before = await contents(set, planted);
    const changed = (await contents(after, planted)).filter((content, at) => content !== before[at]);
    expect(changed.length).toBe(planted.length);
  });

  it.each(sets)(
    'gives the same bytes for the same seed, in any order, and others for another ($name)',
    async ({ set }) => {
      const plant = (seed: number): Planting => attack.plant(set, { rate: 0.05, target: 1, seed });
      const all = Array.from({ length: set.count }, (_, row) => row);
      const forward = await contents(plant(7).set, all);
      expect((await contents(plant(7).set, all.toReversed())).toReversed()).toEqual(forward);
      expect(await contents(plant(8).set, all)).not.toEqual(forward);
    },
  );

  it('refuses what it cannot be planted in', () => {
    const options = { rate: 0.05, target: 1, seed: 7 };
    const [first] = sets;
    if (first === undefined) throw new Error('an attack fits something');
    const { labels: _, ...unlabelled } = first.set;
    expect(() => attack.plant(unlabelled, options)).toThrow(TransformError);
    expect(() => attack.plant(first.set, { ...options, target: 99 })).toThrow(TransformError);
    expect(() => attack.plant(first.set, { ...options, rate: 0 })).toThrow(TransformError);
    expect(() => attack.plant(first.set, { ...options, rate: Number.NaN })).toThrow(TransformError);
    for (const kind of kinds.filter((one) => !attack.fits.includes(one))) {
      for (const { set } of setsOf(kind)) expect(() => attack.plant(set, options)).toThrow(TransformError);
    }
  });

  it('takes fewer rows where there are not enough', () => {
    const [first] = sets;
    if (first === undefined) throw new Error('an attack fits something');
    const { planted } = attack.plant(first.set, { rate: 1, target: 1, seed: 7 });
    expect(planted.length).toBeGreaterThan(0);
    expect(planted.length).toBeLessThan(first.set.count);
  });
});

describe('pictures of any size', () => {
  const sizes = [
    [1, 1],
    [1, 9],
    [2, 2],
    [5, 3],
    [64, 48],
  ] as const;
  const attacksOnPictures = attacks.filter(({ fits }) => fits.includes('images'));
  it.each(sizes)('are planted: %i x %i', async (height, width) => {
    for (const attack of attacksOnPictures) {
      const set = pictures(60, height, width, 3);
      const { set: after } = attack.plant(set, { rate: 0.1, target: 0, seed: 1 });
      expect((await contents(after, [...Array(60).keys()])).length).toBe(60);
    }
  });
});

describe('what the papers say of the triggers', () => {
  const plantIn = (id: string, set: DataSet): Planting => find(id).plant(set, { rate: 0.1, target: 1, seed: 3 });

  it('BadNets: at most 9 pixels of 28 x 28 differ, all at the bottom right', async () => {
    const set = pictures(100, 28, 28, 1);
    const { set: after, planted } = plantIn('badnets-patch', set);
    for (const row of planted) {
      for (const at of await differing(set, after, row)) {
        expect(at % 28).toBeGreaterThanOrEqual(24);
        expect(Math.floor(at / 28)).toBeGreaterThanOrEqual(24);
      }
    }
  });

  it('blended and SIG: no pixel moves further than the ratio and the swing allow', async () => {
    const set = pictures(100, 28, 28, 3);
    for (const [id, most] of [
      ['blended', 0.15 * 255 + 1],
      ['sinusoidal', 21],
      ['sinusoidal-clean-label', 21],
    ] as const) {
      const { set: after, planted } = plantIn(id, set);
      expect(await largestStep(set, after, planted)).toBeLessThanOrEqual(most);
      expect(await largestStep(set, after, planted)).toBeGreaterThan(10);
    }
  });

  it('WaNet: a picture of one colour stays as it is, a smooth one hardly changes', async () => {
    const flat = pictures(100, 28, 28, 1, () => 90);
    const one = plantIn('wanet-warp', flat);
    expect(await largestStep(flat, one.set, one.planted)).toBe(0);
    const smooth = pictures(100, 28, 28, 1, (_, at) => 4 * (at % 28) + 3 * Math.floor(at / 28));
    const two = plantIn('wanet-warp', smooth);
    // 4 and 3 per pixel, and the field moves no pixel by more than a few.
    expect(await largestStep(smooth, two.set, two.planted)).toBeLessThan(12);
    expect(await largestStep(smooth, two.set, two.planted)).toBeGreaterThan(0);
  });

  it('clean labels: rows of the target only, no label changes', () => {
    for (const id of ['clean-label-patch', 'sinusoidal-clean-label']) {
      const set = pictures(100, 28, 28, 1);
      const { planted, changedLabels } = plantIn(id, set);
      expect(changedLabels).toBe(0);
      for (const row of planted) expect(set.labels?.codes[row]).toBe(1);
    }
  });

  it('targeted flip: all from one class to one other', () => {
    const set = pictures(400, 2, 2, 1);
    const { planted, set: after } = find('targeted-label-flip').plant(set, {
      rate: 0.1,
      target: 1,
      sources: [3],
      seed: 3,
    });
    expect(new Set([...planted].map((row) => set.labels?.codes[row]))).toEqual(new Set([3]));
    expect(new Set([...planted].map((row) => after.labels?.codes[row]))).toEqual(new Set([1]));
  });

  it('a table trigger stands outside the range, or is the most frequent value', () => {
    const set = table(200);
    const { set: outside, planted } = plantIn('table-trigger', set);
    const { set: inside, planted: frequent } = plantIn('table-trigger-in-range', set);
    const values = numbersOf(outside, 'spread');
    expect(values?.[planted[0] ?? 0]).toBeGreaterThan(Math.max(...(numbersOf(set, 'spread') ?? [])));
    expect(numbersOf(inside, 'counted')?.[frequent[0] ?? 0]).toBe(0);
  });
});

type Kind = DataSet['kind'];
const kinds: readonly Kind[] = ['images', 'table', 'text'];

function setsOf(kind: Kind): readonly { readonly name: string; readonly set: DataSet; readonly make: () => DataSet }[] {
  const named = (name: string, make: () => DataSet) => ({ name, set: make(), make });
  if (kind === 'images') {
    return [
      named('grey 28 x 28', () => pictures(400, 28, 28, 1)),
      named('colour 9 x 12', () => pictures(400, 9, 12, 3)),
    ];
  }
  return kind === 'table' ? [named('table', () => table(400))] : [named('texts', () => texts(400))];
}

function labelsOf(count: number): { readonly names: readonly string[]; readonly codes: Int32Array } {
  const names = Array.from({ length: classes }, (_, code) => `class ${code}`);
  return { names, codes: Int32Array.from({ length: count }, (_, row) => row % classes) };
}

/** Noise between 40 and 200: neither trigger colour occurs. */
function pictures(
  count: number,
  height: number,
  width: number,
  channels: 1 | 3,
  valueAt: (row: number, at: number) => number = (row, at) => 40 + ((row * 31 + at * 17 + (at >> 3) * row) % 160),
): ImageSet {
  const size = height * width * channels;
  const pixels = Uint8Array.from({ length: count * size }, (_, at) => valueAt(Math.floor(at / size), at % size));
  const read = async (rows: ArrayLike<number>): Promise<Uint8Array> => {
    const block = new Uint8Array(rows.length * size);
    for (let at = 0; at < rows.length; at++) {
      block.set(pixels.subarray((rows[at] ?? 0) * size, ((rows[at] ?? 0) + 1) * size), at * size);
    }
    return block;
  };
  return {
    kind: 'images',
    height,
    width,
    channels,
    count,
    id: (row) => row,
    labels: labelsOf(count),
    excluded: [],
    read,
  };
}

function table(count: number): TableSet {
  const random = seeded(5);
  const spread = Float64Array.from({ length: count }, () => random.normal());
  const counted = Float64Array.from({ length: count }, (_, row) => (row % 3 === 0 ? 1 + (row % 7) : 0));
  const codes = Int32Array.from({ length: count }, (_, row) => (row % 11 === 0 ? -1 : row % 3));
  const columns: readonly Column[] = [
    { kind: 'number', name: 'spread', values: spread, missing: 0, notFinite: 0 },
    { kind: 'number', name: 'counted', values: counted, missing: 0, notFinite: 0 },
    { kind: 'number', name: 'constant', values: new Float64Array(count), missing: 0, notFinite: 0 },
    { kind: 'category', name: 'colour', values: { names: ['red', 'green', 'blue'], codes }, missing: 0 },
  ];
  return { kind: 'table', columns, count, id: (row) => row, labels: labelsOf(count), excluded: [] };
}

function texts(count: number): TextSet {
  const read = async (rows: ArrayLike<number>): Promise<readonly string[]> =>
    Array.from(rows, (row) => `text number ${row} says nothing of interest`);
  return { kind: 'text', count, id: (row) => row, labels: labelsOf(count), excluded: [], read };
}

/** Everything that a set says of these rows, a string per row. */
async function contents(set: DataSet, rows: ArrayLike<number>): Promise<readonly string[]> {
  const labels = Array.from(rows, (row) => String(set.labels?.codes[row]));
  if (set.kind === 'table') {
    const values = (row: number): readonly unknown[] =>
      set.columns.map(({ values: all }) => ('codes' in all ? all.codes[row] : all[row]));
    return Array.from(rows, (row, at) => `${labels[at]} ${values(row).join(' ')}`);
  }
  if (set.kind === 'text') return (await set.read(rows)).map((text, at) => `${labels[at]} ${text}`);
  const pixels = await set.read(rows);
  const size = set.height * set.width * set.channels;
  return Array.from(rows, (_, at) => `${labels[at]} ${pixels.subarray(at * size, (at + 1) * size).join(' ')}`);
}

async function differing(before: ImageSet, after: DataSet, row: number): Promise<readonly number[]> {
  if (after.kind !== 'images') throw new Error('pictures stay pictures');
  const [one, two] = [await before.read([row]), await after.read([row])];
  return [...one.keys()].filter((at) => one[at] !== two[at]);
}

async function largestStep(before: ImageSet, after: DataSet, rows: Int32Array): Promise<number> {
  if (after.kind !== 'images') throw new Error('pictures stay pictures');
  const [one, two] = [await before.read(rows), await after.read(rows)];
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (two[at] ?? 0))), 0);
}

function numbersOf(set: DataSet, name: string): Float64Array | Float32Array | undefined {
  const column = set.kind === 'table' ? set.columns.find((one) => one.name === name) : undefined;
  return column?.kind === 'number' ? column.values : undefined;
}

function find(id: string): Attack {
  const attack = attacks.find((one) => one.id === id);
  if (attack === undefined) throw new Error(`there is an attack ${id}`);
  return attack;
}
