// Pairs of pictures that look alike from afar: candidates, to be compared pixel by pixel.
import * as limits from '#core/limits';
import { type FrequencyHashes, frequencies } from './frequency-hash.ts';

export interface NearPairs {
  /** Rows of pairs one after the other, the larger row first. */
  readonly rows: readonly (readonly [number, number])[];
  /** Looks that were not taken because the search had become too long: pairs may be missing. */
  readonly skipped: number;
}

/**
 * All pairs whose bits differ in at most 7 places and whose coefficients point the same way.
 * @param wanted - asked for every pair before it is taken
 * @source Norouzi, Punjani, Fleet 2012 (multi-index hashing): of 4 parts of 16 bits, one differs in at most 1 bit
 * @limits `limits.imagePairLooks` looks, of one picture into one bucket at most 4096, and `limits.imagePairs` pairs; what is left out
 *   is counted
 */
export function findNearPairs(hashes: FrequencyHashes, wanted: (row: number, other: number) => boolean): NearPairs {
  const { count, bits } = hashes;
  const pairs: (readonly [number, number])[] = [];
  let looks = limits.imagePairLooks.value;
  let skipped = 0;
  for (let part = 0; part < parts; part++) {
    const { starts, members } = bucketsOf(hashes, part);
    for (let row = 0; row < count; row++) {
      if (isFlat(hashes, row)) continue;
      const key = partOf(bits, row, part);
      for (let flip = -1; flip < partBits; flip++) {
        const bucket = flip < 0 ? key : key ^ (1 << flip);
        const from = starts[bucket] ?? 0;
        const end = starts[bucket + 1] ?? 0;
        const to = Math.min(end, from + Math.min(mostPerBucket, looks));
        let at = from;
        for (; at < to; at++) {
          const other = members[at] ?? 0;
          if (other >= row) break;
          if (distance(bits, row, other) > radius || metBefore(bits, row, other, part)) continue;
          if (!sameDirection(hashes, row, other) || !wanted(row, other)) continue;
          if (pairs.length < limits.imagePairs.value) pairs.push([row, other]);
          else skipped += 1;
        }
        looks -= at - from;
        if (at === to && to < end && (members[to] ?? row) < row) skipped += end - to;
      }
    }
  }
  return { rows: pairs, skipped };
}

/** Rows by the value of one part of their bits, in ascending order within a bucket. */
function bucketsOf(hashes: FrequencyHashes, part: number): { starts: Uint32Array; members: Uint32Array } {
  const starts = new Uint32Array((1 << partBits) + 1);
  for (let row = 0; row < hashes.count; row++) {
    if (isFlat(hashes, row)) continue;
    const next = partOf(hashes.bits, row, part) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
  const members = new Uint32Array(starts[starts.length - 1] ?? 0);
  const fill = starts.slice();
  for (let row = 0; row < hashes.count; row++) {
    if (isFlat(hashes, row)) continue;
    const key = partOf(hashes.bits, row, part);
    const at = fill[key] ?? 0;
    members[at] = row;
    fill[key] = at + 1;
  }
  return { starts, members };
}

/** A picture without contrast is known by its bytes alone. Half of the bits are set in all others. */
function isFlat({ bits }: FrequencyHashes, row: number): boolean {
  return bits[2 * row] === 0 && bits[2 * row + 1] === 0;
}

function partOf(bits: Uint32Array, row: number, part: number): number {
  return ((bits[2 * row + (part >> 1)] ?? 0) >>> ((part & 1) * partBits)) & 0xffff;
}

/** An earlier part has led to this pair as well. */
function metBefore(bits: Uint32Array, row: number, other: number, part: number): boolean {
  for (let earlier = 0; earlier < part; earlier++) {
    if (ones(partOf(bits, row, earlier) ^ partOf(bits, other, earlier)) <= 1) return true;
  }
  return false;
}

function distance(bits: Uint32Array, row: number, other: number): number {
  const first = (bits[2 * row] ?? 0) ^ (bits[2 * other] ?? 0);
  const second = (bits[2 * row + 1] ?? 0) ^ (bits[2 * other + 1] ?? 0);
  return ones(first) + ones(second);
}

function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return (((x + (x >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function sameDirection({ coefficients }: FrequencyHashes, row: number, other: number): boolean {
  let sum = 0;
  const a = row * frequencies;
  const b = other * frequencies;
  for (let at = 0; at < frequencies; at++) sum += (coefficients[a + at] ?? 0) * (coefficients[b + at] ?? 0);
  return sum >= leastCosine * 127 * 127;
}

const parts = 4;
const partBits = 16;
const radius = 7;
const mostPerBucket = 4096;
/** Pictures that correlate by .99 in all pixels have at least this in their lowest frequencies. [measured: .985 and above] */
const leastCosine = 0.97;
