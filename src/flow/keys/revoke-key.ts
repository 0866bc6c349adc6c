// Takes the force from what a key signed from a certain time on, and says beforehand what falls.

import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { previewRevocation, type RevocationPreview } from '#database/preview-revocation';
import type { KeyRevocation } from '#predicates/key-change';
import type { Workspace } from '../workspace/workspace.ts';
import { findKey } from './find-key.ts';
import { assertAllowed, nextChange, recordKeyChange, signingKeyId } from './record-key-change.ts';

export interface RevocationOptions {
  /** RFC 3339 in UTC with milliseconds: what the key signed then and later does not count. */
  readonly from: string;
  readonly why: string;
  /** Only says what would fall. */
  readonly dryRun: boolean;
}

export interface RevocationReport {
  readonly schema: 'assay.keys-revoke/1';
  readonly key: Sha256;
  readonly from: string;
  /** false: it was only asked what would fall. */
  readonly recorded: boolean;
  readonly statement?: Sha256;
  readonly logIndex?: number;
  /** What counted and does not any more. */
  readonly invalidated: RevocationPreview;
}

/** @throws {AssayError} USAGE, KEY_UNKNOWN; {AttestError} ATTEST_KEY_CHANGE when the revocation would not count */
export async function revokeKey(
  workspace: Workspace,
  prefix: string,
  { from, why, dryRun }: RevocationOptions,
): Promise<RevocationReport> {
  const index = await workspace.index();
  const { id } = findKey(await workspace.trust(), prefix);
  const change: KeyRevocation = { action: 'revoke', old: id, from, why };
  const next = await nextChange(workspace, change);
  await assertAllowed(workspace, next);
  const invalidated = await previewRevocation(index, next, workspace.now().getTime(), mostStatements);
  const facts = { schema: 'assay.keys-revoke/1', key: id, from, invalidated } as const;
  if (dryRun) return { ...facts, recorded: false };
  if (id === signingKeyId(workspace)) {
    const message =
      'This is the key that signs here, so nothing could be recorded any more: assay keys rotate replaces it first.';
    throw new AssayError('USAGE', message, { value: id });
  }
  const { evidence, index: logIndex } = await recordKeyChange(workspace, change);
  return { ...facts, recorded: true, statement: evidence, logIndex };
}

/** How many are listed; all are counted. */
const mostStatements = 1000;
