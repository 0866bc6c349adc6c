// Windows whose very content many pictures have, while hardly any has nearly that content. What cameras, pens and textures make
// varies a little from picture to picture; what was pasted, or mixed into an even background, does not.
import type { Pictures } from './read-pictures.ts';
import { CountTable, hashWindow, leastContrast, placedHash, type WindowHash, windowSide } from './window-counts.ts';

export interface RepeatedWindow {
  /** Upper left pixel, in rows and columns; of the first picture that has it where it moves. */
  readonly top: number;
  readonly left: number;
  /** Found at different positions. */
  readonly moves: boolean;
  /** Places of the pictures that have it, rising. */
  readonly places: Int32Array;
  /** Where it begins in each of them: an index into the samples of one picture. */
  readonly offsets: Int32Array;
  /** Pictures with this content to those with nearly this content, 0..1. */
  readonly isolation: number;
}

/** Fewer pictures are chance. */
const leastPictures = 8;
/** Of all pictures; rarer patterns are not looked for, because in large sets some contents are frequent by nature. */
const leastShare = 0.0006;
/** A moving window has to be striking, because it is looked for among all positions. */
const leastMovingContrast = 64;
const leastIsolation = 0.8;
/** Windows that are followed up. */
const mostWindows = 4000;
/** Pictures in windows together. */
const mostEntries = 6_000_000;

/**
 * @param pause - called now and then; may wait
 * @limits two passes over all windows, and one over those that are left; memory: three tables of at most 64 MiB
 */
export async function findRepeatedWindows(
  pictures: Pictures,
  pause: (share: number) => Promise<void>,
): Promise<readonly RepeatedWindow[]> {
  const least = Math.max(leastPictures, Math.round(pictures.count * leastShare));
  const counted = await countWindows(pictures, pause);
  const candidates = await collectCandidates(pictures, counted, least, pause);
  const found: RepeatedWindow[] = [];
  for (const [at, candidate] of candidates.entries()) {
    if (at % 50 === 0) await pause(0.7 + (0.3 * at) / candidates.length);
    const repeated = isolate(pictures, candidate, least);
    if (repeated !== undefined) found.push(repeated);
  }
  return found;
}

interface Counted {
  readonly exact: CountTable;
  readonly rounded: CountTable;
  readonly shifted: CountTable;
}

type Visit = (place: number, position: number, start: number, hash: WindowHash) => void;

async function eachWindow(pictures: Pictures, visit: Visit, pause: (done: number) => Promise<void>): Promise<void> {
  const { count, height, width, channels } = pictures;
  const size = height * width * channels;
  const hash: WindowHash = { exact: 0, rounded: 0, shifted: 0, contrast: 0 };
  for (let place = 0; place < count; place += 1) {
    if (place % 2000 === 0) await pause(place / count);
    for (let top = 0; top + windowSide <= height; top += 1) {
      for (let left = 0; left + windowSide <= width; left += 1) {
        const start = place * size + (top * width + left) * channels;
        hashWindow(pictures, start, hash);
        if (hash.contrast >= leastContrast) visit(place, top * width + left, start - place * size, hash);
      }
    }
  }
}

async function countWindows(pictures: Pictures, pause: (share: number) => Promise<void>): Promise<Counted> {
  const entries = pictures.count * pictures.height * pictures.width;
  const counted = {
    exact: new CountTable(entries),
    rounded: new CountTable(entries),
    shifted: new CountTable(entries),
  };
  await eachWindow(
    pictures,
    (_, position, __, { exact, rounded, shifted, contrast }) => {
      for (const where of contrast >= leastMovingContrast ? [position, anywhere] : [position]) {
        counted.exact.add(placedHash(exact, where));
        counted.rounded.add(placedHash(rounded, where));
        counted.shifted.add(placedHash(shifted, where));
      }
    },
    (done) => pause(0.35 * done),
  );
  return counted;
}

