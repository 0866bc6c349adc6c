// Statements of one kind that count now, read and verified again.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { statementsOf } from '#database/statements-of';
import type { Predicate } from '#predicates/predicate';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Counting<Body> {
  readonly statement: Verified<Body>;
  /** Evidence id. */
  readonly evidence: Sha256;
  readonly logIndex: number;
  readonly at: string;
  /** Whether its time is over. */
  readonly expired: boolean;
  /** Why it says nothing any more although its time is not over. */
  readonly stale?: string;
}

/** About a digest, in log order; those that are over are among them. @throws {AttestError}, {StoreError} when one cannot be read */
export async function countingAbout<Body>(
  workspace: Workspace,
  subject: Sha256,
  predicate: Predicate<Body>,
): Promise<readonly Counting<Body>[]> {
  const records = await statementsOf(await workspace.index(), subject, workspace.now().getTime(), {
    kind: predicate.kind,
  });
  const found: Counting<Body>[] = [];
  for (const { logIndex, standing, statement: evidence, at, expired, stale } of records) {
    if (standing !== 'verified') continue;
    const statement = await readStatement(workspace, logIndex);
    if (!isOfKind(statement, predicate)) throw new RangeError('the index names a statement of another kind');
    found.push({ statement, evidence, logIndex, at, expired, ...(stale === undefined ? {} : { stale }) });
  }
  return found;
}

/** All of a kind, in log order. */
export async function countingOfKind<Body>(
  workspace: Workspace,
  predicate: Predicate<Body>,
): Promise<readonly Counting<Body>[]> {
  const { tables } = await workspace.index();
  const rows = await tables
    .selectFrom('entry')
    .select(['log_index', 'envelope', 'at', 'expires_at'])
    .where('predicate', '=', predicate.kind)
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .execute();
  const now = workspace.now().getTime();
  const found: Counting<Body>[] = [];
  for (const { log_index: logIndex, envelope: evidence, at, expires_at: expires } of rows) {
    const statement = await readStatement(workspace, logIndex);
    if (!isOfKind(statement, predicate)) throw new RangeError('the index names a statement of another kind');
    const expired = expires !== null && now >= expires;
    found.push({ statement, evidence, logIndex, at: new Date(at).toISOString(), expired });
  }
  return found;
}
