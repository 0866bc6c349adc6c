// Small windows of pictures, and how often each content occurs: counted by hashes in tables of fixed size, because a set has some
// hundred million windows.
import type { Pictures } from './read-pictures.ts';

/** Pixels along a side of a window. */
export const windowSide = 3;
/** Windows with less between their darkest and brightest sample are background. */
export const leastContrast = 10;

/** One window: hashes of its samples as they are, and of samples rounded to 16 levels in two ways. */
export interface WindowHash {
  exact: number;
  rounded: number;
  shifted: number;
  contrast: number;
}

/** Fills `hash` for the window whose upper left pixel is given. ATTACKER: hashes may collide; whoever uses them compares samples. */
export function hashWindow({ pixels, width, channels }: Pictures, start: number, hash: WindowHash): void {
  let exact = 0x811c9dc5;
  let rounded = exact;
  let shifted = exact;
  let low = 255;
  let high = 0;
  const across = windowSide * channels;
  for (let line = 0; line < windowSide; line += 1) {
    const from = start + line * width * channels;
    for (let at = from; at < from + across; at += 1) {
      const value = pixels[at] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
      exact = Math.imul(exact ^ value, 0x01000193);
      rounded = Math.imul(rounded ^ (value >> 4), 0x01000193);
      shifted = Math.imul(shifted ^ ((value + 8) >> 4), 0x01000193);
    }
  }
  hash.exact = exact;
  hash.rounded = rounded;
  hash.shifted = shifted;
  hash.contrast = high - low;
}

/** A hash of a content at a position; position -1 stands for anywhere. */
export function placedHash(hash: number, position: number): number {
  let mixed = Math.imul(hash ^ Math.imul(position + 2, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Counts by hash; different hashes may share a counter, so that a count is never too small. */
export class CountTable {
  readonly #counts: Uint16Array;
  readonly #mask: number;

  /** @param entries - that are expected; memory is 2 bytes for each, at most 64 MiB */
  constructor(entries: number) {
    const bits = Math.min(25, Math.max(12, Math.ceil(Math.log2(entries))));
    this.#counts = new Uint16Array(2 ** bits);
    this.#mask = 2 ** bits - 1;
  }

  add(hash: number): void {
    const at = hash & this.#mask;
    const count = this.#counts[at] ?? 0;
    if (count < 0xffff) this.#counts[at] = count + 1;
  }

  of(hash: number): number {
    return this.#counts[hash & this.#mask] ?? 0;
  }
}
