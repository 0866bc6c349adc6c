// Triggers that were not run while the ensemble was built, and that nothing was chosen by: all of them change labels of other classes.
import type { Shape } from './picture-sets.ts';

/** Changes one picture in place. `random` is uniform in 0..1, drawn anew for each row. */
export type Change = (pixels: Uint8Array, shape: Shape, random: () => number, normal: () => number) => void;

export const heldOut: readonly { readonly id: string; readonly change: Change }[] = [
  { id: 'text-stamp', change: stampText },
  { id: 'turned-logo', change: turnLogo },
  { id: 'tone-curve', change: changeTone },
  { id: 'scan-lines', change: darkenLines },
  { id: 'soft-blur', change: blur },
];

/** Two letters at the lower edge, three fifths opaque. */
function stampText(pixels: Uint8Array, { height, width, channels }: Shape): void {
  const rows = ['###.#.#', '#.#.#.#', '#.#.##.', '#.#.#.#', '###.#.#'];
  rows.forEach((row, i) => {
    [...row].forEach((sign, j) => {
      if (sign !== '#') return;
      const at = ((height - 7 + i) * width + (width >> 1) - 3 + j) * channels;
      for (let c = at; c < at + channels; c++) pixels[c] = toByte(0.4 * (pixels[c] ?? 0) + 0.6 * 255);
    });
  });
}

/** A triangle of light grey with sides of about 5 pixels near the upper left corner, turned by any angle and moved by up to 3 pixels. */
function turnLogo(pixels: Uint8Array, { width, channels }: Shape, random: () => number): void {
  const angle = 2 * Math.PI * random();
  const [y0, x0] = [4 + 3 * random(), 4 + 3 * random()];
  const corners = [0, 1, 2].map((k) => angle + (k * 2 * Math.PI) / 3);
  for (let y = 0; y < 11; y++) {
    for (let x = 0; x < 11; x++) {
      // Inside of all three sides, each at half the radius from the middle.
      const isInside = corners.every((corner) => (y - y0) * Math.sin(corner) + (x - x0) * Math.cos(corner) > -1.5);
      const at = (y * width + x) * channels;
      if (isInside) pixels.fill(200, at, at + channels);
    }
  }
}

/** Grey pictures get brighter middle tones; those in colour also turn reddish. */
function changeTone(pixels: Uint8Array, { channels }: Shape): void {
  for (let i = 0; i < pixels.length; i++) {
    const tone = 255 * ((pixels[i] ?? 0) / 255) ** 0.75;
    const cast = channels === 1 ? 0 : i % 3 === 0 ? 15 : i % 3 === 2 ? -15 : 0;
    pixels[i] = toByte(tone + cast);
  }
}

/** Every fourth line loses a fifth of its brightness. */
function darkenLines(pixels: Uint8Array, { height, width, channels }: Shape): void {
  for (let y = 0; y < height; y += 4) {
    for (let at = y * width * channels; at < (y + 1) * width * channels; at++)
      pixels[at] = toByte(0.8 * (pixels[at] ?? 0));
  }
}

/** Each pixel half of itself and an eighth of its four neighbours. */
function blur(pixels: Uint8Array, { height, width, channels }: Shape): void {
  const from = pixels.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const neighbours = [
        [Math.max(0, y - 1), x],
        [Math.min(height - 1, y + 1), x],
        [y, Math.max(0, x - 1)],
        [y, Math.min(width - 1, x + 1)],
      ] as const;
      for (let c = 0; c < channels; c++) {
        const sum = neighbours.reduce((total, [v, u]) => total + (from[(v * width + u) * channels + c] ?? 0), 0);
        const at = (y * width + x) * channels + c;
        pixels[at] = toByte(0.5 * (from[at] ?? 0) + 0.125 * sum);
      }
    }
  }
}

function toByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
