// Two sets of entries side by side, path by path: what the comparison with the disk and the difference of two versions share.
import { compareCodePoints } from './code-point-order.ts';
import type { Entry } from './manifest.ts';

/**
 * - `type`: a file has become a link, and the like
 * - `content`: the bytes of a file
 * - `mode`: whether a file may be executed
 * - `target`: where a link leads
 * - `version`: of a hosted model
 */
export const entryDifferences = ['type', 'content', 'mode', 'target', 'version'] as const;
export type EntryDifference = (typeof entryDifferences)[number];

export interface EntryPair {
  readonly path: string;
  readonly before?: Entry;
  readonly after?: Entry;
}

/** Every path of both once, by code points. */
export function pairEntries(before: readonly Entry[], after: readonly Entry[]): readonly EntryPair[] {
  const right = new Map(after.map((entry) => [entry.path, entry]));
  const pairs: EntryPair[] = [];
  for (const entry of before) {
    const other = right.get(entry.path);
    pairs.push({ path: entry.path, before: entry, ...(other === undefined ? {} : { after: other }) });
    right.delete(entry.path);
  }
  for (const [path, entry] of right) pairs.push({ path, after: entry });
  return pairs.sort((a, b) => compareCodePoints(a.path, b.path));
}

/** Empty when they are the same; a difference of type says all there is. */
export function differencesOf(before: Entry, after: Entry): readonly EntryDifference[] {
  if (before.type === 'file' && after.type === 'file') {
    const content: readonly EntryDifference[] = before.sha256 === after.sha256 ? [] : ['content'];
    return before.executable === after.executable ? content : [...content, 'mode'];
  }
  if (before.type === 'link' && after.type === 'link') return before.target === after.target ? [] : ['target'];
  if (before.type === 'service' && after.type === 'service') return before.version === after.version ? [] : ['version'];
  return before.type === after.type ? [] : ['type'];
}

/**
 * Files that are gone, each with a new file of the same content: from the old path to the new one. Of several with one
 * content each is taken once, in order. Empty files all have the same content, which says nothing.
 */
export function findMoves(pairs: readonly EntryPair[]): ReadonlyMap<string, string> {
  const gone = new Map<string, string[]>();
  for (const { path, before, after } of pairs) {
    if (before?.type !== 'file' || after !== undefined || before.size === 0) continue;
    const paths = gone.get(before.sha256);
    if (paths === undefined) gone.set(before.sha256, [path]);
    else paths.push(path);
  }
  const moves = new Map<string, string>();
  for (const { path, before, after } of pairs) {
    if (before !== undefined || after?.type !== 'file') continue;
    const from = gone.get(after.sha256)?.shift();
    if (from !== undefined) moves.set(from, path);
  }
  return moves;
}
