// Where things lie that only save work: losing them costs time, nothing else.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { AssayProcess } from './context.ts';

/** `XDG_CACHE_HOME` counts when it is absolute, as its specification wants. */
export function cacheFolder({ env }: Pick<AssayProcess, 'env'>): string {
  const named = env.XDG_CACHE_HOME ?? env.LOCALAPPDATA ?? '';
  return join(isAbsolute(named) ? named : join(homedir(), '.cache'), 'assay');
}
