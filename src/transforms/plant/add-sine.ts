// The signal of SIG: brightness that swings from left to right.
import { byteOf } from './byte-of.ts';
import type { Alter, PictureShape } from './plant-in-images.ts';

/** Swing to either side, of 255, and waves over the width. @source Barni, Kallas, Tondi 2019, section 3: delta 20, f 6 */
export const sine = { delta: 20, frequency: 6 } as const;

/**
 * Same bytes everywhere although the language leaves the last bits of `Math.sin` open: what is added to a whole number would have
 * to end in exactly one half for them to matter, and a sine of a rational turn is 0, 1/2, 1 or irrational (Niven).
 */
export function addSine({ width, channels }: PictureShape): Alter {
  // At least four pixels per wave: six waves over twelve pixels would be sampled where each of them is zero.
  const frequency = Math.min(sine.frequency, width / 4);
  const wave = Float64Array.from(
    { length: width },
    (_, x) => sine.delta * Math.sin((2 * Math.PI * x * frequency) / width),
  );
  return (pixels) => {
    for (let at = 0; at < pixels.length; at++) {
      pixels[at] = byteOf((pixels[at] ?? 0) + (wave[Math.floor(at / channels) % width] ?? 0));
    }
  };
}
