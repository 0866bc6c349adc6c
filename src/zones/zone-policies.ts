// The policies of a zone are about that zone and no other; those of a zone within an area allow no more than those of the area.
import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { loadAuthority } from '#access/authority';
import type { AccessPolicy } from '#access/request';
import { canonicalJson, type Json } from '#core/canonical-json';
import { AssayError } from '#core/errors';
import type { Zone } from './zone.ts';

type Cedar = typeof import('@cedar-policy/cedar-wasm/nodejs');

/** Sentences; empty when every policy can be read and names this zone, and only this one, in its scope. */
export async function policyProblems({ name, policies }: Zone): Promise<readonly string[]> {
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const ids = policies.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two policies are called ${id}`);
  const problems = [...twice, ...policies.flatMap((policy) => problemsOf(cedar, policy, name))];
  return problems.length > 0 ? problems : validationProblems(policies);
}

/** Against the vocabulary of all policies: Cedar leaves out a rule that fails. */
async function validationProblems(policies: readonly AccessPolicy[]): Promise<readonly string[]> {
  try {
    await loadAuthority(policies);
    return [];
  } catch (error) {
    if (error instanceof AssayError) return [error.message];
    throw error;
  }
}

function problemsOf(cedar: Cedar, policy: AccessPolicy, zone: string): readonly string[] {
  const read = readPolicy(cedar, policy);
  if (typeof read === 'string') return [read];
  const others = [...new Set(zonesIn(read))].filter((one) => one !== zone);
  return [
    ...(scopeOf(read) === zone
      ? []
      : [`policy ${policy.id}: its scope is not "resource in Zone::${JSON.stringify(zone)}"`]),
    ...others.map((one) => `policy ${policy.id}: it speaks of the zone ${one}`),
  ];
}

/**
 * Sentences; empty when each permission of the zone is one of the area, perhaps for fewer actions or under more conditions, and no
 * prohibition of the area is missing. It compares what is written: a policy that means no more and is written otherwise is refused too.
 */
export async function widenedPolicies(zone: Zone, area: Zone): Promise<readonly string[]> {
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs');
  const rename = (text: string): string =>
    text.replaceAll(`Zone::${JSON.stringify(zone.name)}`, `Zone::${JSON.stringify(area.name)}`);
  const own = zone.policies.map(({ id, text }) => ({ id, json: readPolicy(cedar, { id, text: rename(text) }) }));
  const allowed = area.policies.flatMap((policy) => {
    const json = readPolicy(cedar, policy);
    return typeof json === 'string' ? [] : [json];
  });
  const wider = own.flatMap(({ id, json }) => {
    if (typeof json === 'string') return [json];
    const isNarrow =
      json.effect === 'forbid' || allowed.some((one) => one.effect === 'permit' && isNarrower(json, one));
    return isNarrow ? [] : [`policy ${id} permits more than the area ${area.name} does`];
  });
  const texts = own.flatMap(({ json }) => (typeof json === 'string' ? [] : [meaningOf(json)]));
  const lost = allowed.filter((one) => one.effect === 'forbid' && !texts.includes(meaningOf(one)));
  return [...wider, ...lost.map(() => `a prohibition of the area ${area.name} is missing`)];
}

/** Same scope but for fewer actions, and every condition of the other, perhaps among more. */
function isNarrower(policy: PolicyJson, other: PolicyJson): boolean {
  if (encode(policy.principal) !== encode(other.principal) || encode(policy.resource) !== encode(other.resource))
    return false;
  const allowed = actionsOf(other);
  const asked = actionsOf(policy);
  if (allowed !== undefined && (asked === undefined || !asked.every((one) => allowed.includes(one)))) return false;
  const conditions = policy.conditions.map(encode);
  return other.conditions.every((one) => conditions.includes(encode(one)));
}

/** Undefined: all of them. */
function actionsOf({ action }: PolicyJson): readonly string[] | undefined {
  if (action.op === 'All') return undefined;
  if ('entities' in action) return action.entities.map(encode);
  return 'entity' in action ? [encode(action.entity)] : [];
}

function readPolicy(cedar: Cedar, { id, text }: AccessPolicy): PolicyJson | string {
  const read = cedar.policyToJson(text);
  if (read.type === 'success') return read.json;
  return `policy ${id}: ${read.errors[0]?.message ?? 'it is no policy'}`;
}

function scopeOf({ resource }: PolicyJson): string | undefined {
  const within = resource.op === 'is' ? resource.in : resource;
  if (within === undefined || !('entity' in within)) return undefined;
  const { entity } = within;
  return 'type' in entity && entity.type === 'Zone' ? entity.id : undefined;
}

/** Names of all zones that stand anywhere in it. */
function zonesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(zonesIn);
  if (!(value instanceof Object)) return [];
  const own =
    'type' in value && value.type === 'Zone' && 'id' in value && typeof value.id === 'string' ? [value.id] : [];
  return [...own, ...Object.values(value).flatMap(zonesIn)];
}

function meaningOf({ effect, principal, action, resource, conditions }: PolicyJson): string {
  return encode({ effect, principal, action, resource, conditions });
}

function encode(value: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(value)) as Json);
}
