// A statement of the log, read and judged again: the index says where it stands, the store has its bytes, the trust decides.
import type { Verified } from '#attest/verified';
import type { Workspace } from '../workspace/workspace.ts';
import { StatementReader } from './statement-reader.ts';

/**
 * @param logIndex - as the index gave it
 * @throws {AttestError} when it does not count; {StoreError} when its bytes are gone or damaged; {AssayError} STATEMENT_UNKNOWN
 */
export async function readStatement(workspace: Workspace, logIndex: number): Promise<Verified> {
  return (await StatementReader.open(workspace)).read(logIndex);
}
