// Pictures that look like nothing in particular: sums of slow waves, no two alike, the same for the same seed.
import { seeded } from '#numeric/random/seeded';

/** @returns grey values, shape [count, side, side] */
export function smoothPictures(count: number, side: number, seed: number): Uint8Array {
  const random = seeded(seed);
  const pictures = new Uint8Array(count * side * side);
  for (let picture = 0; picture < count; picture++) {
    const waves = Array.from({ length: 12 }, () => ({
      x: (random.uniform() - 0.5) * 1.2,
      y: (random.uniform() - 0.5) * 1.2,
      phase: random.uniform() * 6.28,
      size: 10 + 20 * random.uniform(),
    }));
    for (let at = 0; at < side * side; at++) {
      let value = 128;
      for (const { x, y, phase, size } of waves)
        value += size * Math.sin(x * (at % side) + y * Math.floor(at / side) + phase);
      pictures[picture * side * side + at] = Math.max(0, Math.min(255, value));
    }
  }
  return pictures;
}
