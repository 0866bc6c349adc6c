// The one decision about access: commands, server and jobs ask here, and nowhere else.

import type { Action } from '#access/actions';
import type { Authority } from '#access/authority';
import type { AccessDecision, AccessRequest, Resource } from '#access/request';
import type { AccessState, TokenRecord } from '#access/state/access-state';
import { coveringGrants } from '#access/state/fold-grants';
import { isDeclaredPerson, otherPeople, rootIdentity } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { actorOf, type ResolvedActor } from './actor-of.ts';
import { authorityOf } from './authority-of.ts';
import { readAccessState } from './read-access-state.ts';
import { recordAccess } from './record-access.ts';
import { type ResourceWish, resourceOf, zoneOfResource } from './resource-of.ts';

export interface AccessWish {
  readonly action: Action;
  readonly resource: ResourceWish;
  readonly purpose?: string;
  /** Identities that have agreed to this very thing, from verified statements; those who are the same person as the actor do not count. */
  readonly approvers?: readonly string[];
  /** It takes effect when another person says the same: what is asked is whether it would be allowed then. */
  readonly half?: boolean;
  /** What people call the asset; the message of a denial has it. */
  readonly word?: string;
}

export interface DecidedAccess extends AccessDecision {
  readonly request: AccessRequest;
  /** Digest of the policies that decided. */
  readonly policy: Sha256;
}

/**
 * Decides without putting anything on record; for questions. Whoever acts on it calls `demandAccess`.
 * @throws {AssayError} ASSET_UNKNOWN, ACCESS_TOKEN, CLOCK_BACK; what store, log and index throw: without an answer nothing is allowed
 */
export async function decideAccess(workspace: Workspace, wish: AccessWish): Promise<DecidedAccess> {
  const read = await readAccessState(workspace);
  const at = await accessTime(workspace);
  const who = await actorOf(workspace, read, at, wish.action);
  const resource = await resourceOf(workspace, read, wish.resource);
  const authority = await authorityOf(workspace);
  const requests = requestsOf(read.state, who, wish, resource, at);
  const decided = decideFor(authority, read.state, requests, who.token);
  if (who.refusedToken === undefined) return { ...decided, policy: authority.digest };
  return refuseToken(workspace, decided.request, authority.digest, who.refusedToken);
}

/**
 * Decides, puts it on record and lets go on, or throws. What leaves a statement that the actor signs is on record by that; everything else, and
 * every denial, is an access event.
 * @throws {AssayError} ACCESS_DENIED with the policy and what would have to be true; ASSET_UNKNOWN where the actor may not know that there is such
 *   an asset; ACCESS_TOKEN, CLOCK_BACK; what signing, store and log throw: what cannot be put on record is not allowed
 */
export async function demandAccess(workspace: Workspace, wish: AccessWish): Promise<DecidedAccess> {
  const decided = await decideAccess(workspace, wish);
  const { decision, request, policy, because } = decided;
  if (decision === 'deny') throw await denied(workspace, wish, decided);
  const isStated = statedActions.has(wish.action) && request.via === 'key' && request.grant === undefined;
  if (!isStated && wish.action !== 'see') await recordAccess(workspace, request, { decision, policy, because });
  return decided;
}

/** A decision, and the request as the policies saw it. */
export type Decided = AccessDecision & { readonly request: AccessRequest };

/**
 * What somebody may do, as the policies and the bounds of a token have it. A grant is used only where nothing else permits it, and of several
 * grants each gets its chance: one more never takes away what was allowed.
 * @param requests - as `requestsOf` gives them
 */
export function decideFor(
  authority: Authority,
  state: AccessState,
  requests: readonly AccessRequest[],
  token: TokenRecord | undefined,
): Decided {
  let denied: Decided | undefined;
  for (const request of requests) {
    const decided = { ...authority.decide(request), request };
    if (decided.decision === 'allow') return withinToken(decided, token);
    // With a grant the denial says what is missing although there is one.
    if (denied?.request.grant === undefined) denied = decided;
  }
  if (denied === undefined) throw new RangeError('there is a request without a grant');
  return withinToken({ ...withIdentityHint(denied, state, denied.request), request: denied.request }, token);
}

function withinToken(decided: Decided, token: TokenRecord | undefined): Decided {
  if (token === undefined) return decided;
  const { action, resource } = decided.request;
  const { actions, zones } = token.body;
  const zone = zoneOfResource(resource);
  const missing = [
    ...(actions.includes(action) ? [] : [`a token for the action ${action}`]),
    ...(zones.includes(zone) ? [] : [`a token for the zone ${zone}`]),
  ];
  if (missing.length === 0) return decided;
  const isDenied = decided.decision === 'deny';
  return {
    request: decided.request,
    decision: 'deny',
    because: ['token', ...(isDenied ? decided.because : [])],
    sentences: ['token: the token does not cover it', ...(isDenied ? decided.sentences : [])],
    wouldNeed: [...missing.map((one) => `token: ${one}`), ...decided.wouldNeed],
    errors: decided.errors,
  };
}

