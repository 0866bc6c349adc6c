// Where the rows that bear a trigger end, and the crowd begins.
import type { Suspects } from './refine-suspects.ts';

/** The lowest of the emptiest stretches between the crowd and the suspects. */
export function placeThreshold({ scores, top, background }: Suspects): number {
  const low = Math.max(background, 0.25 * top);
  const high = Math.max(low, 0.55 * top);
  const step = (high - low) / stretches;
  if (step === 0) return low;
  const counts = new Int32Array(stretches);
  for (const score of scores) {
    const stretch = Math.floor((score - low) / step);
    if (stretch >= 0 && stretch < stretches) counts[stretch] = (counts[stretch] ?? 0) + 1;
  }
  const least = Math.min(...counts);
  return low + (counts.indexOf(least) + 0.5) * step;
}

const stretches = 12;

/**
 * Goes on below a threshold as long as the rows there are mostly of the same kind: they conflict with their labels about as often as
 * the suspects do, and not as seldom as the others.
 * @param conflict - per place, 1 where it conflicts
 * @param threshold - from `placeThreshold`
 * @param shares - of rows that conflict: of the suspects, and of the others; 0..1
 * @returns at most the threshold that was given
 */
export function lowerThreshold(
  { candidates, scores, top, count }: Suspects,
  conflict: Uint8Array,
  threshold: number,
  { conflicts, elsewhere }: { readonly conflicts: number; readonly elsewhere: number },
): number {
  if (!(conflicts > elsewhere)) return threshold;
  const floor = leastOfTop * top;
  const below = Array.from(candidates.keys())
    .filter((i) => (scores[i] ?? 0) <= threshold && (scores[i] ?? 0) > floor)
    .toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const band = Math.max(leastBand, Math.round(count / 20));
  let lowered = threshold;
  for (let from = 0; from + band <= below.length; from += band) {
    const rows = below.slice(from, from + band);
    const has = rows.filter((i) => conflict[candidates[i] ?? 0] === 1).length;
    const alike = (has / band - elsewhere) / (conflicts - elsewhere);
    if (!(alike >= leastAlike)) break;
    lowered = scores[rows.at(-1) ?? 0] ?? lowered;
  }
  return lowered;
}

/** Rows that are looked at together: fewer conflict by chance. */
const leastBand = 12;
/** Share of a band that bears the trigger, by its conflicts. */
const leastAlike = 0.6;
const leastOfTop = 0.25;
