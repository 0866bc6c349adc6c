// What lies in a folder that others put things into, and whether it is still being put there.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as limits from '#core/limits';
import { toFileError } from './file-source.ts';

export interface Dropped {
  /** Name in the folder. */
  readonly name: string;
  readonly path: string;
  /** Of names, sizes and times of all that is in it; another one when anything is written. */
  readonly state: string;
  /** Newest change, milliseconds since 1970. */
  readonly changedAt: number;
  /** A link, a pipe, a device: nothing that could be taken in. */
  readonly isOther: boolean;
}

/**
 * In the order of the names. What begins with a dot, or ends as downloads under way do, is left out.
 * @throws {FileError} when the folder cannot be read; an entry that is gone meanwhile is left out
 */
export function listDropped(folder: string): readonly Dropped[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw toFileError(folder, error);
  }
  return names.filter((name) => !underWay.test(name)).flatMap((name) => droppedAt(join(folder, name), name) ?? []);
}

/** Browsers, curl, wget, rsync and hubs name unfinished files so. */
const underWay = /^\.|\.(?:part|partial|tmp|temp|crdownload|download|incomplete)$/i;

function droppedAt(path: string, name: string): Dropped | undefined {
  const hash = createHash('sha256');
  let changedAt = 0;
  let isOther = false;
  let left = limits.treeEntries.value;
  const visit = (at: string): void => {
    const stat = lstatSync(at, { bigint: true });
    hash.update(`${at.length} ${at} ${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}\n`);
    changedAt = Math.max(changedAt, Number(stat.ctimeMs), Number(stat.mtimeMs));
    if (stat.isDirectory()) {
      for (const inner of readdirSync(at).sort()) if (left-- > 0) visit(join(at, inner));
    } else if (at === path && !stat.isFile()) isOther = true;
  };
  try {
    visit(path);
  } catch {
    // It goes away, or is written, at this moment: the next look tells.
    return undefined;
  }
  return { name, path, state: hash.digest('hex'), changedAt, isOther };
}
