// What `assay access explain`, `who-can`, `grant`, `revoke` and `review` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import { acceptException } from '#flow/access/accept-exception';
import { type AccessExplained, explainAccess } from '#flow/access/explain-access';
import { grantAccess } from '#flow/access/grant-access';
import type { Action } from '#flow/access/known-actions';
import { type AccessReview, reviewAccess, reviewKinds } from '#flow/access/review-access';
import { revokeGrant } from '#flow/access/revoke-grant';
import { type Holder, whoCan } from '#flow/access/who-can';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface ExplainFlags extends SigningFlags {
  readonly at?: string;
  readonly purpose?: string;
}

export interface GrantFlags extends SigningFlags {
  readonly permits: readonly Action[];
  readonly purpose: string;
  readonly until: string;
  readonly requester?: string;
  readonly exception?: string;
}

export interface RevokeFlags extends SigningFlags {
  readonly why: string;
}

export interface ReviewFlags extends SigningFlags {
  readonly unusedDays?: number;
  readonly lapse?: boolean;
  readonly accept?: string;
  readonly why?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runExplain(
  this: AssayContext,
  flags: ExplainFlags,
  actor: string,
  action: Action,
  resource: string,
): Promise<void> {
  const { at, purpose } = flags;
  const options = { ...(at === undefined ? {} : { at }), ...(purpose === undefined ? {} : { purpose }) };
  const explained = await withWorkspace(this, flags, (workspace) =>
    explainAccess(workspace, actor, action, resource, options),
  );
  answer(this, flags.json, explained, explainedLines(explained).map(escapeInvisible));
  this.answer = explained.decision === 'allow' ? exitCodes.yes : exitCodes.no;
}

function explainedLines(explained: AccessExplained): readonly string[] {
  const { decision, actor, action, resource, roles, sentences, wouldNeed, grant, at } = explained;
  const may = decision === 'allow' ? 'may' : 'may not';
  return [
    `${actor} ${may} ${action} ${resource}`,
    `  roles  ${roles.join(', ') || 'none'}`,
    `  at     ${at}`,
    ...(grant === undefined
      ? []
      : [`  grant  ${grant.purpose}, approved by ${grant.approver}, until ${grant.expiresAt}`]),
    ...sentences.map((sentence) => `  ${sentence}`),
    ...(wouldNeed.length === 0 ? [] : ['it would need']),
    ...wouldNeed.map((one) => `  ${one}`),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runWhoCan(
  this: AssayContext,
  flags: SigningFlags,
  action: Action,
  resource: string,
): Promise<void> {
  const found = await withWorkspace(this, flags, (workspace) => whoCan(workspace, action, resource));
  const head = `${formatCount(found.holders.length, 'identity', 'identities')} may ${action} ${found.resource}, ${found.others} may not`;
  const lines = [head, ...found.holders.flatMap(holderLines), ...found.notCovered.map((one) => `not covered: ${one}`)];
  answer(this, flags.json, found, lines.map(escapeInvisible));
}

function holderLines({
  identity,
  kind,
  roles,
  sharedWith,
  sentences,
  since,
  until,
  lastUsed,
  needsAnother,
}: Holder): readonly string[] {
  return [
    `${identity}  ${kind}, ${roles.join(', ') || 'no role'}${needsAnother ? ', together with another person' : ''}`,
    ...sentences.map((sentence) => `  ${sentence}`),
    `  since ${since ?? 'the beginning'}${until === undefined ? '' : `, until ${until}`}, last used ${lastUsed ?? 'never'}`,
    ...(sharedWith.length === 0 ? [] : [`  the same person is ${sharedWith.join(', ')}`]),
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runGrant(
  this: AssayContext,
  flags: GrantFlags,
  identity: string,
  resource: string,
): Promise<void> {
  const { permits, purpose, until, requester, exception } = flags;
  const wish = {
    identity,
    resource,
    permits,
    purpose,
    until,
    ...(requester === undefined ? {} : { requester }),
    ...(exception === undefined ? {} : { exception }),
  };
  const granted = await withWorkspace(this, flags, (workspace) => grantAccess(workspace, wish));
  const lines = [
    `granted  ${granted.identity} may ${granted.permits.join(', ')} ${granted.resource} until ${granted.expiresAt}`,
    `  purpose    ${granted.purpose}`,
    `  approver   ${granted.approver}`,
    ...(granted.screening === undefined
      ? []
      : [`  screening  ${granted.screening.record} of ${granted.screening.issuer}`]),
    ...(granted.exception === undefined ? [] : [`  exception  ${granted.exception}`]),
    `  statement  ${granted.statement}`,
    ...granted.notes,
  ];
  answer(this, flags.json, granted, lines.map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runRevoke(this: AssayContext, flags: RevokeFlags, grant: string): Promise<void> {
  const revoked = await withWorkspace(this, flags, (workspace) => revokeGrant(workspace, grant, flags.why));
  const { identity, permits, logIndex } = revoked;
  const lines = [`revoked  ${identity} may not ${permits.join(', ')} by this grant any more, entry ${logIndex}`];
  answer(this, flags.json, revoked, lines.map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runReview(this: AssayContext, flags: ReviewFlags): Promise<void> {
  const { unusedDays = 30, lapse = false, accept, why } = flags;
  if (accept === undefined) {
    const review = await withWorkspace(this, flags, (workspace) => reviewAccess(workspace, { unusedDays, lapse }));
    answer(this, flags.json, review, reviewLines(review).map(escapeInvisible));
    this.answer = review.findings.some(({ kind }) => kind !== 'expired' && kind !== 'ended')
      ? exitCodes.no
      : exitCodes.yes;
    return;
  }
  if (why === undefined) throw new AssayError('USAGE', 'Say what was seen: --why TEXT.');
  const reviewed = await withWorkspace(this, flags, (workspace) => acceptException(workspace, accept, why));
  answer(this, flags.json, reviewed, [
    `reviewed  the exception of ${escapeInvisible(reviewed.identity)}, by ${escapeInvisible(reviewed.by)}, entry ${reviewed.logIndex}`,
  ]);
}

function reviewLines({ counted, findings, lapsed, unusedDays }: AccessReview): readonly string[] {
  const byKind = Map.groupBy(findings, ({ kind }) => kind);
  const head = `${formatCount(counted.grants, 'grant')} in force, ${formatCount(counted.identities, 'identity', 'identities')}; unused means ${unusedDays} days`;
  return [
    head,
    ...(findings.length === 0 ? ['Nothing has to be looked at.'] : []),
    ...[...byKind].flatMap(([kind, list]) => [
      `${kind}: ${reviewKinds[kind]}`,
      ...list.map(({ identity, what, grant, lastUsed, since }) =>
        [
          `  ${identity}  ${what}`,
          ...(since === undefined ? [] : [`since ${since}`]),
          ...(lastUsed === undefined ? [] : [`last used ${lastUsed}`]),
          ...(grant === undefined ? [] : [grant.slice(0, 12)]),
        ].join(', '),
      ),
    ]),
    ...(lapsed.length === 0 ? [] : [`${formatCount(lapsed.length, 'grant')} lapsed`]),
  ];
}