/** The request as the policies see it: without a grant, and with each of those that cover it; exceptions last. */
export function requestsOf(
  state: AccessState,
  { actor, via }: Pick<ResolvedActor, 'actor' | 'via'>,
  { action, resource: wished, purpose, approvers = [], half = false }: AccessWish,
  resource: Resource,
  at: string,
): readonly AccessRequest[] {
  const wanted = { identity: actor.identity, action, zone: zoneOfResource(resource), at };
  const grants = coveringGrants(state, 'asset' in wished ? { ...wanted, asset: wished.asset } : wanted);
  const given = purpose === undefined ? {} : { purpose };
  const agreedBy = (names: readonly string[]): readonly string[] =>
    half ? [somebodyElse] : otherPeople(state, actor.identity, names);
  const bare = { actor, action, resource, at, via, ...given };
  return [
    { ...bare, approvers: agreedBy(approvers) },
    ...grants.map(({ body, expiresAt }): AccessRequest => {
      const { purpose: granted, approver, exception } = body;
      const grant = { purpose: granted, approver, expiresAt, exception: exception !== undefined };
      return { ...bare, grant, approvers: agreedBy([...approvers, approver]) };
    }),
  ];
}

/** Two people can be told apart only when somebody said who they are. */
function withIdentityHint(decision: AccessDecision, state: AccessState, { actor }: AccessRequest): AccessDecision {
  if (decision.decision === 'allow' || isDeclaredPerson(state, actor.identity)) return decision;
  const record = state.identities.get(actor.identity);
  if (record?.ended === true) {
    return {
      ...decision,
      wouldNeed: [`the identity ${actor.identity}, which has ended, is set again`, ...decision.wouldNeed],
    };
  }
  if (!decision.because.includes('two-people')) return decision;
  const how = actor.identity === rootIdentity ? 'root --person NAME' : 'NAME --person NAME';
  return {
    ...decision,
    wouldNeed: [...decision.wouldNeed, `it is on record which person acts here (assay access identity set ${how})`],
  };
}

/** Stolen, expired and revoked look the same to whoever shows the token; the log says which it is. */
async function refuseToken(
  workspace: Workspace,
  request: AccessRequest,
  policy: Sha256,
  reason: string,
): Promise<never> {
  await recordAccess(workspace, request, {
    decision: 'deny',
    policy,
    because: ['token'],
    note: `the token is ${reason}`,
  });
  throw new AssayError('ACCESS_TOKEN', 'access denied: the token does not count here');
}

async function denied(workspace: Workspace, wish: AccessWish, decided: DecidedAccess): Promise<AssayError> {
  const { request, policy, because, errors } = decided;
  const note = errors.length === 0 ? {} : { note: 'the policies could not decide it' };
  await recordAccess(workspace, request, { decision: 'deny', policy, because, ...note });
  if ('asset' in wish.resource && wish.action !== 'see') {
    const { decision } = await decideAccess(workspace, { action: 'see', resource: { asset: wish.resource.asset } });
    if (decision === 'deny') return unknownAsset(wish.word ?? wish.resource.asset);
  } else if ('asset' in wish.resource) return unknownAsset(wish.word ?? wish.resource.asset);
  return new AssayError('ACCESS_DENIED', denialText(decided, wish.word), { value: wish.action });
}

/** In words, on as many lines as there are reasons and ways out. */
export function denialText({ request, sentences, wouldNeed }: DecidedAccess, word?: string): string {
  const { actor, action, resource } = request;
  const what = word ?? (resource.type === 'asset' ? resource.id.slice(0, 12) : `the ${resource.type} ${resource.id}`);
  const head = `access denied: ${quote(actor.identity)} may not ${action} ${what}`;
  return [head, ...sentences.map((one) => `  ${one}`), '  it would need', ...wouldNeed.map((one) => `    ${one}`)].join(
    '\n',
  );
}

/** As looking for something that nobody recorded: whoever may not see an asset does not learn that it is there. */
export function unknownAsset(word: string): AssayError {
  const isId = /^[0-9a-f]{8,64}$/.test(word);
  const name = word.replace(/@[1-9][0-9]*$/, '');
  const message = isId ? `no asset id begins with ${JSON.stringify(word)}` : `there is no reference ${quote(name)}`;
  return new AssayError('ASSET_UNKNOWN', message, { value: isId ? word : name });
}

/** No identity has such a name: it stands for whoever will agree. */
const somebodyElse = '(another person)';

/** What leaves a statement, signed by whoever does it. */
const statedActions: ReadonlySet<Action> = new Set<Action>([
  'label',
  'write',
  'take-in',
  'promote',
  'attest',
  'waive',
  'destroy',
  'grant',
  'change-policy',
  'administer',
]);
