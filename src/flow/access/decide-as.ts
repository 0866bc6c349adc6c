// What somebody else may do, for questions: nothing of it is put on record as if they had asked.

import type { Action } from '#access/actions';
import type { Authority } from '#access/authority';
import type { Actor, Resource } from '#access/request';
import type { AccessState } from '#access/state/access-state';
import { actorFrom, rootIdentity } from '#access/state/signers';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { authorityOf } from './authority-of.ts';
import { type DecidedAccess, decideFor, requestsOf } from './decide-access.ts';
import { type ReadAccess, readAccessState } from './read-access-state.ts';
import { type ResourceWish, resourceOf } from './resource-of.ts';

/** All that decisions of one moment rest on. */
export interface AccessMoment {
  readonly read: ReadAccess;
  readonly authority: Authority;
  readonly at: string;
}

/** @param at - another time than now, RFC 3339 in UTC with milliseconds */
export async function accessMoment(workspace: Workspace, at?: string): Promise<AccessMoment> {
  const read = await readAccessState(workspace);
  return { read, authority: await authorityOf(workspace), at: at ?? (await accessTime(workspace)) };
}

export interface Question {
  readonly action: Action;
  readonly wish: ResourceWish;
  readonly resource: Resource;
  readonly purpose?: string;
  readonly half?: boolean;
}

/** @returns the question; @throws {AssayError} ASSET_UNKNOWN when nothing describes the asset */
export async function questionOf(
  workspace: Workspace,
  { read }: AccessMoment,
  action: Action,
  wish: ResourceWish,
): Promise<Question> {
  return { action, wish, resource: await resourceOf(workspace, read, wish) };
}

/** What the identity would be answered with a key of its own. */
export function decideAs({ read, authority, at }: AccessMoment, identity: string, question: Question): DecidedAccess {
  return decideActor({ read, authority, at }, actorNamed(read.state, identity), question);
}

export function decideActor({ read, authority, at }: AccessMoment, actor: Actor, question: Question): DecidedAccess {
  const { action, wish, resource, purpose, half } = question;
  const asked = {
    action,
    resource: wish,
    ...(purpose === undefined ? {} : { purpose }),
    ...(half === undefined ? {} : { half }),
  };
  const requests = requestsOf(read.state, { actor, via: 'key' }, asked, resource, at);
  return { ...decideFor(authority, read.state, requests, undefined), policy: authority.digest };
}

/** An identity that nobody described has no rights, but for that of the root key. */
export function actorNamed(state: AccessState, identity: string): Actor {
  return actorFrom(state, identity, identity === rootIdentity ? ['owner'] : []);
}
