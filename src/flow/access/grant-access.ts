// `assay access grant`: somebody may do something with an asset or in a zone, for a purpose and a time, as somebody else approves.

import type { Action } from '#access/actions';
import { withStatement } from '#access/state/fold-access';
import { objectionToGrant } from '#access/state/fold-grants';
import { liveIdentity, screenedUntil } from '#access/state/signers';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { type AccessGrant, predicate as accessGrant } from '#predicates/access-grant';
import type { Workspace } from '../workspace/workspace.ts';
import { assertSays, recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { type AccessMoment, accessMoment, actorNamed, decideActor, questionOf } from './decide-as.ts';
import { drawNonce } from './draw-nonce.ts';
import { findExceptions } from './find-exceptions.ts';
import { parseResource } from './parse-resource.ts';
import type { ResourceWish } from './resource-of.ts';

export interface GrantWish {
  readonly identity: string;
  /** An asset, or `zone:NAME`. */
  readonly resource: string;
  readonly permits: readonly Action[];
  readonly purpose: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly until: string;
  /** Who asked for it; whoever gets it when absent. */
  readonly requester?: string;
  /** Why it is given although a rule speaks against it. */
  readonly exception?: string;
}

export interface AccessGranted {
  readonly schema: 'assay.access-grant/1';
  readonly identity: string;
  readonly resource: string;
  readonly permits: readonly string[];
  readonly purpose: string;
  readonly approver: string;
  readonly expiresAt: string;
  readonly screening?: AccessGrant['screening'];
  readonly exception?: string;
  /** Odd, and allowed: worth a look. */
  readonly notes: readonly string[];
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** @throws {AssayError} ACCESS_DENIED; ACCESS_GRANT with why it could never count, or which rule would deny all the same; ASSET_UNKNOWN, USAGE */
export async function grantAccess(workspace: Workspace, wish: GrantWish): Promise<AccessGranted> {
  const { wish: resource, label } = await parseResource(workspace, wish.resource);
  const place = placeOf(resource);
  const { request } = await demandAccess(workspace, { action: 'grant', resource, word: label });
  const moment = await accessMoment(workspace);
  const approver = request.actor.identity;
  const draft = bodyOf(wish, place, approver, moment);
  await assertSays(workspace, 'ACCESS_GRANT', ({ state }, by) => objectionToGrant(state, draft, moment.at, by));
  await assertReviewed(workspace, moment, draft);
  const body = await assertUseful(workspace, moment, draft, resource);
  const { evidence, index } = await recordOne(workspace, accessGrant, body);
  return {
    schema: 'assay.access-grant/1',
    identity: body.identity,
    resource: label,
    permits: body.permits,
    purpose: body.purpose,
    approver,
    expiresAt: accessGrant.endsAt?.(body) ?? body.expiresAt,
    ...(body.screening === undefined ? {} : { screening: body.screening }),
    ...(body.exception === undefined ? {} : { exception: body.exception }),
    notes: notesOf(body),
    statement: evidence,
    logIndex: index,
  };
}

function placeOf(resource: ResourceWish): Pick<AccessGrant, 'asset' | 'zone'> {
  if ('asset' in resource) return { asset: resource.asset };
  if ('zone' in resource) return { zone: resource.zone };
  throw new AssayError('USAGE', 'A grant is for an asset or for zone:NAME; rules are changed by roles.');
}

function bodyOf(
  { identity, permits, purpose, until, requester, exception }: GrantWish,
  place: Pick<AccessGrant, 'asset' | 'zone'>,
  approver: string,
  { read }: AccessMoment,
): AccessGrant {
  const known = liveIdentity(read.state, identity);
  if (known === undefined) {
    const how = `assay access identity set ${quote(identity)} says who that is`;
    throw new AssayError('ACCESS_GRANT', `nothing was recorded: there is no identity ${quote(identity)}; ${how}`);
  }
  if (identity === approver)
    throw new AssayError('ACCESS_GRANT', 'nothing was recorded: nobody approves a grant for themselves');
  return {
    action: 'grant',
    identity,
    identityKind: known.body.identityKind,
    ...place,
    permits: [...new Set(permits)],
    purpose,
    approver,
    ...(requester === undefined ? {} : { requester }),
    expiresAt: until,
    ...(exception === undefined ? {} : { exception }),
    nonce: drawNonce(),
  };
}

/** After an exception somebody looks at what was done with it, before there is a next one for the same person. */
async function assertReviewed(workspace: Workspace, moment: AccessMoment, body: AccessGrant): Promise<void> {
  if (body.exception === undefined) return;
  const open = (await findExceptions(workspace, moment)).filter(
    ({ grant, review }) =>
      grant.body.identity === body.identity && review === undefined && grant.expiresAt <= moment.at,
  );
  const [first] = open;
  if (first === undefined) return;
  const id = first.grant.statement.slice(0, 12);
  const message = `nothing was recorded: the exception ${id} of ${quote(body.identity)} is over and nobody has looked at it; assay access review --accept ${id}`;
  throw new AssayError('ACCESS_GRANT', message, { value: first.grant.statement });
}

/**
 * A grant that rules would deny all the same helps nobody. Where one of them asks for a screening, the grant names the record and ends with it.
 */
async function assertUseful(
  workspace: Workspace,
  moment: AccessMoment,
  body: AccessGrant,
  wish: ResourceWish,
): Promise<AccessGrant> {
  let needsScreening = false;
  for (const action of body.permits as readonly Action[]) {
    const question = { ...(await questionOf(workspace, moment, action, wish)), half: action === 'destroy' };
    const after = { ...moment, read: { ...moment.read, state: withGrantOf(moment, body) } };
    const actor = actorNamed(moment.read.state, body.identity);
    const decided = decideActor(after, actor, question);
    if (decided.decision === 'deny') {
      const reasons = [...decided.sentences, ...decided.wouldNeed].join('; ');
      throw new AssayError(
        'ACCESS_GRANT',
        `nothing was recorded: the grant would not let ${quote(body.identity)} ${action} it: ${reasons}`,
      );
    }
    const { screenedUntil: _, ...unscreened } = actor;
    needsScreening ||= decideActor(after, unscreened, question).decision === 'deny';
  }
  const record = liveIdentity(moment.read.state, body.identity);
  const screening = record?.body.screening;
  if (!needsScreening || record === undefined || screening === undefined || screenedUntil(record) === undefined)
    return body;
  const { issuer, record: number, expiresAt } = screening;
  return { ...body, screening: { issuer, record: number, issuedAt: record.at, expiresAt } };
}

/** The state as it would be with the grant. */
function withGrantOf({ read, at }: AccessMoment, body: AccessGrant): AccessMoment['read']['state'] {
  const nothing = sha256(new Uint8Array());
  const by = [{ key: nothing, identity: body.approver, isRoot: false }];
  return withStatement(read.state, { kind: 'access-grant', body, statement: nothing, index: read.logSize, at, by });
}

function notesOf({ zone, permits, exception }: AccessGrant): readonly string[] {
  const isBroad = zone !== undefined && permits.some((name) => ['read', 'export', 'write', 'destroy'].includes(name));
  return [
    ...(isBroad
      ? ['it covers everything that lies in the zone, now and later; a grant for one asset is narrower']
      : []),
    ...(exception === undefined
      ? []
      : ['it is an exception: what is done with it has to be looked at when it is over']),
  ];
}
