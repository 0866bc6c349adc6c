// `assay access who-can`: everybody who may, why, since when, and when they last did.

import type { Action } from '#access/actions';
import type { AccessState } from '#access/state/access-state';
import { personOf, rootIdentity } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { type AccessMoment, accessMoment, decideActor, type Question, questionOf } from './decide-as.ts';
import { knownActors } from './known-actors.ts';
import { keysOfIdentity, lastUse } from './last-use.ts';
import { parseResource } from './parse-resource.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface Holder {
  readonly identity: string;
  readonly kind: 'person' | 'service';
  readonly roles: readonly string[];
  /** The person behind it. */
  readonly person: string;
  /** Other identities of the same person. */
  readonly sharedWith: readonly string[];
  readonly because: readonly string[];
  readonly sentences: readonly string[];
  /** Since then the identity or the grant that it rests on is on record; absent for the root key. */
  readonly since?: string;
  /** Of the grant that it rests on. */
  readonly until?: string;
  readonly purpose?: string;
  /** Last use on record; absent: none. */
  readonly lastUsed?: string;
  /** It may only when another person agrees. */
  readonly needsAnother: boolean;
}

export interface WhoCan {
  readonly schema: 'assay.access-who-can/1';
  readonly action: Action;
  readonly resource: string;
  readonly at: string;
  /** By name. */
  readonly holders: readonly Holder[];
  /** Identities that may not. */
  readonly others: number;
  /** What this list cannot know. */
  readonly notCovered: readonly string[];
}

/** @throws {AssayError} ACCESS_DENIED, ASSET_UNKNOWN, USAGE */
export async function whoCan(workspace: Workspace, action: Action, text: string): Promise<WhoCan> {
  await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const { wish, label } = await parseResource(workspace, text);
  const moment = await accessMoment(workspace);
  const question = await questionOf(workspace, moment, action, wish);
  const trust = await workspace.trust();
  const actors = knownActors(moment.read, trust);
  const holders: Holder[] = [];
  for (const { actor } of actors) {
    const holder = holderOf(moment, actor, question);
    if (holder === undefined) continue;
    const keys = keysOfIdentity(trust.keys.keys(), moment.read.signerOf, holder.identity);
    const lastUsed = await lastUse(
      workspace,
      { identity: holder.identity, actions: [action], ...placeOf(question) },
      keys,
    );
    holders.push({ ...holder, ...(lastUsed === undefined ? {} : { lastUsed }) });
  }
  return {
    schema: 'assay.access-who-can/1',
    action,
    resource: label,
    at: moment.at,
    holders: holders.toSorted((a, b) => (a.identity < b.identity ? -1 : 1)),
    others: actors.length - holders.length,
    notCovered: [
      'whoever can read the files of this machine as the user that runs Assay, and holds the key of the zone',
      'membership in groups that is kept elsewhere; rights are given to people and services only',
    ],
  };
}

function holderOf(
  moment: AccessMoment,
  actor: Parameters<typeof decideActor>[1],
  question: Question,
): Holder | undefined {
  const { state } = moment.read;
  const alone = decideActor(moment, actor, question);
  const decided = alone.decision === 'allow' ? alone : decideActor(moment, actor, { ...question, half: true });
  if (decided.decision === 'deny') return undefined;
  const { identity, kind, roles } = actor;
  const grant = decided.because.includes('granted') ? decided.request.grant : undefined;
  const since = sinceOf(state, identity, grant?.expiresAt);
  const person = personOf(state, identity);
  return {
    identity,
    kind,
    roles,
    person,
    sharedWith: accountsOf(state, person).filter((name) => name !== identity),
    because: decided.because,
    sentences: decided.sentences,
    ...(since === undefined ? {} : { since }),
    ...(grant === undefined ? {} : { until: grant.expiresAt, purpose: grant.purpose }),
    needsAnother: alone.decision === 'deny',
  };
}

function sinceOf(state: AccessState, identity: string, expiresAt: string | undefined): string | undefined {
  const grant = state.grants.findLast((one) => one.body.identity === identity && one.expiresAt === expiresAt);
  if (expiresAt !== undefined && grant !== undefined) return grant.at;
  return state.identities.get(identity)?.since;
}

/** Accounts of a person that have not ended. */
export function accountsOf(state: AccessState, person: string): readonly string[] {
  const described = [...state.identities].filter(([, { ended }]) => !ended).map(([name]) => name);
  const all = state.identities.has(rootIdentity) ? described : [rootIdentity, ...described];
  return all.filter((name) => personOf(state, name) === person).sort();
}

function placeOf({ wish }: Question): { readonly asset?: Sha256; readonly zone?: string } {
  if ('asset' in wish) return { asset: wish.asset };
  return 'zone' in wish ? { zone: wish.zone } : {};
}
