// Key files of one purpose in a folder: `workspace`, `workspace-2`, `workspace-3`, ... Each rotation adds one; none is overwritten.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface NumberedKey {
  /** Name of the private key; its public half ends with `.pub`. */
  readonly name: string;
  readonly path: string;
  /** false after a crash between writing the two. */
  readonly hasPublic: boolean;
}

/** The private keys that there are, in order. */
export function numberedKeys(folder: string, name: string): readonly NumberedKey[] {
  const keys: NumberedKey[] = [];
  for (let number = 1; ; number++) {
    const path = join(folder, nameOf(name, number));
    if (!existsSync(path)) return keys;
    keys.push({ name: nameOf(name, number), path, hasPublic: existsSync(`${path}.pub`) });
  }
}

/** The name of the next one. */
export function nextKeyName(folder: string, name: string): string {
  return nameOf(name, numberedKeys(folder, name).length + 1);
}

function nameOf(name: string, number: number): string {
  return number === 1 ? name : `${name}-${number}`;
}
