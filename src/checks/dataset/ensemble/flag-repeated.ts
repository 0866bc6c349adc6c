// Rows that share a repeated pattern, as findings of the scan.
import type { FlaggedRow } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import type { FlaggedTrigger } from './flag-rows.ts';
import type { JudgedPattern } from './judge-repeated.ts';
import type { Pictures } from './read-pictures.ts';
import { cutPattern, meanPixel } from './trigger-pattern.ts';

export const repeatedDetector = 'repeated-pattern';

/** @param conflict - 1 where the content is of another class than the label; needed for patterns of several classes */
export function flagRepeated(
  set: ImageSet,
  pictures: Pictures,
  judged: JudgedPattern,
  conflict: Uint8Array,
): FlaggedTrigger {
  const { pattern, kind, conflicting } = judged;
  const places = judged.class === undefined ? conflictingPlaces(pictures, judged.places, conflict) : judged.places;
  const names = set.labels?.names ?? [];
  const nameOf = (label: number): string => names[pictures.classes[label] ?? 0] ?? '';
  const region = pattern.region;
  const picture = region && cutPattern(set, pictures, region, (at) => meanPixel(pictures, places, at));
  const where = picture === undefined ? 'at different places' : `at row ${picture.top}, column ${picture.left}`;
  const why =
    kind === 'conflict'
      ? `${Math.round(conflicting * 100)} of 100 such rows show another class than their label says`
      : 'and what else is in the picture has nothing to do with it';
  const text = `has the very same pixels as ${places.length - 1} other rows, ${where}; ${why}`;
  const filtered = new Map<number, number>();
  for (const place of places)
    filtered.set(pictures.labels[place] ?? 0, (filtered.get(pictures.labels[place] ?? 0) ?? 0) + 1);
  const classes = [...filtered].filter(([, count]) => count >= leastDeclared).map(([label]) => label);
  const flags = Array.from(places, (place): FlaggedRow => {
    const { top, left, height, width } = picture ?? {};
    const box =
      top === undefined || left === undefined || height === undefined || width === undefined
        ? {}
        : { region: { top, left, height, width } };
    return {
      row: set.id(pictures.rows[place] ?? 0),
      class: nameOf(pictures.labels[place] ?? 0),
      score: repeatedScore,
      decision: 'filter',
      category: 'backdoor',
      because: [{ detector: repeatedDetector, score: repeatedScore, text, ...box }],
    };
  });
  const triggers = classes.map((label) => ({
    class: nameOf(label),
    how: `the same pixels in ${filtered.get(label) ?? 0} rows, ${where}`,
    rows: filtered.get(label) ?? 0,
    ...(picture && { picture }),
  }));
  return { classes, filtered, flags, triggers, why: `${places.length} rows: ${text}`, detector: repeatedDetector };
}

/** As many rows of a class as make a finding. */
const leastDeclared = 6;
/** It is there or not. */
const repeatedScore = 0.99;

/**
 * Of a pattern that several classes have, the rows that conflict, in classes where most rows with it do: honest pictures that have it
 * by nature show what their label says.
 */
function conflictingPlaces({ labels, classes }: Pictures, places: Int32Array, conflict: Uint8Array): Int32Array {
  const all = new Int32Array(classes.length);
  const conflicting = new Int32Array(classes.length);
  for (const place of places) {
    const label = labels[place] ?? 0;
    all[label] = (all[label] ?? 0) + 1;
    conflicting[label] = (conflicting[label] ?? 0) + (conflict[place] ?? 0);
  }
  return places.filter((place) => {
    const label = labels[place] ?? 0;
    return conflict[place] === 1 && 2 * (conflicting[label] ?? 0) >= (all[label] ?? 0);
  });
}
