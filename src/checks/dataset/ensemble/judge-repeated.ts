// Whether a repeated pattern is a trigger: it stands for one label, or for labels that the content contradicts, and has nothing to do with
// what else is in the picture. A watermark in all classes is none; nor is the corner of a letter in its class.
import type { Pictures } from './read-pictures.ts';
import type { RepeatedPattern } from './repeated-patterns.ts';

export interface JudgedPattern {
  readonly pattern: RepeatedPattern;
  /** Places that are suspected, rising. */
  readonly places: Int32Array;
  /** The class that all of them have; absent: several. */
  readonly class?: number;
  /** `conflict`: the content is of other classes. `independent`: it is of this class, and the pattern comes on top. */
  readonly kind: 'conflict' | 'independent';
  /** Of the suspects, those whose content is of another class, 0..1; NaN where the content is not known. */
  readonly conflicting: number;
}

/** Of the pictures with the pattern, those of its class. */
const leastOfClass = 0.9;
const leastPlaces = 8;
const leastConflicting = 0.5;
/** Times the share of conflicts among all pictures. */
const leastConflictRatio = 3;
/** Standard errors by which no pixel outside may differ; chance reaches about 4 in 1,000 pixels. */
const mostDifference = 6;
/** Of a class; what more have is part of it. */
const mostOfClass = 0.6;
/** Of the suspects, different pictures: copies of one picture repeat everything. */
const leastDistinct = 0.7;
/** Patterns of one class beyond which its pictures are drawn by a machine, and repeat by nature. */
const mostPatterns = 3;

/**
 * @param conflict - 1 where the content is surely of another class than the label; undefined when nobody can tell
 * @returns patterns that are triggers, most pictures first
 */
export function judgeRepeated(
  pictures: Pictures,
  patterns: readonly RepeatedPattern[],
  conflict: Uint8Array | undefined,
): readonly JudgedPattern[] {
  const base = conflict === undefined ? Number.NaN : meanOf(conflict);
  const sizes = classSizes(pictures);
  const judged = patterns.flatMap((pattern) => judge(pictures, pattern, sizes, conflict, base) ?? []);
  const independent = new Map<number, number>();
  for (const one of judged) {
    if (one.kind === 'independent' && one.class !== undefined)
      independent.set(one.class, (independent.get(one.class) ?? 0) + 1);
  }
  return judged.filter((one) => one.kind === 'conflict' || (independent.get(one.class ?? -1) ?? 0) <= mostPatterns);
}

function judge(
  pictures: Pictures,
  pattern: RepeatedPattern,
  sizes: Int32Array,
  conflict: Uint8Array | undefined,
  base: number,
): JudgedPattern | undefined {
  const counts = new Int32Array(sizes.length);
  for (const place of pattern.places)
    counts[pictures.labels[place] ?? 0] = (counts[pictures.labels[place] ?? 0] ?? 0) + 1;
  const top = counts.indexOf(Math.max(...counts));
  const isOfClass = (counts[top] ?? 0) >= leastOfClass * pattern.places.length;
  const places = isOfClass ? pattern.places.filter((place) => pictures.labels[place] === top) : pattern.places;
  if (places.length < leastPlaces || distinctShare(pictures, places) < leastDistinct) return undefined;
  const conflicting = conflict === undefined ? Number.NaN : meanOf(places.map((place) => conflict[place] ?? 0));
  const found = { pattern, places, conflicting, ...(isOfClass ? { class: top } : {}) };
  if (conflicting >= leastConflicting && conflicting >= leastConflictRatio * base)
    return { ...found, kind: 'conflict' };
  if (!isOfClass || places.length > mostOfClass * (sizes[top] ?? 0)) return undefined;
  return differenceOutside(pictures, pattern, places, top) <= mostDifference
    ? { ...found, kind: 'independent' }
    : undefined;
}

function classSizes({ labels, classes }: Pictures): Int32Array {
  const sizes = new Int32Array(classes.length);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Of the pictures, those that are not like another one of them in 8 levels of brightness. */
function distinctShare({ pixels, height, width, channels }: Pictures, places: Int32Array): number {
  const size = height * width * channels;
  const seen = new Set<number>();
  for (const place of places) {
    let hash = 0x811c9dc5;
    for (let at = place * size; at < (place + 1) * size; at += 1)
      hash = Math.imul(hash ^ ((pixels[at] ?? 0) >> 5), 0x01000193);
    seen.add(hash);
  }
  return seen.size / places.length;
}

/**
 * The largest difference, in standard errors, of the mean of a pixel between suspects and the other pictures of the class, away from
 * the pattern. Where the pattern covers the whole picture there is no such pixel, and nothing speaks against it.
 */
function differenceOutside(pictures: Pictures, pattern: RepeatedPattern, places: Int32Array, index: number): number {
  const { count, height, width, channels, pixels, labels } = pictures;
  const size = height * width * channels;
  const has = new Uint8Array(count);
  for (const place of places) has[place] = 1;
  const sums = [new Float64Array(size), new Float64Array(size)] as const;
  const squares = [new Float64Array(size), new Float64Array(size)] as const;
  const counts: [number, number] = [0, 0];
  for (let place = 0; place < count; place += 1) {
    if (labels[place] !== index) continue;
    const side = has[place] === 1 ? 1 : 0;
    counts[side] += 1;
    const sum = sums[side];
    const square = squares[side];
    for (let at = 0; at < size; at += 1) {
      const value = pixels[place * size + at] ?? 0;
      sum[at] = (sum[at] ?? 0) + value;
      square[at] = (square[at] ?? 0) + value * value;
    }
  }
  let most = 0;
  for (let at = 0; at < size; at += 1) {
    if (isNear(pattern, Math.floor(at / (width * channels)), Math.floor((at % (width * channels)) / channels)))
      continue;
    const [other, own] = [0, 1].map((side) => {
      const n = counts[side as 0 | 1];
      const mean = (sums[side as 0 | 1][at] ?? 0) / n;
      return { mean, variance: Math.max(0, (squares[side as 0 | 1][at] ?? 0) / n - mean * mean), n };
    });
    if (own === undefined || other === undefined) continue;
    // Background is the same in all: a floor of one level keeps a single odd pixel from counting as a difference.
    const error = Math.sqrt((Math.max(own.variance, other.variance) + 1) / own.n + (other.variance + 1) / other.n);
    most = Math.max(most, Math.abs(own.mean - other.mean) / error);
  }
  return most;
}

function isNear({ region }: RepeatedPattern, row: number, column: number): boolean {
  if (region === undefined) return false;
  const inside = (value: number, from: number, length: number): boolean => value >= from - 1 && value <= from + length;
  return inside(row, region.top, region.height) && inside(column, region.left, region.width);
}
