// `assay access review --accept`: somebody who had no part in an exception has looked at what was done with it.
import { isDeclaredPerson, personOf } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { nameDigest } from '#predicates/name-digest';
import { predicate as riskDecision } from '#predicates/risk-decision';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { assertSays } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { exceptionSubject } from './find-exceptions.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';
import { findGrant } from './revoke-grant.ts';

export interface ExceptionReviewed {
  readonly schema: 'assay.access-exception/1';
  readonly grant: Sha256;
  readonly identity: string;
  readonly by: string;
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** @throws {AssayError} ACCESS_DENIED; ACCESS_GRANT when it is no exception, or whoever reviews had a part in it */
export async function acceptException(workspace: Workspace, prefix: string, why: string): Promise<ExceptionReviewed> {
  const { request } = await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const { state } = await readAccessState(workspace);
  const grant = findGrant(state.grants, prefix);
  const by = request.actor.identity;
  if (grant.body.exception === undefined) throw new AssayError('ACCESS_GRANT', `the grant ${prefix} is no exception`);
  const involved = [grant.body.identity, grant.body.approver].map((name) => personOf(state, name));
  await assertSays(workspace, 'ACCESS_GRANT', () =>
    isDeclaredPerson(state, by) && !involved.includes(personOf(state, by))
      ? undefined
      : 'an exception is looked at by a person who neither got nor approved it',
  );
  const subject = exceptionSubject(grant);
  const body = {
    about: { kind: 'requirement' as const, id: subject },
    decision: 'accept' as const,
    options: [],
    reason: why,
    approver: by,
    compensating: [],
    assets: [],
    evidence: [grant.statement],
    expiresAt: new Date(Date.parse(await accessTime(workspace)) + yearMs).toISOString(),
  };
  const subjects = [{ sha256: nameDigest('requirement', subject), name: subject }];
  const [recorded] = await workspace.record([{ predicate: riskDecision, subjects, body }]);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the review could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  const { evidence, index } = recorded;
  return {
    schema: 'assay.access-exception/1',
    grant: grant.statement,
    identity: grant.body.identity,
    by,
    statement: evidence,
    logIndex: index,
  };
}

const yearMs = 365 * 86_400_000;
