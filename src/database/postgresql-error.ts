// Error codes of PostgreSQL and of its client in the words of the index.
import { type IndexCode, IndexError } from './index-error.ts';

/** @source PostgreSQL 15 appendix A: the first two characters are the class of a code */
export function postgresqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof IndexError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [meaning, sentence] = meanings.get(code) ?? meanings.get(code.slice(0, 2)) ?? [undefined, ''];
  if (meaning !== undefined) return new IndexError(meaning, `${sentence} (${error.message || code})`, { cause: error });
  // What node:net and the client say when there is no server, or none any more.
  if (/^E[A-Z]+$/.test(code) || /timeout|terminated|Connection/.test(error.message)) {
    return new IndexError('INDEX_READ', `The server of the index cannot be reached (${error.message || code})`, {
      cause: error,
    });
  }
  return error;
}

const meanings: ReadonlyMap<string, readonly [IndexCode, string]> = new Map([
  ['08', ['INDEX_READ', 'The server of the index cannot be reached']],
  ['28', ['INDEX_READ', 'The server of the index refuses this user']],
  ['3D', ['INDEX_READ', 'The server has no such database']],
  ['53', ['INDEX_READ', 'The server of the index has too few resources']],
  ['53100', ['INDEX_WRITE', 'The disk of the index is full']],
  ['57', ['INDEX_READ', 'The server of the index is going down or coming up']],
  ['25006', ['INDEX_WRITE', 'The index may not be written']],
  ['42501', ['INDEX_WRITE', 'This user may not use the tables of the index']],
  ['40', ['INDEX_BUSY', 'Another process writes the index']],
  ['55', ['INDEX_BUSY', 'Another process holds the index']],
  ['XX', ['INDEX_CORRUPT', 'The index is damaged']],
  ['42P01', ['INDEX_CORRUPT', 'A table of the index is gone']],
  ['42703', ['INDEX_CORRUPT', 'A column of the index is gone']],
] satisfies [string, [IndexCode, string]][]);
