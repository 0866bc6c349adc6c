// A log in a folder that any web server can serve as it is.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as limits from '#core/limits';
import { type ChangingFiles, makeFolder, replaceFiles } from './durable-files.ts';
import { checkpointPath, type LogStorage } from './log-storage.ts';
import { guarded, readSmallFile } from './read-small-file.ts';

/** @param folder - made when the first resource is put there */
export function folderStorage(folder: string, changing?: ChangingFiles): LogStorage {
  return {
    get: async (path) => readSmallFile(join(folder, path), limits.logResourceBytes.value),
    put: async (resources) => {
      const files = new Map([...resources].map(([path, bytes]) => [join(folder, path), bytes]));
      for (const parent of new Set([...files.keys()].map(dirname))) makeFolder(parent, changing);
      replaceFiles(files, changing);
    },
    list: async () => {
      const checkpoint = readSmallFile(join(folder, checkpointPath), limits.logResourceBytes.value);
      const tiles = [...namesBelow(folder, 'tile')].sort();
      return checkpoint === undefined ? tiles : [checkpointPath, ...tiles];
    },
  };
}

/** Files that a killed writer left behind begin with a dot; nobody asks for them. */
function namesBelow(root: string, folder: string): readonly string[] {
  const path = join(root, folder);
  const entries = guarded(path, () => readdirSync(path, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? namesBelow(root, name) : [name];
  });
}
