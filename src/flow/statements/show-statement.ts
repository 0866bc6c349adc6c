// One statement in full. What the index says of it is not enough: its signature, its body and its keys are judged again.

import { AttestError } from '#attest/attest-error';
import { parseOwnEnvelope } from '#attest/envelope-form';
import { parseStatement, type Subject } from '#attest/statement';
import type { Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { IndexError } from '#database/index-error';
import { recordsOf, type StatementRecord } from '#database/statement-record';
import { findPredicateOfKind } from '#predicates/find-predicate';
import type { Workspace } from '../workspace/workspace.ts';
import { readStatement } from './read-statement.ts';

export interface ShownStatement extends StatementRecord {
  readonly schema: 'assay.statement/1';
  /** Whether it says something now: it stands and has not expired. */
  readonly counts: boolean;
  /** What a statement of its kind says. */
  readonly meaning?: string;
  readonly subjects: readonly Subject[];
  /** As it was written. Where the statement does not count, nobody vouches for it. */
  readonly body: { readonly [name: string]: Json };
}

/**
 * @param logIndex - its entry
 * @throws {AssayError} STATEMENT_UNKNOWN; {StoreError} when its bytes are gone or damaged; {AttestError} when they are no statement;
 *   {IndexError} INDEX_DIFFERENT when the index takes it for one that counts and it does not
 */
export async function showStatement(workspace: Workspace, logIndex: number): Promise<ShownStatement> {
  const index = await workspace.index();
  const row = await index.tables.selectFrom('entry').selectAll().where('log_index', '=', logIndex).executeTakeFirst();
  const [record] = row === undefined ? [] : await recordsOf(index, [row], workspace.now().getTime());
  if (record === undefined) {
    throw new AssayError('STATEMENT_UNKNOWN', `the log has no statement ${logIndex}`, { value: logIndex });
  }
  const stands = record.standing === 'verified' || record.standing === 'foreign';
  if (stands) await assertVerified(workspace, record);
  const { subjects, body, predicateType } = parseStatement(await readPayload(workspace, record.statement));
  const meaning = findPredicateOfKind(record.kind ?? '')?.meaning;
  return {
    schema: 'assay.statement/1',
    ...record,
    predicateType,
    counts: stands && !record.expired && record.stale === undefined,
    ...(meaning === undefined ? {} : { meaning }),
    subjects,
    body,
  };
}

/** The in-toto statement as it was signed. @throws {StoreError} @throws {AttestError} ATTEST_MALFORMED, ATTEST_LIMIT */
export async function readPayload({ store }: Workspace, statement: Sha256): Promise<Uint8Array> {
  return parseOwnEnvelope(await store.read(statement, limits.signatureBytes.value)).payload;
}

async function assertVerified(workspace: Workspace, { logIndex, kind }: StatementRecord): Promise<void> {
  try {
    await readStatement(workspace, logIndex);
  } catch (error) {
    // A key may revoke itself from before: that counts, although from then on nothing that it signs does.
    const revokesItself = kind === 'key-change' && error instanceof AttestError && error.code === 'ATTEST_REVOKED';
    if (revokesItself) return;
    if (!(error instanceof AttestError)) throw error;
    throw new IndexError('INDEX_DIFFERENT', `The index takes entry ${logIndex} for good, but ${error.message}`);
  }
}
