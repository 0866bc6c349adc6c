// Requests of a shape as a policy of Cedar that permits exactly them, so that what is asked has the meaning that Cedar gives it.
import { AssayError } from '#core/errors';
import { resourceTypes } from '../engine/cedar-request.ts';
import type { AccessPolicy } from '../request.ts';
import { schema } from '../schema.ts';
import type { RequestShape } from './invariant.ts';

/** A zone in force. */
export interface KnownZone {
  readonly name: string;
  readonly area: string;
}

/**
 * @throws {AssayError} ACCESS_INVARIANT where it names a zone that is not there, or its condition has no meaning
 */
export async function shapePolicy(id: string, shape: RequestShape, zones: readonly KnownZone[]): Promise<AccessPolicy> {
  const conditions = [...whenOf(shape), ...zoneCondition(shape, zones)];
  const actions = shape.actions.map((action) => `Action::${JSON.stringify(action)}`).join(', ');
  const resource = shape.resource === undefined ? 'resource' : `resource is ${resourceTypes[shape.resource.type]}`;
  const text = [
    `permit (principal, action in [${actions}], ${resource})`,
    ...conditions.map((one) => `when { ${one} }`),
  ].join('\n');
  const policy = { id, text: `${text};` };
  await assertMeaning(policy, conditions.length);
  return policy;
}

function whenOf({ principal, resource, when }: RequestShape): readonly string[] {
  const { kind, anyOf, noneOf } = principal ?? {};
  const rules = resource?.rules?.map((area) => `resource.area == ${JSON.stringify(area)}`);
  return [
    ...(kind === undefined ? [] : [`principal.kind == ${JSON.stringify(kind)}`]),
    ...(anyOf === undefined ? [] : [`principal in [${anyOf.map(role).join(', ')}]`]),
    ...(noneOf === undefined ? [] : [`!(principal in [${noneOf.map(role).join(', ')}])`]),
    ...(rules === undefined ? [] : [rules.join(' || ')]),
    ...(when === undefined ? [] : [when]),
  ];
}

function zoneCondition({ resource }: RequestShape, zones: readonly KnownZone[]): readonly string[] {
  if (resource?.zones === undefined && resource?.areas === undefined) return [];
  const { zones: named = [], areas = [] } = resource;
  for (const name of named)
    assertKnown(
      'zone',
      name,
      zones.map((zone) => zone.name),
    );
  for (const area of areas)
    assertKnown(
      'area',
      area,
      zones.map((zone) => zone.area),
    );
  const meant = zones.filter(({ name, area }) => named.includes(name) || areas.includes(area));
  return [`resource in [${meant.map(({ name }) => `Zone::${cedarText(name)}`).join(', ')}]`];
}

/** A name that nothing has would make the claim true of everything. */
function assertKnown(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw invalid(`there is no ${what} ${name}; there are ${[...new Set(known)].join(', ')}`);
}

function role(name: string): string {
  return `Role::${cedarText(name)}`;
}

/** JSON's escapes of control characters are not Cedar's. */
function cedarText(text: string): string {
  const escaped = text.replaceAll(/[^\x20-\x7e]|["\\]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
  return `"${escaped}"`;
}

/** ATTACKER: a condition may try to close its braces and to say more; then there are more conditions than were written. */
async function assertMeaning(policy: AccessPolicy, conditions: number): Promise<void> {
  const { policyToJson, validate } = await import('@cedar-policy/cedar-wasm/nodejs');
  const read = policyToJson(policy.text);
  if (read.type === 'failure') throw invalid(read.errors[0]?.message ?? 'its condition cannot be read');
  if (read.json.conditions.length !== conditions) throw invalid('its condition does not end where it ends');
  const valid = validate({
    validationSettings: { mode: 'strict' },
    schema,
    policies: { staticPolicies: { [policy.id]: policy.text } },
  });
  const [error] = valid.type === 'failure' ? valid.errors : valid.validationErrors.map((one) => one.error);
  if (error !== undefined) throw invalid(error.message);
}

function invalid(reason: string): AssayError {
  return new AssayError('ACCESS_INVARIANT', `the invariant cannot be used: ${reason}`);
}
