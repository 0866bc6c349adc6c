// One statement on record, by somebody who may make it.
import { AssayError } from '#core/errors';
import type { BlobBatch } from '#store/blob-store';
import { demandAttest } from '../access/demand-attest.ts';
import type { Draft, Recorded, Workspace } from '../workspace/workspace.ts';

/** @param what - what it is, for people @throws {AssayError} ACCESS_DENIED, WORKSPACE_WRITE; what recording throws */
export async function recordOne<Body>(
  workspace: Workspace,
  draft: Draft<Body>,
  what: string,
  batch: BlobBatch = workspace.store.batch(),
): Promise<Recorded> {
  await demandAttest(workspace, draft.subjects);
  const [recorded] = await workspace.record([draft as Draft], batch);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  if (recorded.refusal === undefined || (await counts(workspace, recorded))) return recorded;
  throw new AssayError('WORKSPACE_WRITE', `${what} could not be recorded: ${recorded.refusal}`);
}

/** The very same statement, by the same key, of the same moment, stands in the log already. */
async function counts(workspace: Workspace, { evidence }: Recorded): Promise<boolean> {
  const { tables } = await workspace.index();
  const row = await tables
    .selectFrom('entry')
    .select('log_index')
    .where('envelope', '=', evidence)
    .where('standing', '=', 'verified')
    .executeTakeFirst();
  return row !== undefined;
}
