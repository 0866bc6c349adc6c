// Result codes of SQLite in the words of the index.
import { type IndexCode, IndexError } from './index-error.ts';

/**
 * Errors of SQLite as IndexError, anything else as it is.
 * @source SQLite result codes: the primary code is the low byte of the extended one
 */
export function sqliteError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === 'ERR_OUT_OF_RANGE') {
    return new IndexError('INDEX_CORRUPT', 'The index holds a number that none in it can be', { cause: error });
  }
  if (!('errcode' in error) || typeof error.errcode !== 'number') return error;
  const isGone = error.errcode === 1 && /^(no such|malformed|unsupported file format)/.test(error.message);
  const known = meanings.get(isGone ? corrupt : error.errcode & 0xff);
  return known === undefined ? error : new IndexError(known[0], `${known[1]} (${error.message})`, { cause: error });
}

const corrupt = 11;

const meanings: ReadonlyMap<number, readonly [IndexCode, string]> = new Map([
  [3, ['INDEX_READ', 'The index may not be opened']],
  [5, ['INDEX_BUSY', 'Another process has been writing the index for too long']],
  [6, ['INDEX_BUSY', 'Another process has been writing the index for too long']],
  [8, ['INDEX_WRITE', 'The index may not be written']],
  [10, ['INDEX_READ', 'The disk of the index fails']],
  [corrupt, ['INDEX_CORRUPT', 'The index is damaged']],
  [13, ['INDEX_WRITE', 'The disk of the index is full']],
  [14, ['INDEX_READ', 'The index cannot be opened']],
  [26, ['INDEX_CORRUPT', 'The index is damaged or no index']],
] satisfies [number, [IndexCode, string]][]);
