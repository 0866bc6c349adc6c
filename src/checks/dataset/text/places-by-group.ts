// Where the phrases of a group stand in a document.
import type { Corpus } from './corpus.ts';
import type { PurePhrases } from './pure-phrases.ts';

/** Places that the phrases of a group cover in a document, ascending, for every group with a phrase of the document's class. */
export function placesByGroup(
  corpus: Corpus,
  phrases: PurePhrases,
  grouping: Int32Array,
  document: number,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  const from = corpus.offsets[document] ?? 0;
  const to = corpus.offsets[document + 1] ?? 0;
  const label = corpus.labels[document];
  for (let place = from; place < to; place++) {
    for (const [level, at] of phrases.at.entries()) {
      const phrase = at[place] ?? -1;
      if (phrase < 0 || phrases.labels[phrase] !== label) continue;
      const group = grouping[phrase] ?? 0;
      const places = found.get(group) ?? [];
      if (places.length === 0) found.set(group, places);
      const next = Math.max(place - from, (places.at(-1) ?? -1) + 1);
      for (let covered = next; covered <= place - from + level; covered++) places.push(covered);
    }
  }
  return found;
}
