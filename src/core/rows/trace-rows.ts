// From a row of one version to the row it was in the version before.
import { matchKinds, matchRows, type RowMatch } from './match-rows.ts';
import { groupOf } from './plan-diff.ts';
import { rowChangeKind } from './row-change-kind.ts';
import type { RecordedFile, RowChangeKind, RowPlace } from './row-diff.ts';
import { placeOf } from './row-place.ts';
import { type FileRows, RowSet } from './row-set.ts';

export interface TracedRow {
  readonly path: string;
  /** 0-based in its file. */
  readonly row: number;
  /** Absent when key and content are the same. */
  readonly kind?: Exclude<RowChangeKind, 'added' | 'removed' | 'moved'>;
  readonly place: () => RowPlace;
}

interface Pair {
  readonly earlier: RowSet;
  readonly later: RowSet;
  readonly match: RowMatch;
}

/** Two versions, of which only the files that differ are compared, and only when a row of theirs is asked for. */
export class RowTrace {
  readonly #earlier: ReadonlyMap<string, RecordedFile>;
  readonly #later: ReadonlyMap<string, RecordedFile>;
  readonly #pairs = new Map<string, Pair>();

  constructor(earlier: readonly RecordedFile[], later: readonly RecordedFile[]) {
    this.#earlier = new Map(earlier.map((file) => [file.path, file]));
    this.#later = new Map(later.map((file) => [file.path, file]));
  }

  /** Whether the file has the same rows under the same name in both versions. */
  isSame(path: string): boolean {
    return isSameFile(this.#earlier.get(path), this.#later.get(path));
  }

  /** The row it was; undefined when there was none. @param row - 0-based in its file */
  find(path: string, row: number): TracedRow | undefined {
    const file = this.#later.get(path);
    if (file === undefined || !('table' in file)) return undefined;
    const { earlier, later, match } = this.#pair(groupOf(file.table));
    const index = later.indexOf(path, row) ?? -1;
    const before = match.toBefore[index] ?? -1;
    if (before < 0) return undefined;
    const found = earlier.locate(before);
    const matched = matchKinds[match.kinds[index] ?? 0] ?? 'same';
    const kind = rowChangeKind(matched, { rows: earlier, index: before }, { rows: later, index });
    const place = (): RowPlace => placeOf(earlier, before);
    return { path: found.file.path, row: found.row, place, ...(kind === undefined ? {} : { kind }) };
  }

  /** Why nothing can be said about a row of this file that was not found. */
  reasonAgainst(path: string): string | undefined {
    const earlier = this.#earlier.get(path);
    const later = this.#later.get(path);
    if (earlier === undefined || later === undefined || !('table' in later)) return undefined;
    if (!('table' in earlier)) return `rows of ${path} are not recorded: ${earlier.unrecorded}`;
    return groupOf(earlier.table) === groupOf(later.table) ? undefined : `rows of ${path} were read in another way`;
  }

  #pair(group: string): Pair {
    const known = this.#pairs.get(group);
    if (known !== undefined) return known;
    const select = (files: ReadonlyMap<string, RecordedFile>): readonly FileRows[] =>
      [...files.values()].filter(
        (file): file is FileRows => 'table' in file && groupOf(file.table) === group && !this.isSame(file.path),
      );
    const earlier = new RowSet(select(this.#earlier));
    const later = new RowSet(select(this.#later));
    const pair = { earlier, later, match: matchRows(earlier, later) };
    this.#pairs.set(group, pair);
    return pair;
  }
}

function isSameFile(a: RecordedFile | undefined, b: RecordedFile | undefined): boolean {
  return a !== undefined && b !== undefined && 'table' in a && 'table' in b && a.table.root === b.table.root;
}
