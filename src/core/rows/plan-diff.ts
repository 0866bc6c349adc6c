// Which files of two versions have to be compared row by row, and with which others.
import type { RecordedFile, RowFile } from './row-diff.ts';
import type { FileRows } from './row-set.ts';
import type { RowTable } from './row-table.ts';

/** Files that are read in the same way: a row may move from one to another. */
export interface DiffGroup {
  /** What has to be compared. */
  readonly before: readonly FileRows[];
  readonly after: readonly FileRows[];
  /** Together with the files that are the same. */
  readonly allBefore: readonly FileRows[];
  readonly allAfter: readonly FileRows[];
}

export interface DiffPlan {
  /** In the order of the paths. */
  readonly files: readonly RowFile[];
  readonly groups: readonly DiffGroup[];
}

export function planDiff(before: readonly RecordedFile[], after: readonly RecordedFile[]): DiffPlan {
  const earlier = new Map(before.map((file) => [file.path, file]));
  const later = new Map(after.map((file) => [file.path, file]));
  const renamed = renames(earlier, later);
  const gone = new Set(renamed.values());
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].filter((path) => !gone.has(path)).sort();
  const files = paths.map((path) => {
    const from = renamed.get(path);
    return judge(path, earlier.get(from ?? path), later.get(path), from);
  });
  const compared = new Set(
    files
      .filter(({ state }) => state === 'changed' || state === 'added' || state === 'removed')
      .map(({ path }) => path),
  );
  return { files, groups: groupsOf(before, after, compared) };
}

/** New name to old name, for files with the same rows of which each version has only one. */
function renames(
  earlier: ReadonlyMap<string, RecordedFile>,
  later: ReadonlyMap<string, RecordedFile>,
): ReadonlyMap<string, string> {
  const lost = [...earlier.values()].filter(({ path }) => !later.has(path));
  const names = new Map<string, string>();
  for (const file of later.values()) {
    if (earlier.has(file.path) || !('table' in file)) continue;
    const at = lost.findIndex((other) => 'table' in other && other.table.root === file.table.root);
    const [other] = at < 0 ? [] : lost.splice(at, 1);
    if (other !== undefined) names.set(file.path, other.path);
  }
  return names;
}

function judge(
  path: string,
  before: RecordedFile | undefined,
  after: RecordedFile | undefined,
  from: string | undefined,
): RowFile {
  const rows = { ...rowsOf('rowsBefore', before), ...rowsOf('rowsAfter', after) };
  if (from !== undefined) return { path, state: 'renamed', ...rows, from };
  if (before === undefined || after === undefined) {
    const reason = reasonOf(before ?? after);
    return {
      path,
      state: before === undefined ? 'added' : 'removed',
      ...rows,
      ...(reason === undefined ? {} : { reason }),
    };
  }
  if (!('table' in before) || !('table' in after)) {
    if (!('table' in before) && !('table' in after) && before.sha256 === after.sha256)
      return { path, state: 'same', ...rows };
    const reason = `rows are not recorded: ${reasonOf(after) ?? `${reasonOf(before)} in the earlier version`}`;
    return { path, state: 'not-compared', ...rows, reason };
  }
  if (before.table.root === after.table.root) return { path, state: 'same', ...rows };
  if (groupOf(before.table) !== groupOf(after.table)) {
    const reason = `rows were read as ${describe(before.table)}, now as ${describe(after.table)}`;
    return { path, state: 'not-compared', ...rows, reason };
  }
  return { path, state: 'changed', ...rows, ...columnsOf(before.table, after.table) };
}

function groupsOf(
  before: readonly RecordedFile[],
  after: readonly RecordedFile[],
  compared: ReadonlySet<string>,
): readonly DiffGroup[] {
  const allBefore = before.filter((file) => 'table' in file);
  const allAfter = after.filter((file) => 'table' in file);
  const names = new Set([...allBefore, ...allAfter].map(({ table }) => groupOf(table)));
  return [...names].sort().map((name) => {
    const inGroup = ({ table }: FileRows): boolean => groupOf(table) === name;
    const isCompared = ({ path }: FileRows): boolean => compared.has(path);
    const [groupBefore, groupAfter] = [allBefore.filter(inGroup), allAfter.filter(inGroup)];
    return {
      before: groupBefore.filter(isCompared),
      after: groupAfter.filter(isCompared),
      allBefore: groupBefore,
      allAfter: groupAfter,
    };
  });
}

/** Digests of rows mean the same within one format, keys within one name of the key. */
export function groupOf({ reading: { format, key } }: RowTable): string {
  return JSON.stringify([format, key ?? null]);
}

function describe({ reading: { format, key } }: RowTable): string {
  return key === undefined ? `${format} without a key` : `${format} with the key ${JSON.stringify(key)}`;
}

function columnsOf(before: RowTable, after: RowTable): Pick<RowFile, 'columns'> {
  const { columns: earlier = [] } = before.reading;
  const { columns: later = [] } = after.reading;
  return JSON.stringify(earlier) === JSON.stringify(later) ? {} : { columns: { before: earlier, after: later } };
}

function rowsOf(name: 'rowsBefore' | 'rowsAfter', file: RecordedFile | undefined): Partial<RowFile> {
  return file === undefined || !('table' in file) ? {} : { [name]: file.table.count };
}

function reasonOf(file: RecordedFile | undefined): string | undefined {
  return file === undefined || 'table' in file ? undefined : file.unrecorded;
}
