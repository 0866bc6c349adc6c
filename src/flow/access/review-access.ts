// `assay access review`: rights that nobody uses, that are over, too broad, or of people who have left; and what to do about each.
import type { GrantRecord } from '#access/state/access-state';
import { isDeclaredPerson, liveIdentity, personOf, rootIdentity, screenedUntil } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import { predicate as accessGrant } from '#predicates/access-grant';
import type { Workspace } from '../workspace/workspace.ts';
import { recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { type AccessMoment, accessMoment } from './decide-as.ts';
import { findExceptions } from './find-exceptions.ts';
import { knownActors } from './known-actors.ts';
import { keysOfIdentity, lastUse } from './last-use.ts';
import { wholeWorkspace } from './resource-of.ts';
import { withdrawal } from './revoke-grant.ts';
import { accountsOf } from './who-can.ts';

/** Each kind of finding, and what to do about it. */
export const reviewKinds = {
  unused: 'nobody used it; assay access revoke, or assay access review --lapse for all of them',
  expired: 'it is over; nothing has to be done',
  broad: 'it covers a whole zone; a grant for one asset is narrower',
  ended: 'the identity has ended, so it does not count; nothing has to be done',
  exception: 'it was given against a rule; somebody else looks at what was done with it: assay access review --accept',
  dormant: 'the identity has done nothing; assay access identity end',
  shared: 'one person has several identities; they count as one pair of eyes',
  unnamed: 'nobody has said which person this is; assay access identity set --person',
  screening: 'the record of screening is over, or for another organisation; assay access identity set --screening',
  powers: 'one identity both acts and audits, or all owners are one person; give the roles to different people',
} as const;
export type ReviewKind = keyof typeof reviewKinds;

export interface ReviewFinding {
  readonly kind: ReviewKind;
  readonly identity: string;
  /** In words. */
  readonly what: string;
  /** Evidence id of the grant. */
  readonly grant?: Sha256;
  readonly since?: string;
  readonly lastUsed?: string;
}

export interface AccessReview {
  readonly schema: 'assay.access-review/1';
  readonly at: string;
  /** Days without use after which something counts as unused. */
  readonly unusedDays: number;
  /** Grants in force, and identities that have not ended. */
  readonly counted: { readonly grants: number; readonly identities: number };
  readonly findings: readonly ReviewFinding[];
  /** Evidence ids of grants that were withdrawn because nobody used them. */
  readonly lapsed: readonly Sha256[];
}

export interface ReviewOptions {
  readonly unusedDays: number;
  /** Withdraws the grants that nobody used. */
  readonly lapse: boolean;
}

/** @throws {AssayError} ACCESS_DENIED; what recording throws */
export async function reviewAccess(workspace: Workspace, { unusedDays, lapse }: ReviewOptions): Promise<AccessReview> {
  await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const moment = await accessMoment(workspace);
  const before = new Date(Date.parse(moment.at) - unusedDays * dayMs).toISOString();
  const findings = [
    ...(await reviewGrants(workspace, moment, before)),
    ...(await reviewExceptions(workspace, moment)),
    ...(await reviewIdentities(workspace, moment, before)),
    ...reviewPowers(moment),
  ];
  const { grants, identities } = moment.read.state;
  return {
    schema: 'assay.access-review/1',
    at: moment.at,
    unusedDays,
    counted: {
      grants: grants.filter((grant) => isInForce(moment, grant)).length,
      identities: [...identities.values()].filter(({ ended }) => !ended).length,
    },
    findings,
    lapsed: lapse ? await lapseUnused(workspace, moment, findings) : [],
  };
}

function isInForce({ at, read }: AccessMoment, { body, permits, expiresAt }: GrantRecord): boolean {
  return permits.length > 0 && at < expiresAt && liveIdentity(read.state, body.identity) !== undefined;
}

async function reviewGrants(
  workspace: Workspace,
  moment: AccessMoment,
  before: string,
): Promise<readonly ReviewFinding[]> {
  const findings: ReviewFinding[] = [];
  for (const grant of moment.read.state.grants.filter(({ permits }) => permits.length > 0)) {
    const { body, statement, at, permits, expiresAt, index } = grant;
    const about = { identity: body.identity, grant: statement, since: at };
    const what = `${permits.join(', ')} ${body.zone === undefined ? `of ${body.asset?.slice(0, 12)}` : `in ${body.zone}`}, ${body.purpose}`;
    if (expiresAt <= moment.at) findings.push({ ...about, kind: 'expired', what: `${what}: over since ${expiresAt}` });
    else if (liveIdentity(moment.read.state, body.identity) === undefined)
      findings.push({ ...about, kind: 'ended', what });
    else {
      const used = { identity: body.identity, actions: permits, after: index, because: 'granted' };
      const place = body.asset === undefined ? { zone: body.zone ?? '' } : { asset: body.asset };
      const lastUsed = await lastUse(workspace, { ...used, ...place });
      const use = lastUsed === undefined ? {} : { lastUsed };
      if ((lastUsed ?? at) <= before) findings.push({ ...about, ...use, kind: 'unused', what });
      if (body.zone !== undefined && permits.some((name) => broad.has(name)))
        findings.push({ ...about, ...use, kind: 'broad', what });
    }
  }
  return findings;
}

async function reviewExceptions(workspace: Workspace, moment: AccessMoment): Promise<readonly ReviewFinding[]> {
  const open = (await findExceptions(workspace, moment)).filter(({ review }) => review === undefined);
  return open.map(({ grant: { body, statement, at } }) => ({
    kind: 'exception',
    identity: body.identity,
    grant: statement,
    since: at,
    what: `${body.permits.join(', ')}: ${body.exception ?? ''}`,
  }));
}

async function reviewIdentities(
  workspace: Workspace,
  moment: AccessMoment,
  before: string,
): Promise<readonly ReviewFinding[]> {
  const { read } = moment;
  const trust = await workspace.trust();
  const findings: ReviewFinding[] = [];
  const people = new Set<string>();
  for (const { actor, undeclared } of knownActors(read, trust)) {
    const { identity, roles } = actor;
    const record = liveIdentity(read.state, identity);
    if (!isDeclaredPerson(read.state, identity) && (undeclared || identity === rootIdentity))
      findings.push({ kind: 'unnamed', identity, what: `${roles.join(', ') || 'no role'}, and nobody described it` });
    const person = personOf(read.state, identity);
    const accounts = accountsOf(read.state, person);
    if (accounts.length > 1 && !people.has(person))
      findings.push({ kind: 'shared', identity, what: `${person} has ${accounts.join(', ')}` });
    people.add(person);
    if (record === undefined) continue;
    const keys = keysOfIdentity(trust.keys.keys(), read.signerOf, identity);
    const lastUsed = await lastUse(workspace, { identity, actions: everything }, keys);
    const use = lastUsed === undefined ? {} : { lastUsed };
    if ((lastUsed ?? record.since) <= before)
      findings.push({ kind: 'dormant', identity, what: roles.join(', ') || 'no role', since: record.since, ...use });
    const { screening } = record.body;
    const until = screenedUntil(record);
    if (screening !== undefined && (until === undefined || until <= moment.at))
      findings.push({
        kind: 'screening',
        identity,
        what: `record ${screening.record} of ${screening.issuer}, until ${screening.expiresAt}`,
      });
  }
  return findings;
}

function reviewPowers({ read: { state } }: AccessMoment): readonly ReviewFinding[] {
  const live = [...state.identities.values()].filter(({ ended }) => !ended);
  const both = live.filter(({ body }) => body.roles.includes('auditor') && body.roles.some((role) => acting.has(role)));
  return both.map(({ body }) => ({ kind: 'powers', identity: body.identity, what: body.roles.join(', ') }));
}

async function lapseUnused(
  workspace: Workspace,
  { read }: AccessMoment,
  findings: readonly ReviewFinding[],
): Promise<readonly Sha256[]> {
  const unused = new Set(findings.filter(({ kind }) => kind === 'unused').map(({ grant }) => grant));
  const lapsing = read.state.grants.filter(({ statement }) => unused.has(statement));
  if (lapsing.length === 0) return [];
  await demandAccess(workspace, { action: 'grant', resource: { zone: wholeWorkspace } });
  for (const grant of lapsing) await recordOne(workspace, accessGrant, withdrawal(grant, 'nobody used it'));
  return lapsing.map(({ statement }) => statement);
}

const dayMs = 86_400_000;
const broad: ReadonlySet<string> = new Set(['read', 'export', 'write', 'destroy']);
const acting: ReadonlySet<string> = new Set([
  'owner',
  'security-engineer',
  'release-manager',
  'data-engineer',
  'data-scientist',
]);
const everything = [
  'see',
  'read',
  'use',
  'export',
  'read-audit',
  'write',
  'attest',
  'label',
  'take-in',
  'promote',
  'waive',
  'destroy',
  'grant',
  'change-policy',
  'administer',
];
