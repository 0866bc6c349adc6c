// Requests and policies for tests of access: random ones from a seed of fast-check, and policies that use every operator.
import fc from 'fast-check';
import { actionNames } from '#access/actions';
import type { AccessPolicy, AccessRequest, Actor, Resource } from '#access/request';
import { roles } from '#access/roles';

const names = ['ann', 'ben', 'carla', 'ci'] as const;
const zones = [
  'quarantine',
  'data-engineering',
  'training',
  'application',
  'operation',
  'release',
  'external',
] as const;
const name = fc.constantFrom(...names);
const time = fc
  .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') })
  .map((at) => new Date(at).toISOString());

export const anyActor: fc.Arbitrary<Actor> = fc.record(
  {
    identity: name,
    kind: fc.constantFrom('person' as const, 'service' as const),
    roles: fc.uniqueArray(fc.constantFrom(...Object.keys(roles), 'key-holder'), { maxLength: 3 }),
    organisation: fc.constantFrom('Example GmbH', 'Other Ltd'),
    screenedUntil: time,
  },
  { requiredKeys: ['identity', 'kind', 'roles'] },
);

export const anyResource: fc.Arbitrary<Resource> = fc.oneof(
  { weight: 6, arbitrary: anyAsset() },
  { weight: 2, arbitrary: fc.constantFrom(...zones, 'workspace').map((id) => ({ type: 'zone' as const, id })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('gates/train-with', 'access/owner')
      .map((id) => ({ type: 'policy' as const, id, area: 'gates' })),
  },
);

function anyAsset(): fc.Arbitrary<Resource> {
  return fc.record(
    {
      type: fc.constant('asset' as const),
      id: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
      kind: fc.constantFrom('dataset', 'model', 'prompt'),
      sensitivity: fc.integer({ min: 0, max: 3 }),
      zone: fc.constantFrom(...zones),
      makers: fc.uniqueArray(name, { maxLength: 2 }),
      owner: name,
    },
    { requiredKeys: ['type', 'id', 'kind', 'sensitivity', 'zone', 'makers'] },
  );
}

export const anyRequest: fc.Arbitrary<AccessRequest> = fc.record(
  {
    actor: anyActor,
    action: fc.constantFrom(...actionNames),
    resource: anyResource,
    at: time,
    via: fc.constantFrom('key' as const, 'token' as const),
    purpose: fc.constantFrom('labelling', 'audit of March'),
    grant: fc.record({ purpose: fc.constant('labelling'), approver: name, expiresAt: time, exception: fc.boolean() }),
    approvers: fc.uniqueArray(name, { maxLength: 2 }),
    attested: fc.boolean(),
  },
  { requiredKeys: ['actor', 'action', 'resource', 'at', 'via', 'approvers'] },
);

/** Conditions that between them use every operator there is for these kinds of values. */
export const wildPolicies: readonly AccessPolicy[] = [
  'permit (principal == Identity::"ann", action, resource is Asset in Zone::"training") when { resource.kind like "da*t" };',
  'permit (principal is Identity in Role::"operator", action, resource) unless { context.via == "token" || context.at > 1780000000000 };',
  'forbid (principal, action == Action::"export", resource is Asset) when { [1, 2, 3].contains(resource.sensitivity) } unless { context has attested && context.attested };',
  'permit (principal, action == Action::"use", resource is Asset) when { resource.makers.containsAny([Identity::"ben", Identity::"carla"]) && !(principal in [Role::"auditor", Role::"collector"]) };',
  'permit (principal, action, resource is Asset) when { resource.makers.containsAll([principal]) && (if resource has owner then resource.owner == principal else resource.sensitivity * 2 - 1 < 3) };',
  'forbid (principal, action, resource) when { context has purpose && context.purpose like "*March" && context.at + 5 >= 10 } unless { principal has organisation && principal.organisation != "Other Ltd" };',
  'permit (principal, action in [Action::"see", Action::"read"], resource) when { context has grant && { a: context.grant.exception }.a && -1 < 0 };',
  'permit (principal, action, resource is Zone) when { resource.name like "*-*" && context.approvers == [Identity::"ann"] };',
  'permit (principal, action, resource is Policy) when { resource.area == "gates" && principal is Identity && principal.kind == "person" };',
].map((text, at) => ({ id: `wild-${at}`, text: `@reason("wild ${at}")\n${text}` }));
