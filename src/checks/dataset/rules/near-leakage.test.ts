import { expect, test } from 'vitest';
import type { TableBlock } from '#core/dataset/table-block';
import { seeded } from '#numeric/random/seeded';
import { rule } from './near-leakage.ts';

const block = (texts: readonly (string | undefined)[]): TableBlock => ({
  rowStart: 0,
  count: texts.length,
  columns: [{ kind: 'text', values: texts }],
});

function violated(
  before: readonly (string | undefined)[],
  texts: readonly (string | undefined)[],
  similarity?: number,
) {
  const rows: number[] = [];
  const context = { names: ['text'], column: 0, now: 0, siblings: 1, violate: (row: number) => rows.push(row) };
  const run = rule.begin(similarity === undefined ? {} : { similarity }, context);
  run.visitBaseline?.(block(before));
  run.visit(block(texts));
  return { rows, end: run.finish() };
}

const words = (seed: number, count: number): string[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => `w${random.integer(3000)}`);
};

/** 400 texts of 60 words there, 300 here; 40 of these are copies with one word changed, in capitals. Seeds 1 to 700. */
test('copies with a changed word are found, and no other', () => {
  const before = Array.from({ length: 400 }, (_, at) => words(at + 1, 60).join(' '));
  const texts = Array.from({ length: 300 }, (_, at) => {
    if (at % 7 !== 0 || at >= 280) return words(at + 1001, 60).join(' ');
    const own = words(at + 1, 60);
    own[at % 60] = 'another';
    return own.join(' ').toUpperCase();
  });
  const { rows, end } = violated(before, texts);
  expect(rows.every((row) => row % 7 === 0 && row < 280)).toBe(true);
  expect(rows.length).toBeGreaterThanOrEqual(38);
  expect(end).toMatchObject({ checked: 300 });
});

test('short and empty texts, texts that share less', () => {
  expect(violated(['Yes', '', undefined], ['yes', '', undefined, 'no']).rows).toEqual([0]);
  const own = words(5, 60);
  const half = [...own.slice(0, 30), ...words(6, 30)].join(' ');
  expect(violated([own.join(' ')], [half]).rows).toEqual([]);
  expect(violated([own.join(' ')], [own.join(' ')], 1).rows).toEqual([0]);
});
