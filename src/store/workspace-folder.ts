// The folder `.assay` of a workspace: found upwards from where a command runs, as git finds its own; made as a whole or not at
// all.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AssayError } from '#core/errors';

/** Name of the folder inside a workspace. */
export const workspaceFolderName = '.assay';

/**
 * The folder that holds the nearest `.assay`, beginning with `from`; undefined when there is none up to the root.
 * ATTACKER: in a shared folder like /tmp anybody can make an `.assay` for those who work below it.
 * @throws {AssayError} WORKSPACE_FOREIGN when it belongs to another user or others can write to it
 */
export function findWorkspaceRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const stat = lstatSync(join(folder, workspaceFolderName), { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      assertOwn(join(folder, workspaceFolderName), stat);
      return folder;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Makes `root`/.assay, for its owner only. It appears when `fill` has returned, with all that `fill` put there.
 * @param folders - made in it before, below each other in this order
 * @param fill - gets a folder of another name; what it writes there must be durable when it returns
 * @throws {AssayError} WORKSPACE_EXISTS when there is one; WORKSPACE_WRITE when it cannot be written
 */
export async function makeWorkspaceFolder(
  root: string,
  folders: readonly string[],
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const final = join(root, workspaceFolderName);
  if (lstatSync(final, { throwIfNoEntry: false }) !== undefined) throw exists(final);
  const temporary = join(root, `${workspaceFolderName}.${randomBytes(8).toString('hex')}.new`);
  try {
    mkdirSync(root, { recursive: true });
    mkdirSync(temporary, { mode: 0o700 });
    for (const folder of folders) mkdirSync(join(temporary, folder), { mode: 0o700 });
    await fill(temporary);
    syncFolder(temporary);
    renameSync(temporary, final);
    syncFolder(root);
  } catch (cause) {
    rmSync(temporary, { recursive: true, force: true });
    if (cause instanceof AssayError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw exists(final);
    throw new AssayError('WORKSPACE_WRITE', `${final} cannot be written: ${code}`, { path: final, value: code, cause });
  }
}

function exists(path: string): AssayError {
  return new AssayError('WORKSPACE_EXISTS', `there is a workspace already: ${path}`, { path });
}

/** Windows has no such bits; there the access list of the folder decides. */
function assertOwn(path: string, { uid, mode }: Stats): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  if (uid !== user && user !== 0) {
    throw new AssayError('WORKSPACE_FOREIGN', `${path} belongs to another user (${uid})`, { path, value: uid });
  }
  if ((mode & 0o022) === 0) return;
  const bits = (mode & 0o777).toString(8).padStart(4, '0');
  throw new AssayError('WORKSPACE_FOREIGN', `other users can change ${path} (mode ${bits}); chmod 700 it`, {
    path,
    value: bits,
  });
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
