import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { lowerThreshold, placeThreshold } from './place-threshold.ts';
import type { Suspects } from './refine-suspects.ts';

/** 1,000 rows around 0 and `many` around `top`, deviation 1; of the former 3 in 100 conflict, of the latter `conflicting`. */
function build(many: number, top: number, conflicting: number): { suspects: Suspects; conflict: Uint8Array } {
  const random = seeded(5);
  const rows = 1000 + many;
  const scores = Float64Array.from({ length: rows }, (_, row) => random.normal() + (row < 1000 ? 0 : top));
  const conflict = Uint8Array.from({ length: rows }, (_, row) =>
    random.uniform() < (row < 1000 ? 0.03 : conflicting) ? 1 : 0,
  );
  const candidates = Int32Array.from({ length: rows }, (_, row) => row);
  const background = 5;
  const count = scores.filter((score) => score > background).length;
  const suspects = { candidates, scores, threshold: background, top, background, valley: 0.5, spread: 0.2, count };
  return { suspects, conflict };
}

const above = ({ scores }: Suspects, threshold: number): readonly [number, number] => [
  scores.filter((score, row) => row >= 1000 && score > threshold).length,
  scores.filter((score, row) => row < 1000 && score > threshold).length,
];

test('rows that conflict as the suspects do are taken, and the crowd is left (1,000 and 120 rows, seed 5)', () => {
  const { suspects, conflict } = build(120, 6, 0.7);
  const empty = placeThreshold(suspects);
  const lowered = lowerThreshold(suspects, conflict, empty, { conflicts: 0.7, elsewhere: 0.03 });
  expect(lowered).toBeLessThanOrEqual(empty);
  const [found, wrong] = above(suspects, lowered);
  expect(found).toBeGreaterThan(above(suspects, empty)[0]);
  expect(found).toBeGreaterThanOrEqual(114);
  expect(wrong).toBeLessThanOrEqual(10);
});

test('where the rows below do not conflict, nothing is lowered', () => {
  const { suspects } = build(120, 6, 0.7);
  const empty = placeThreshold(suspects);
  const shares = { conflicts: 0.7, elsewhere: 0.03 };
  expect(lowerThreshold(suspects, new Uint8Array(1120), empty, shares)).toBe(empty);
  // Shares that say nothing: no row can be told by its conflict.
  expect(lowerThreshold(suspects, new Uint8Array(1120).fill(1), empty, { conflicts: 0, elsewhere: 0 })).toBe(empty);
});
