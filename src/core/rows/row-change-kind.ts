// What became of a row, judged by what it was matched by.
import type { MatchKind } from './match-rows.ts';
import type { RowChangeKind } from './row-diff.ts';
import type { RowSet } from './row-set.ts';

/** A row of one version, by its index there. */
export interface RowAt {
  readonly rows: RowSet;
  readonly index: number;
}

/** Undefined when key and content are the same. */
export function rowChangeKind(
  matched: MatchKind,
  before: RowAt,
  after: RowAt,
): Exclude<RowChangeKind, 'added' | 'removed' | 'moved'> | undefined {
  if (matched === 'same') return undefined;
  if (matched === 'rest') return 'relabelled';
  // A file that moves to the folder of another class keeps its content.
  if (matched === 'digest') return hasOtherLabel(before, after) ? 'relabelled' : 'rekeyed';
  const earlier = before.rows.rest(before.index);
  return earlier.length > 0 && Buffer.compare(earlier, after.rows.rest(after.index)) === 0 ? 'relabelled' : 'changed';
}

function hasOtherLabel(before: RowAt, after: RowAt): boolean {
  const earlier = before.rows.label(before.index);
  const later = after.rows.label(after.index);
  return earlier !== undefined && later !== undefined && Buffer.compare(earlier, later) !== 0;
}
