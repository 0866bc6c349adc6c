// Where a reference points.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { IndexDatabase } from './index-database.ts';
import { type ReferenceVersion, referenceHistory } from './reference-history.ts';

/**
 * @param version - the newest that stands, when absent
 * @throws {AssayError} ASSET_UNKNOWN when there is no such reference or version, or the statement of it stands no more
 */
export async function findReference(index: IndexDatabase, name: string, version?: number): Promise<ReferenceVersion> {
  const history = await referenceHistory(index, name);
  const found = history.findLast((one) => (version === undefined ? one.stands : one.version === version));
  if (found?.stands) return found;
  if (found !== undefined)
    throw unknown(name, `version ${version} of the reference ${quote(name)} was signed by a key that is revoked`);
  if (history.length === 0) throw unknown(name, `there is no reference ${quote(name)}`);
  throw unknown(name, `the reference ${quote(name)} has no version ${version ?? 'that stands'}`);
}

function unknown(name: string, message: string): AssayError {
  return new AssayError('ASSET_UNKNOWN', message, { value: name });
}
