// Repeated windows that the same pictures have are one pattern.
import type { RepeatedWindow } from './repeated-windows.ts';

export interface RepeatedPattern {
  /** Places of the pictures that have it, rising. */
  readonly places: Int32Array;
  /** Windows per picture, as `places`. */
  readonly windows: Int32Array;
  /** Bounds of all windows, in pixels; absent where it moves. */
  readonly region?: { readonly top: number; readonly left: number; readonly height: number; readonly width: number };
  /** First window, for pictures of it. */
  readonly sample: RepeatedWindow;
  /** Of its windows, the least. */
  readonly isolation: number;
}

const windowSide = 3;
/** Pictures that two windows share, to those of the smaller: above, they belong together. */
const leastShared = 0.6;
/** As above for windows that move: contents of edges and textures occur together, too. */
const leastSharedMoving = 0.9;
/** A fixed pattern of more windows than this is had by pictures with two of them at least. */
const singleWindows = 3;

/** @returns most pictures first */
export function groupWindows(windows: readonly RepeatedWindow[], count: number): readonly RepeatedPattern[] {
  const order = windows.toSorted((a, b) => Number(a.moves) - Number(b.moves) || b.places.length - a.places.length);
  const groups: { has: Uint8Array; moves: boolean; windows: RepeatedWindow[] }[] = [];
  for (const window of order) {
    const least = (window.moves ? leastSharedMoving : leastShared) * window.places.length;
    const group = groups.find(({ has }) => shared(window.places, has) >= least);
    if (group === undefined) {
      groups.push({ has: marked(window.places, count), moves: window.moves, windows: [window] });
    } else if (group.moves === window.moves) {
      group.windows.push(window);
      for (const place of window.places) group.has[place] = 1;
    }
  }
  return groups
    .map(({ windows: members }) => patternOf(members, count))
    .toSorted((a, b) => b.places.length - a.places.length);
}

function marked(places: Int32Array, count: number): Uint8Array {
  const has = new Uint8Array(count);
  for (const place of places) has[place] = 1;
  return has;
}

function shared(places: Int32Array, has: Uint8Array): number {
  let both = 0;
  for (const place of places) both += has[place] ?? 0;
  return both;
}

function patternOf(members: readonly RepeatedWindow[], count: number): RepeatedPattern {
  const fixed = members.filter(({ moves }) => !moves);
  const counts = new Int32Array(count);
  for (const { places } of members) for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  const least = fixed.length > singleWindows ? 2 : 1;
  const places = Int32Array.from(counts.keys()).filter((place) => (counts[place] ?? 0) >= least);
  const [sample] = members;
  if (sample === undefined) throw new RangeError('a pattern has a window');
  const top = Math.min(...fixed.map((one) => one.top));
  const left = Math.min(...fixed.map((one) => one.left));
  return {
    places,
    windows: places.map((place) => counts[place] ?? 0),
    sample,
    isolation: Math.min(...members.map(({ isolation }) => isolation)),
    ...(fixed.length === 0
      ? {}
      : {
          region: {
            top,
            left,
            height: Math.max(...fixed.map((one) => one.top)) + windowSide - top,
            width: Math.max(...fixed.map((one) => one.left)) + windowSide - left,
          },
        }),
  };
}
