// What is logged stays: before a statement about access is signed it is held against the rules by which it would be judged.
import type { SignedBy } from '#access/state/access-statement';
import { AssayError, type ErrorCode } from '#core/errors';
import type { Predicate } from '#predicates/predicate';
import type { Recorded, Workspace } from '../workspace/workspace.ts';
import { type ReadAccess, readAccessState } from './read-access-state.ts';

/**
 * @param objection - why the statement would not count, said by the key that signs here
 * @throws {AssayError} of that code; USAGE when a token is shown: statements about access are signed by those who make them
 */
export async function assertSays(
  workspace: Workspace,
  code: ErrorCode,
  objection: (read: ReadAccess, by: readonly SignedBy[]) => string | undefined,
): Promise<void> {
  if (workspace.token !== undefined)
    throw new AssayError('USAGE', 'Rights, rules and identities are changed with a key, not with a token.');
  const read = await readAccessState(workspace);
  const signer = read.signerOf((await workspace.signer()).keyId);
  const reason = objection(read, signer === undefined ? [] : [signer]);
  if (reason !== undefined) throw new AssayError(code, `nothing was recorded: ${reason}`);
}

/** @throws {AssayError} WORKSPACE_WRITE when it was logged and does not count; what recording throws */
export async function recordOne<Body>(workspace: Workspace, predicate: Predicate<Body>, body: Body): Promise<Recorded> {
  const subjects = (predicate.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
  const [recorded] = await workspace.record([{ predicate, subjects, body }]);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  if (recorded.refusal === undefined) return recorded;
  throw new AssayError('WORKSPACE_WRITE', `entry ${recorded.index} was logged and does not count: ${recorded.refusal}`);
}
