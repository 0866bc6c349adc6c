// Who decides here: the policies that come with Assay, those of the zones in force, and those that the workspace has put in their place.
import { type Authority, loadAuthority } from '#access/authority';
import { policies as basePolicies } from '#access/policies.generated';
import type { AccessPolicy } from '#access/request';
import { AssayError } from '#core/errors';
import { zones as shippedZones } from '#zones/zones.generated';
import { policiesInForce } from '../policies/policies-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';

/** What decides, and what the workspace has changed of it. */
export interface PolicySet {
  readonly shipped: readonly AccessPolicy[];
  readonly own: readonly AccessPolicy[];
}

/** @param logSize - as after so many entries of the log; the newest when absent @throws what store, log and index throw */
export async function policySetOf(workspace: Workspace, logSize?: number): Promise<PolicySet> {
  const documents = await policiesInForce(workspace, 'access', logSize);
  const zones = await zonesInForce(workspace, logSize);
  return policySet(
    documents.map(({ name, bytes }) => ({ id: name, text: new TextDecoder().decode(bytes) })),
    zones.flatMap(({ policies }) => policies),
  );
}

/** A policy of the workspace holds in the place of the one of the same id. */
export function policySet(documents: readonly AccessPolicy[], ofZones: readonly AccessPolicy[]): PolicySet {
  const replaced = new Set(documents.map(({ id }) => id));
  const others = [...basePolicies, ...ofZones].filter(({ id }) => !replaced.has(id));
  const shippedTexts = new Set([...basePolicies, ...shippedZones.flatMap(({ policies }) => policies)].map(textOf));
  return {
    shipped: others.filter((policy) => shippedTexts.has(textOf(policy))),
    own: [...others.filter((policy) => !shippedTexts.has(textOf(policy))), ...documents],
  };
}

/**
 * Policies of a workspace that cannot be used any more, after a change of their vocabulary, allow nothing but to see and to mend them: they are
 * not left out, because one of them might forbid.
 * @throws what store, log and index throw
 */
export async function authorityOf(workspace: Workspace, logSize?: number): Promise<Authority> {
  const set = await policySetOf(workspace, logSize);
  const key = JSON.stringify([...set.shipped, ...set.own].map(textOf));
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const authority = await loadOrMend(set);
  loaded.clear();
  loaded.set(key, authority);
  return authority;
}

async function loadOrMend({ shipped, own }: PolicySet): Promise<Authority> {
  try {
    return await loadAuthority(own, shipped);
  } catch (error) {
    if (!(error instanceof AssayError && error.code === 'ACCESS_POLICY')) throw error;
    const reason = JSON.stringify(`nothing else is allowed until the policies are mended: ${error.message}`);
    const id = 'policies-cannot-be-used';
    const text = `@reason(${reason})\nforbid (principal, action, resource)\nunless { action == Action::"change-policy" || action == Action::"see" };`;
    return loadAuthority([{ id, text }], basePolicies);
  }
}

function textOf({ id, text }: AccessPolicy): string {
  return `${id}\n${text}`;
}

/** The authority that was asked last: reading policies costs more than a decision. */
const loaded = new Map<string, Authority>();
