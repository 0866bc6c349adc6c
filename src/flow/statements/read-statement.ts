// A statement of the log, read and judged again: the index says where it stands, the store has its bytes, the trust decides.
import type { Verified } from '#attest/verified';
import { verifyAttestation } from '#attest/verify-attestation';
import { parseSha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * @param logIndex - as the index gave it
 * @throws {AttestError} when it does not count; {StoreError} when its bytes are gone or damaged; {AssayError} STATEMENT_UNKNOWN
 */
export async function readStatement(workspace: Workspace, logIndex: number): Promise<Verified> {
  const { tables } = await workspace.index();
  const row = await tables
    .selectFrom('entry')
    .select(['at', 'envelope'])
    .where('log_index', '=', logIndex)
    .executeTakeFirst();
  if (row === undefined)
    throw new AssayError('STATEMENT_UNKNOWN', `the log has no statement ${logIndex}`, { value: logIndex });
  const leaf = { at: new Date(row.at).toISOString(), envelope: parseSha256(row.envelope) };
  const bytes = await workspace.store.read(leaf.envelope, limits.signatureBytes.value);
  return verifyAttestation(bytes, { leaf, index: logIndex, trust: await workspace.trust() });
}
