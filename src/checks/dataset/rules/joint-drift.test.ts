import { expect, test } from 'vitest';
import type { TableBlock } from '#core/dataset/table-block';
import { seeded } from '#numeric/random/seeded';
import { rule } from './joint-drift.ts';

type Pair = readonly [number, number];

/** Two normal columns that hang together by `together`: each alone is distributed alike whatever that is. */
function pairs(count: number, together: number, seed: number): readonly Pair[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const [one, other] = [random.normal(), random.normal()];
    return [one, together * one + Math.sqrt(1 - together ** 2) * other];
  });
}

function blockOf(rows: readonly Pair[]): TableBlock {
  const columns = [0, 1].map((at) => ({
    kind: 'number' as const,
    values: Float64Array.from(rows, (row) => row[at] ?? 0),
    states: new Uint8Array(rows.length),
  }));
  return { rowStart: 0, count: rows.length, columns };
}

const textBlock = (texts: readonly string[]): TableBlock => ({
  rowStart: 0,
  count: texts.length,
  columns: [{ kind: 'text', values: texts }],
});

function alarms(before: TableBlock, after: TableBlock, names = ['a', 'b'], level = 0.01): readonly [number, string] {
  let count = 0;
  const context = {
    names: names.filter((name) => name !== 'none'),
    column: -1,
    now: 0,
    siblings: 1,
    violate: () => count++,
  };
  const run = rule.begin({ columns: names, level }, context);
  run.visitBaseline?.(before);
  run.visit(after);
  const { why = '' } = run.finish();
  return [count, why];
}

/** 5 seeds, 600 rows each: correlation .6 that becomes -.6 is found, none otherwise; by columns alone there is nothing to see. */
test('columns that change towards each other', () => {
  let found = 0;
  let wrong = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const before = blockOf(pairs(600, 0.6, seed));
    found += alarms(before, blockOf(pairs(600, -0.6, seed + 100)))[0];
    wrong += alarms(before, blockOf(pairs(600, 0.6, seed + 200)))[0];
  }
  expect(found).toBe(5);
  expect(wrong).toBeLessThanOrEqual(1);
});

test('texts by their words', () => {
  const random = seeded(4);
  const texts = (first: number): readonly string[] =>
    Array.from({ length: 200 }, () => Array.from({ length: 12 }, () => `w${first + random.integer(60)}`).join(' '));
  expect(alarms(textBlock(texts(0)), textBlock(texts(30)), ['text'])[0]).toBe(1);
  expect(alarms(textBlock(texts(0)), textBlock(texts(0)), ['text'])[0]).toBe(0);
});

test('too few rows, and columns that are not there', () => {
  const few = blockOf(pairs(20, 0, 1));
  expect(alarms(few, few)).toEqual([0, 'fewer than 50 rows']);
  expect(alarms(few, few, ['a', 'none'])).toEqual([0, 'there is no column none']);
});
