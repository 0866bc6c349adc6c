// `assay access identity list`: who acts here.
import { liveIdentity, personOf, screenedUntil } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import type { WorkingHours } from '#predicates/identity';
import type { Workspace } from '../workspace/workspace.ts';
import { demandAccess } from './decide-access.ts';
import { knownActors } from './known-actors.ts';
import { keysOfIdentity } from './last-use.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface ListedIdentity {
  readonly identity: string;
  readonly kind: 'person' | 'service';
  readonly roles: readonly string[];
  readonly person: string;
  readonly organisation?: string;
  readonly screenedUntil?: string;
  readonly workingHours?: WorkingHours;
  /** Keys that it signs with. */
  readonly keys: readonly Sha256[];
  readonly since?: string;
  /** `described`; `undescribed`: what its key is trusted for is all that is known; `ended`. */
  readonly state: 'described' | 'undescribed' | 'ended';
}

export interface IdentityList {
  readonly schema: 'assay.access-identities/1';
  readonly identities: readonly ListedIdentity[];
  /** Statements about access that are in the log and do not count. */
  readonly refused: readonly { readonly statement: Sha256; readonly kind: string; readonly reason: string }[];
}

/** @throws {AssayError} ACCESS_DENIED */
export async function listIdentities(workspace: Workspace): Promise<IdentityList> {
  await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const read = await readAccessState(workspace);
  const trust = await workspace.trust();
  const { state, signerOf } = read;
  const names = new Set([...state.identities.keys(), ...knownActors(read, trust).map(({ actor }) => actor.identity)]);
  const roles = new Map(knownActors(read, trust).map(({ actor }) => [actor.identity, actor.roles]));
  const identities = [...names].sort().map((identity): ListedIdentity => {
    const record = state.identities.get(identity);
    const live = liveIdentity(state, identity);
    const until = live === undefined ? undefined : screenedUntil(live);
    const { organisation, workingHours, identityKind = 'service' } = record?.body ?? {};
    return {
      identity,
      kind: identityKind,
      roles: roles.get(identity) ?? [],
      person: personOf(state, identity),
      ...(organisation === undefined ? {} : { organisation }),
      ...(until === undefined ? {} : { screenedUntil: until }),
      ...(workingHours === undefined ? {} : { workingHours }),
      keys: keysOfIdentity(trust.keys.keys(), signerOf, identity),
      ...(record === undefined ? {} : { since: record.since }),
      state: record === undefined ? 'undescribed' : live === undefined ? 'ended' : 'described',
    };
  });
  return {
    schema: 'assay.access-identities/1',
    identities,
    refused: state.refused.map(({ statement, reason }) => ({
      statement: statement.statement,
      kind: statement.kind,
      reason,
    })),
  };
}
