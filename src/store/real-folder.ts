// Where a path really is: links on the way followed, also when its end does not exist yet.
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { reading } from './durable-files.ts';

/** Absolute. @throws {StoreError} STORE_READ when a part of it cannot be looked at */
export function realPlace(path: string): string {
  const whole = resolve(path);
  for (let at = whole; ; at = dirname(at)) {
    const real = reading(at, () => realpathSync(at));
    if (real !== undefined) return join(real, relative(at, whole));
    if (at === dirname(at)) return whole;
  }
}

/** ATTACKER: `/srv/data-of-others` is not below `/srv/data`, and neither is what a link in it leads to. */
export function isWithin(path: string, folder: string): boolean {
  const [real, outer] = [realPlace(path), realPlace(folder)];
  return real === outer || real.startsWith(outer.endsWith(sep) ? outer : `${outer}${sep}`);
}

export interface PlaceFacts {
  readonly isFolder: boolean;
  /** Permission bits for others than the owner, as `0044`; absent where the system has none, or there are none. */
  readonly openBits?: string;
  /** Of a file: it has other names as well. */
  readonly otherNames: number;
}

/** Undefined when nothing is there. @throws {StoreError} STORE_READ */
export function placeFacts(path: string): PlaceFacts | undefined {
  const stat = reading(path, () => lstatSync(path));
  if (stat === undefined) return undefined;
  const open = process.platform === 'win32' ? 0 : stat.mode & 0o077;
  return {
    isFolder: stat.isDirectory(),
    ...(open === 0 ? {} : { openBits: open.toString(8).padStart(4, '0') }),
    otherNames: stat.isFile() ? stat.nlink - 1 : 0,
  };
}
