// `assay data clean`: a new version of a data set without the rows that were rejected, and with the right labels of those that were
// relabelled. The source stays as it is.
import { basename } from 'node:path';
import type { CleanedRow, DataClean } from '#core/dataset/data-clean';
import type { DataSet, RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { listData } from '#store/list-data';
import { type NewTree, writeNewTree } from '#store/new-tree';
import { digestDataSet } from '../digest-data-set.ts';
import { isIdxImages } from '../open-images-idx.ts';
import type { CleanPlan } from './clean-plan.ts';
import { rewriteFolder } from './rewrite-folder.ts';
import { rewriteIdx } from './rewrite-idx.ts';
import { type DoneRows, rewriteTable, type TableRoles } from './rewrite-table.ts';

export interface CleanOptions extends TableRoles {
  /** Where the new version is to be. */
  readonly output: string;
  /** Goes on although something speaks against it. */
  readonly force: boolean;
  readonly basis: DataClean['basis'];
  /** Digest of the data that the plan is of, where it is known. */
  readonly expected?: string;
}

/**
 * @param path - the data set, as it was opened
 * @throws {AssayError} DATA_CHANGED, DATA_WIPED, DATA_UNKNOWN for a layout that cannot be written, ASSET_TARGET
 */
export async function cleanData(
  set: DataSet,
  path: string,
  plan: CleanPlan,
  options: CleanOptions,
): Promise<DataClean> {
  const digest = await digestDataSet(set);
  if (options.expected !== undefined && options.expected !== digest) {
    throw new AssayError('DATA_CHANGED', `${quote(path)} is not what was scanned: scan it again`, { path });
  }
  const { doubts } = plan;
  if (doubts.length > 0 && !options.force) {
    throw new AssayError(
      'DATA_WIPED',
      `nothing was written, because: ${doubts.join(' ')} --force does it all the same`,
    );
  }
  const { removed, relabelled } = describeRows(set, plan);
  const facts = {
    schema: 'assay.data-clean/1',
    source: { path, rows: set.count, digest },
    basis: options.basis,
    removed,
    relabelled,
    forced: doubts,
  } as const;
  if (plan.rows.size === 0)
    return { ...facts, notes: [...plan.notes, 'There was nothing to do; nothing was written.'] };
  await writeNewTree(options.output, async (tree) => {
    const done = await rewrite(set, path, plan, options, tree);
    const missed = [...plan.rows.keys()].find((row) => !done.has(row));
    if (missed !== undefined)
      throw new AssayError('DATA_CHANGED', `row ${missed} was not found in the files`, { path });
  });
  return { ...facts, output: { path: options.output, rows: set.count - removed.length }, notes: plan.notes };
}

async function rewrite(
  set: DataSet,
  path: string,
  plan: CleanPlan,
  roles: TableRoles,
  tree: NewTree,
): Promise<DoneRows> {
  const listing = listData(path);
  const names = listing.files.map(({ name }) => name);
  if (set.kind === 'images' && (listing.file === undefined ? names.some(isIdxImages) : isIdxImages(listing.file))) {
    return rewriteIdx(listing, set.count, plan, tree);
  }
  if (listing.file === undefined) return rewriteFolder(listing, classesByRow(set, plan), plan, tree);
  const ending = /\.([^.]+)$/.exec(basename(listing.file))?.[1]?.toLowerCase() ?? '';
  const file = listing.files.find(({ name }) => name === listing.file);
  if (file !== undefined && rewritable.has(ending)) return rewriteTable(file.path, ending, plan, roles, tree);
  throw new AssayError('DATA_UNKNOWN', `${quote(path)} cannot be written anew: that is done for ${layouts}`, { path });
}

const rewritable: ReadonlySet<string> = new Set(['csv', 'tsv', 'tab', 'jsonl', 'ndjson', 'jsonlines']);
const layouts = 'CSV, TSV and JSON lines, folders of IDX files, and folders of class folders';

function classesByRow({ labels, count, id }: DataSet, { rows }: CleanPlan): ReadonlyMap<RowId, string> {
  const classes = new Map<RowId, string>();
  for (let row = 0; row < count; row++) {
    if (rows.has(id(row))) classes.set(id(row), labels?.names[labels.codes[row] ?? -1] ?? '');
  }
  return classes;
}

function describeRows(set: DataSet, plan: CleanPlan): Pick<DataClean, 'removed' | 'relabelled'> {
  const classes = classesByRow(set, plan);
  const rows = [...plan.rows].map(([row, { reasons, to }]): CleanedRow => {
    return { row, class: classes.get(row) ?? '', reasons, ...(to === undefined ? {} : { to }) };
  });
  return { removed: rows.filter(({ to }) => to === undefined), relabelled: rows.filter(({ to }) => to !== undefined) };
}
