// A new version of a folder of class folders: the files of the rows that stay, relabelled ones in the folder of their right class.
import type { RowId } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { DataListing } from '#store/list-data';
import type { NewTree } from '#store/new-tree';
import { isPictureList } from '../picture-labels.ts';
import type { CleanPlan } from './clean-plan.ts';
import type { DoneRows } from './rewrite-table.ts';

/** @throws {AssayError} DATA_UNKNOWN, DATA_LABELS */
export function rewriteFolder(
  { files, problems }: DataListing,
  classOf: ReadonlyMap<RowId, string>,
  plan: CleanPlan,
  tree: NewTree,
): DoneRows {
  const list = files.find(({ name }) => isPictureList(name));
  if (list !== undefined) {
    throw new AssayError(
      'DATA_UNKNOWN',
      `labels stand in ${quote(list.name)}; only folders whose classes are folders are written anew`,
    );
  }
  const [problem] = problems;
  // What cannot be copied would be lost from the new version in silence.
  if (problem !== undefined) throw problem;
  const done: DoneRows = new Set();
  for (const { name, path } of files) {
    const planned = plan.rows.get(name);
    if (planned !== undefined) done.add(name);
    if (planned === undefined) tree.copy(path, name);
    else if (planned.to !== undefined) tree.copy(path, movedTo(name, classOf.get(name) ?? '', planned.to, files));
  }
  return done;
}

/** The step of the path that is the class becomes the right one. */
function movedTo(name: string, from: string, to: string, files: DataListing['files']): string {
  const steps = name.split('/');
  const at = steps.indexOf(from);
  const moved = steps.with(at, to).join('/');
  if (at >= 0 && at < steps.length - 1 && !to.includes('/') && !files.some((file) => file.name === moved)) return moved;
  throw new AssayError(
    'DATA_LABELS',
    `${quote(name)} cannot be moved to class ${quote(to)}: its class is no folder, or the name is taken there`,
  );
}
