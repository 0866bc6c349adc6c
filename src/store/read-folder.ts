// The names in a folder, byte-exact: what decoding would change is told apart.
import { type Dirent, readdirSync } from 'node:fs';

export interface FolderNames {
  readonly entries: readonly Dirent[];
  /** Names that are not UTF-8, as they read after decoding. */
  readonly undecodable: readonly string[];
}

/** In the order of the system. @throws the system's error */
export function readFolder(folder: string): FolderNames {
  const entries = readdirSync(folder, { withFileTypes: true });
  // U+FFFD may be a letter of a name, or what decoding made of bytes that are none.
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return { entries, undecodable: [] };
  const undecodable = readdirSync(folder, { encoding: 'buffer' }).flatMap((name) => {
    const text = name.toString('utf8');
    return Buffer.from(text).equals(name) ? [] : [text];
  });
  return { entries: entries.filter(({ name }) => !undecodable.includes(name)), undecodable };
}
