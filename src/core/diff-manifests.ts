// What became of one version of an asset in another.
import { compareCodePoints } from './code-point-order.ts';
import type { Entry, Manifest } from './manifest.ts';
import { differencesOf, type EntryDifference, type EntryPair, findMoves, pairEntries } from './pair-entries.ts';

/**
 * - `renamed`: gone from one path, and a file of the same content is new at another
 */
export const manifestChanges = ['added', 'removed', 'changed', 'renamed'] as const;
export type ManifestChange = (typeof manifestChanges)[number];

export interface ChangedEntry {
  /** In the newer version; of what was removed in the older one. */
  readonly path: string;
  readonly change: ManifestChange;
  /** Where it was before it was renamed. */
  readonly from?: string;
  /** What is different besides the name. */
  readonly differences?: readonly EntryDifference[];
  readonly before?: Entry;
  readonly after?: Entry;
}

export interface ManifestDiff {
  /** By code points of the path. */
  readonly changes: readonly ChangedEntry[];
  readonly summary: Readonly<Record<ManifestChange | 'unchanged', number>>;
  /** Bytes of all files. */
  readonly bytes: { readonly before: number; readonly after: number };
}

export function diffManifests(before: Manifest, after: Manifest): ManifestDiff {
  const pairs = pairEntries(before.entries, after.entries);
  const to = findMoves(pairs);
  const from = new Map([...to].map(([old, now]) => [now, old]));
  const old = new Map(before.entries.map((entry) => [entry.path, entry]));
  const changes: ChangedEntry[] = [];
  for (const pair of pairs) {
    if (to.has(pair.path)) continue;
    const origin = from.get(pair.path);
    const change = origin === undefined ? changeOf(pair) : renamed(pair, origin, old.get(origin));
    if (change !== undefined) changes.push(change);
  }
  const summary = { added: 0, removed: 0, changed: 0, renamed: 0, unchanged: 0 };
  for (const { change } of changes) summary[change] += 1;
  summary.unchanged = before.entries.length - summary.removed - summary.changed - summary.renamed;
  changes.sort((a, b) => compareCodePoints(a.path, b.path));
  return { changes, summary, bytes: { before: sizeOf(before), after: sizeOf(after) } };
}

function changeOf({ path, before, after }: EntryPair): ChangedEntry | undefined {
  if (before === undefined) return after === undefined ? undefined : { path, change: 'added', after };
  if (after === undefined) return { path, change: 'removed', before };
  const differences = differencesOf(before, after);
  return differences.length === 0 ? undefined : { path, change: 'changed', differences, before, after };
}

function renamed({ path, after }: EntryPair, from: string, before: Entry | undefined): ChangedEntry | undefined {
  if (before === undefined || after === undefined) return undefined;
  const differences = differencesOf(before, after);
  return { path, change: 'renamed', from, ...(differences.length === 0 ? {} : { differences }), before, after };
}

function sizeOf({ entries }: Manifest): number {
  return entries.reduce((sum, entry) => (entry.type === 'file' ? sum + entry.size : sum), 0);
}
