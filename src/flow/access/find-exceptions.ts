// Grants that were given although a rule speaks against them, and whether somebody has looked at what was done with them.

import type { GrantRecord } from '#access/state/access-state';
import { isDeclaredPerson, personOf } from '#access/state/signers';
import { isOfKind } from '#attest/verified';
import { statementsOf } from '#database/statements-of';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { AccessMoment } from './decide-as.ts';

export interface ExceptionRecord {
  readonly grant: GrantRecord;
  readonly review?: { readonly by: string; readonly at: string; readonly why: string };
}

/** What a review of an exception is about. */
export function exceptionSubject({ statement }: GrantRecord): string {
  return `access-exception/${statement}`;
}

/** In the order of the log. A review counts when another person than grantee and approver signed it after the exception began. */
export async function findExceptions(
  workspace: Workspace,
  { read }: AccessMoment,
): Promise<readonly ExceptionRecord[]> {
  const { state, signerOf } = read;
  const found: ExceptionRecord[] = [];
  for (const grant of state.grants.filter(({ body }) => body.exception !== undefined)) {
    const involved = new Set([grant.body.identity, grant.body.approver].map((name) => personOf(state, name)));
    const subject = nameDigest('requirement', exceptionSubject(grant));
    const records = await statementsOf(await workspace.index(), subject, 0, {
      kind: riskDecision.kind,
      after: grant.index,
    });
    const reviews: NonNullable<ExceptionRecord['review']>[] = [];
    for (const { standing, logIndex } of records) {
      if (standing !== 'verified') continue;
      const statement = await readStatement(workspace, logIndex);
      if (!isOfKind(statement, riskDecision)) continue;
      const signers = statement.signedBy.flatMap((key) => signerOf(key)?.identity ?? []);
      const [by] = signers.filter((name) => isDeclaredPerson(state, name) && !involved.has(personOf(state, name)));
      if (by !== undefined) reviews.push({ by, at: statement.at, why: statement.body.reason });
    }
    const review = reviews.at(-1);
    found.push({ grant, ...(review === undefined ? {} : { review }) });
  }
  return found;
}
