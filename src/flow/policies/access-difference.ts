// Who could do what after a change of rules that they cannot do now, and the other way round: asked of the policies before and after it, for
// every combination of rights that somebody has here, every action, and assets of every zone and label.
import { type Action, actionNames } from '#access/actions';
import { type Authority, loadAuthority } from '#access/authority';
import { policiesApplying } from '#access/policies-applying';
import type { AccessPolicy, AccessRequest, Actor, AssetResource, Resource } from '#access/request';
import { roles } from '#access/roles';
import { mayChange } from '#access/state/fold-policies';
import { personOf } from '#access/state/signers';
import { sensitivities } from '#core/asset';
import type { PolicyArea } from '#predicates/policy-change';
import type { Zone } from '#zones/zone';
import { accessTime } from '../access/access-time.ts';
import { authorityOf, policySet } from '../access/authority-of.ts';
import { knownActors } from '../access/known-actors.ts';
import { readAccessState } from '../access/read-access-state.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkZoneDocument, zonesInForce } from '../zones/zones-in-force.ts';
import { decodeText } from './decode-text.ts';
import { policiesInForce } from './policies-in-force.ts';

/** One right that changes hands. */
export interface ChangedRight {
  readonly change: 'gains' | 'loses';
  /** Identities with these rights now; none: nobody has the role yet. */
  readonly identities: readonly string[];
  readonly roles: readonly string[];
  readonly action: Action;
  /** Zone, and what of it. */
  readonly zone: string;
  readonly sensitivities: readonly string[];
  /** Of what they made themselves, or of what others made. */
  readonly made: 'own' | 'others' | 'any';
}

export interface AccessDifference {
  readonly rights: readonly ChangedRight[];
  /** Decisions that were compared. */
  readonly compared: number;
  /** Why the change would leave nobody in charge. */
  readonly locksOut?: string;
  readonly notCovered: readonly string[];
}

export interface Change {
  readonly area: PolicyArea;
  readonly name: string;
  /** Absent: what comes with Assay. */
  readonly document?: Uint8Array;
}

/** @throws {AssayError} ACCESS_POLICY, ZONE_INVALID when the rules after it cannot be used together */
export async function accessDifference(workspace: Workspace, change: Change): Promise<AccessDifference> {
  if (change.area !== 'access' && change.area !== 'zones') return { rights: [], compared: 0, notCovered: [] };
  const zones = await zonesInForce(workspace);
  const before = await authorityOf(workspace);
  const after = await authorityAfter(workspace, change, zones);
  const at = await accessTime(workspace);
  const locked = await lockedOut(workspace, before, after, at);
  if (locked !== undefined) return { rights: [], compared: 0, locksOut: locked, notCovered: [] };
  const subjects = await subjectsOf(workspace);
  const mayDiffer = await policiesApplying(changedPolicies(before, after));
  const rights: ChangedRight[] = [];
  let compared = 0;
  for (const subject of subjects) {
    for (const zone of zones.map(({ name }) => name)) {
      for (const action of actionNames) {
        const found = compare({ before, after, mayDiffer }, subject, { zone, action, at });
        compared += found.compared;
        rights.push(...found.rights);
      }
    }
  }
  return {
    rights,
    compared,
    notCovered: ['grants, purposes and attested machines; assay access diff compares all requests there can be'],
  };
}

/** Identities that policies cannot tell apart but by name. */
interface Subjects {
  readonly actor: Actor;
  readonly identities: readonly string[];
}

async function subjectsOf(workspace: Workspace): Promise<readonly Subjects[]> {
  const read = await readAccessState(workspace);
  const actors = knownActors(read, await workspace.trust()).map(({ actor }) => actor);
  const groups = Map.groupBy(actors, ({ kind, roles: held, screenedUntil }) =>
    JSON.stringify([kind, held.toSorted(), screenedUntil !== undefined]),
  );
  const known = [...groups.values()].flatMap((group) => {
    const [actor] = group;
    return actor === undefined ? [] : [{ actor, identities: group.map(({ identity }) => identity) }];
  });
  const held = new Set(known.flatMap(({ actor }) => (actor.roles.length === 1 ? actor.roles : [])));
  const vacant = Object.keys(roles).filter((role) => !held.has(role));
  const nobody = vacant.map((role) => ({
    actor: { identity: `(somebody with the role ${role})`, kind: 'person' as const, roles: [role] },
    identities: [],
  }));
  return [...known, ...nobody];
}

interface Compared {
  readonly before: Authority;
  readonly after: Authority;
  /** Whether a policy that only one of them has applies; both decide alike where none does. */
  readonly mayDiffer: (request: AccessRequest) => boolean;
}

