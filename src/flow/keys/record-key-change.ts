// Puts a change of keys on record, after making sure that it will count: what is logged once stays there.
import { AttestError } from '#attest/attest-error';
import type { SignedChange } from '#attest/key-change-rule';
import type { Sha256 } from '#core/digest';
import { type KeyChange, predicate as keyChange } from '#predicates/key-change';
import { keyId } from '#sign/key-id';
import { readPublicKey } from '#sign/read-public-key';
import { demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { signingKeyPath } from '../workspace/config.ts';
import type { Recorded, Workspace } from '../workspace/workspace.ts';

/** Id of the key that signs in this workspace, from its public half. @throws {SignError} SIGN_KEY @throws {FileError} */
export function signingKeyId(workspace: Workspace): Sha256 {
  return keyId(readPublicKey(`${signingKeyPath(workspace)}.pub`));
}

/** The change as it would be recorded now. */
export async function nextChange(workspace: Workspace, change: KeyChange): Promise<SignedChange> {
  const { next: index } = await (await workspace.index()).cursor();
  return { change, at: workspace.now().toISOString(), index, signedBy: [signingKeyId(workspace)] };
}

/** @throws {AttestError} ATTEST_KEY_CHANGE when it would not count */
export async function assertAllowed(workspace: Workspace, change: SignedChange): Promise<void> {
  const objection = (await workspace.trust()).objectionTo(change);
  if (objection === undefined) return;
  throw new AttestError('ATTEST_KEY_CHANGE', `nothing was recorded: ${objection}`, { value: change.index });
}

/** @throws {AttestError} ATTEST_KEY_CHANGE when it does not count, for example because somebody else came first */
export async function recordKeyChange(workspace: Workspace, body: KeyChange): Promise<Recorded> {
  await assertAllowed(workspace, await nextChange(workspace, body));
  await demandAccess(workspace, { action: 'administer', resource: { zone: wholeWorkspace } });
  const subjects = (keyChange.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
  const [recorded] = await workspace.record([{ predicate: keyChange, subjects, body }]);
  if (recorded === undefined) throw new RangeError('one statement gives one entry');
  if (recorded.refusal === undefined) return recorded;
  const message = `entry ${recorded.index} was logged and does not count: ${recorded.refusal}`;
  throw new AttestError('ATTEST_KEY_CHANGE', message, { value: recorded.index });
}