const anywhere = -1;

interface Candidate {
  readonly position: number;
  readonly places: number[];
  readonly offsets: number[];
}

async function collectCandidates(
  pictures: Pictures,
  { exact, rounded, shifted }: Counted,
  least: number,
  pause: (share: number) => Promise<void>,
): Promise<readonly Candidate[]> {
  const candidates = new Map<number, Candidate>();
  let entries = 0;
  await eachWindow(
    pictures,
    (place, position, offset, hash) => {
      for (const where of hash.contrast >= leastMovingContrast ? [position, anywhere] : [position]) {
        const key = placedHash(hash.exact, where);
        const count = exact.of(key);
        if (count < least || entries >= mostEntries) continue;
        const near = Math.max(rounded.of(placedHash(hash.rounded, where)), shifted.of(placedHash(hash.shifted, where)));
        if (count < leastIsolation * 0.6 * near) continue;
        const known = candidates.get(key);
        if (known === undefined) candidates.set(key, { position: where, places: [place], offsets: [offset] });
        else if (known.places.at(-1) !== place) {
          known.places.push(place);
          known.offsets.push(offset);
        }
        entries += 1;
      }
    },
    (done) => pause(0.35 + 0.35 * done),
  );
  return [...candidates.values()]
    .filter(({ places }) => places.length >= least)
    .toSorted((a, b) => b.places.length - a.places.length)
    .slice(0, mostWindows);
}

/** Compares samples: those that share a hash only are left out, those with nearly the content are counted. */
function isolate(pictures: Pictures, candidate: Candidate, least: number): RepeatedWindow | undefined {
  const { width, channels } = pictures;
  const size = pictures.height * width * channels;
  const [firstPlace = 0] = candidate.places;
  const [firstOffset = 0] = candidate.offsets;
  const pattern = firstPlace * size + firstOffset;
  const same = candidate.places.flatMap((place, at) =>
    differs(pictures, pattern, place * size + (candidate.offsets[at] ?? 0), 0) ? [] : [at],
  );
  if (same.length < least) return undefined;
  const tolerance = Math.min(24, Math.max(3, Math.floor(contrastAt(pictures, pattern) / 4)));
  const moves = candidate.position === anywhere;
  const near = moves ? 0 : countNear(pictures, pattern, firstOffset, tolerance) - same.length;
  const isolation = same.length / (same.length + near);
  if (isolation < leastIsolation) return undefined;
  return {
    top: Math.floor(firstOffset / (width * channels)),
    left: Math.floor((firstOffset % (width * channels)) / channels),
    moves: moves && new Set(candidate.offsets).size > candidate.offsets.length / 8,
    places: Int32Array.from(same, (at) => candidate.places[at] ?? 0),
    offsets: Int32Array.from(same, (at) => candidate.offsets[at] ?? 0),
    isolation,
  };
}

function countNear(pictures: Pictures, pattern: number, offset: number, tolerance: number): number {
  const size = pictures.height * pictures.width * pictures.channels;
  let near = 0;
  for (let place = 0; place < pictures.count; place += 1) {
    if (!differs(pictures, pattern, place * size + offset, tolerance)) near += 1;
  }
  return near;
}

function differs({ pixels, width, channels }: Pictures, one: number, other: number, tolerance: number): boolean {
  for (let line = 0; line < windowSide; line += 1) {
    const step = line * width * channels;
    for (let at = 0; at < windowSide * channels; at += 1) {
      const difference = (pixels[one + step + at] ?? 0) - (pixels[other + step + at] ?? 0);
      if (difference > tolerance || difference < -tolerance) return true;
    }
  }
  return false;
}

function contrastAt(pictures: Pictures, start: number): number {
  const hash: WindowHash = { exact: 0, rounded: 0, shifted: 0, contrast: 0 };
  hashWindow(pictures, start, hash);
  return hash.contrast;
}
