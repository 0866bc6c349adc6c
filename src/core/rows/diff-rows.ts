// Compares the rows of two versions of a data set.
import * as limits from '../limits.ts';
import { findRepeated } from './find-repeated.ts';
import { matchKinds, matchRows, type RowMatch } from './match-rows.ts';
import { type DiffGroup, planDiff } from './plan-diff.ts';
import { rowChangeKind } from './row-change-kind.ts';
import {
  type RecordedFile,
  type RowChange,
  type RowChangeKind,
  type RowDiff,
  type RowFile,
  rowChangeKinds,
} from './row-diff.ts';
import { placeOf } from './row-place.ts';
import { RowSet } from './row-set.ts';

export interface DiffOptions {
  /** Of each kind of change, and of repeated rows; `limits.rowChanges` when absent. */
  readonly mostListed?: number;
}

/**
 * Files with the same root are not looked at again; the rows of all others are compared across files, so that a row which moves
 * from one shard to another has moved.
 * @returns true counts of everything, and a bounded list
 */
export function diffRows(
  before: readonly RecordedFile[],
  after: readonly RecordedFile[],
  options: DiffOptions = {},
): RowDiff {
  const most = options.mostListed ?? limits.rowChanges.value;
  const { files, groups } = planDiff(before, after);
  const collector = new Collector(most);
  const repeated = groups.map((group) => {
    collector.compare(group);
    return findRepeated(new RowSet(group.allBefore), new RowSet(group.allAfter), most);
  });
  const counts = collector.counts;
  const rows = { before: countOf(before), after: countOf(after) };
  const differs = files.some(({ state }) => state !== 'same' && state !== 'not-compared');
  const undecided = files.some(({ state }) => state === 'not-compared');
  return {
    schema: 'assay.row-diff/1',
    outcome: differs ? 'different' : undecided ? 'inconclusive' : 'same',
    rows,
    counts: { ...counts, same: rowsOfSame(files) + collector.same },
    files,
    changes: collector.changes(),
    unlisted: collector.unlisted,
    repeated: joined(repeated, most),
  };
}

class Collector {
  readonly counts: Record<RowChangeKind, number> = {
    added: 0,
    removed: 0,
    changed: 0,
    relabelled: 0,
    rekeyed: 0,
    moved: 0,
  };
  same = 0;
  unlisted = 0;
  readonly #most: number;
  readonly #listed: Readonly<Record<RowChangeKind, RowChange[]>> = {
    added: [],
    removed: [],
    changed: [],
    relabelled: [],
    rekeyed: [],
    moved: [],
  };

  constructor(most: number) {
    this.#most = most;
  }

  compare(group: DiffGroup): void {
    const before = new RowSet(group.before);
    const after = new RowSet(group.after);
    const match = matchRows(before, after);
    for (let row = 0; row < before.count; row += 1) {
      if (match.toAfter[row] === -1) this.#add('removed', () => ({ kind: 'removed', before: placeOf(before, row) }));
    }
    for (let row = 0; row < after.count; row += 1) this.#row(before, after, match, row);
  }

  changes(): readonly RowChange[] {
    return rowChangeKinds.flatMap((kind) => this.#listed[kind]);
  }

  #row(before: RowSet, after: RowSet, match: RowMatch, row: number): void {
    const earlier = match.toBefore[row] ?? -1;
    if (earlier < 0) {
      this.#add('added', () => ({ kind: 'added', after: placeOf(after, row) }));
      return;
    }
    const matched = matchKinds[match.kinds[row] ?? 0] ?? 'same';
    const moved = match.kept[row] !== 1 || before.locate(earlier).file.path !== after.locate(row).file.path;
    const kind = rowChangeKind(matched, { rows: before, index: earlier }, { rows: after, index: row });
    if (kind === undefined && !moved) {
      this.same += 1;
      return;
    }
    this.#add(kind ?? 'moved', () => ({
      kind: kind ?? 'moved',
      before: placeOf(before, earlier),
      after: placeOf(after, row),
      ...(matched === 'same' ? {} : { by: matched }),
      ...(kind !== undefined && moved ? { moved: true } : {}),
    }));
  }

  #add(kind: RowChangeKind, change: () => RowChange): void {
    this.counts[kind] += 1;
    if (this.#listed[kind].length < this.#most) this.#listed[kind].push(change());
    else this.unlisted += 1;
  }
}

function countOf(files: readonly RecordedFile[]): number {
  return files.reduce((sum, file) => sum + ('table' in file ? file.table.count : 0), 0);
}

/** Rows of files that were not looked at because they are the same. */
function rowsOfSame(files: readonly RowFile[]): number {
  const same = files.filter(({ state }) => state === 'same' || state === 'renamed');
  return same.reduce((sum, { rowsAfter }) => sum + (rowsAfter ?? 0), 0);
}

function joined(parts: readonly RowDiff['repeated'][], most: number): RowDiff['repeated'] {
  const sum = (side: 'before' | 'after', what: 'groups' | 'rows'): number =>
    parts.reduce((total, part) => total + part[side][what], 0);
  const changed = parts.flatMap((part) => part.changed);
  const unlisted = parts.reduce((total, part) => total + part.unlisted, 0);
  return {
    before: { groups: sum('before', 'groups'), rows: sum('before', 'rows') },
    after: { groups: sum('after', 'groups'), rows: sum('after', 'rows') },
    changed: changed.slice(0, most),
    unlisted: unlisted + Math.max(0, changed.length - most),
  };
}
