// What worker threads load: the command itself, the way it was started, so that they run the same code.
import { realpathSync } from 'node:fs';
import type { AssayProcess } from './context.ts';

/** Ready to be spread into the options of a flow. */
export function workerEntry({ argv }: Pick<AssayProcess, 'argv'>): { readonly worker?: string } {
  const path = argv[1];
  return path === undefined ? {} : { worker: realpathSync(path) };
}
