// `assay access identity set` and `end`: who acts here, and in which roles.
import { objectionTo } from '#access/state/fold-identities';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type Identity, predicate as identity, type WorkingHours } from '#predicates/identity';
import type { Workspace } from '../workspace/workspace.ts';
import { assertSays, recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { drawNonce } from './draw-nonce.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface IdentityWish {
  readonly identity: string;
  readonly kind: 'person' | 'service';
  readonly roles: readonly string[];
  readonly organisation?: string;
  readonly person?: string;
  readonly workingHours?: WorkingHours;
  readonly screening?: NonNullable<Identity['screening']>;
  readonly why: string;
}

export interface IdentitySet {
  readonly schema: 'assay.access-identity/1';
  readonly action: 'set' | 'end';
  readonly identity: string;
  readonly roles: readonly string[];
  readonly person?: string;
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
}

/** What is said replaces what was said before. @throws {AssayError} ACCESS_DENIED, ACCESS_IDENTITY; what recording throws */
export async function setIdentity(workspace: Workspace, wish: IdentityWish): Promise<IdentitySet> {
  const { identity: name, kind, roles, why, ...rest } = wish;
  const body: Identity = {
    action: 'set',
    identity: name,
    identityKind: kind,
    roles: [...new Set(roles)],
    ...rest,
    why,
  };
  return record(workspace, body);
}

/** Rights, grants and tokens of the identity end with it. @throws as `setIdentity` */
export async function endIdentity(workspace: Workspace, name: string, why: string): Promise<IdentitySet> {
  const { state } = await readAccessState(workspace);
  const known = state.identities.get(name);
  if (known === undefined)
    throw new AssayError('ACCESS_IDENTITY', `nobody has described an identity ${JSON.stringify(name)}`);
  if (known.ended) throw new AssayError('ACCESS_IDENTITY', `the identity ${JSON.stringify(name)} has ended already`);
  return record(workspace, { ...known.body, action: 'end', roles: [], why });
}

async function record(workspace: Workspace, said: Identity): Promise<IdentitySet> {
  const body: Identity = { ...said, nonce: drawNonce() };
  await demandAccess(workspace, { action: 'grant', resource: { zone: wholeWorkspace } });
  await assertSays(workspace, 'ACCESS_IDENTITY', ({ state }, by) => objectionTo(state, body, by));
  const { evidence, index, at } = await recordOne(workspace, identity, body);
  const { action, identity: name, roles, person } = body;
  return {
    schema: 'assay.access-identity/1',
    action,
    identity: name,
    roles,
    ...(person === undefined ? {} : { person }),
    statement: evidence,
    logIndex: index,
    at,
  };
}