/** Those that only one of the two has. */
function changedPolicies(before: Authority, after: Authority): readonly AccessPolicy[] {
  const has = ({ policies }: Authority, { id, text }: AccessPolicy): boolean =>
    policies.some((one) => one.id === id && one.text === text);
  return [
    ...before.policies.filter((policy) => !has(after, policy)),
    ...after.policies.filter((policy) => !has(before, policy)),
  ];
}

function compare(
  { before, after, mayDiffer }: Compared,
  { actor, identities }: Subjects,
  { zone, action, at }: { readonly zone: string; readonly action: Action; readonly at: string },
): { readonly rights: readonly ChangedRight[]; readonly compared: number } {
  const changed: { change: ChangedRight['change']; sensitivity: number; own: boolean }[] = [];
  let compared = 0;
  for (const sensitivity of sensitivities.keys()) {
    for (const own of [false, true]) {
      const resource = assetIn(zone, sensitivity, own ? [actor.identity] : []);
      const request = requestOf(actor, action, resource, at);
      compared += 1;
      if (!mayDiffer(request)) continue;
      const [was, is] = [before, after].map((authority) => authority.decide(request).decision);
      if (was !== is) changed.push({ change: is === 'allow' ? 'gains' : 'loses', sensitivity, own });
    }
  }
  const rights = (['gains', 'loses'] as const).flatMap((change): ChangedRight[] => {
    const ofChange = changed.filter((one) => one.change === change);
    if (ofChange.length === 0) return [];
    const levels = [...new Set(ofChange.map(({ sensitivity }) => sensitivities[sensitivity] ?? ''))];
    const owns = new Set(ofChange.map(({ own }) => own));
    const made = owns.size === 2 ? 'any' : owns.has(true) ? 'own' : 'others';
    return [{ change, identities, roles: actor.roles, action, zone, sensitivities: levels, made }];
  });
  return { rights, compared };
}

async function authorityAfter(workspace: Workspace, change: Change, zones: readonly Zone[]): Promise<Authority> {
  const documents = (await policiesInForce(workspace, 'access'))
    .filter(({ name }) => change.area !== 'access' || name !== change.name)
    .map(({ name, bytes }) => ({ id: name, text: decodeText(bytes) }));
  const text = change.document === undefined ? undefined : decodeText(change.document);
  if (change.area === 'access' && text !== undefined) documents.push({ id: change.name, text });
  const after = change.area === 'zones' ? await zonesAfter(workspace, change, zones, text) : zones;
  const { shipped, own } = policySet(
    documents,
    after.flatMap(({ policies }) => policies),
  );
  return loadAuthority(own, shipped);
}

async function zonesAfter(
  workspace: Workspace,
  { name }: Change,
  zones: readonly Zone[],
  text: string | undefined,
): Promise<readonly Zone[]> {
  const others = zones.filter((zone) => (zone.formerly?.[0] ?? zone.name) !== name);
  if (text !== undefined) return [...others, await checkZoneDocument(workspace, { name, text }, undefined)];
  const { zones: shipped } = await import('#zones/zones.generated');
  return [...others, ...shipped.filter((zone) => zone.name === name)];
}

/** Rules that two people can change now stay rules that two people can change. */
async function lockedOut(
  workspace: Workspace,
  before: Authority,
  after: Authority,
  at: string,
): Promise<string | undefined> {
  const { state, signerOf, logSize } = await readAccessState(workspace);
  const actors = knownActors({ state, signerOf, logSize }, await workspace.trust()).map(({ actor }) => actor);
  const resource = { type: 'policy', id: 'access/owner', area: 'access' } as const;
  const peopleWho = (authority: Authority): number => {
    const able = actors
      .filter(({ identity }) => mayChange(state, identity))
      .filter((actor) => {
        const request = { ...requestOf(actor, 'change-policy', resource, at), approvers: ['(another person)'] };
        return authority.decide(request).decision === 'allow';
      });
    return new Set(able.map(({ identity }) => personOf(state, identity))).size;
  };
  return peopleWho(after) < Math.min(2, peopleWho(before))
    ? 'after it there would not be two people who may change rules, so nobody could take it back'
    : undefined;
}

function assetIn(zone: string, sensitivity: number, makers: readonly string[]): AssetResource {
  return { type: 'asset', id: '0'.repeat(64), kind: 'dataset', sensitivity, zone, makers };
}

/** What takes two people is compared as if another had agreed. */
function requestOf(actor: Actor, action: Action, resource: Resource, at: string): AccessRequest {
  return { actor, action, resource, at, via: 'key', approvers: ['(another person)'] };
}
