// A question in the words of Cedar. Only the closure of what the question names is passed: the cost of a decision grows with the entities.
import type { CedarValueJson, EntityJson, StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs';
import type { AccessRequest, Actor, AssetResource, Resource } from '../request.ts';

/** Principal, action, resource, context and entities of a call. */
export type CedarRequest = Pick<
  StatefulAuthorizationCall,
  'principal' | 'action' | 'resource' | 'context' | 'entities'
>;

/** Kinds of resources as the schema names them. */
export const resourceTypes = { asset: 'Asset', zone: 'Zone', policy: 'Policy' } as const;

/** @throws {RangeError} when a time is none: nothing may be decided on it */
export function cedarRequest(request: AccessRequest): CedarRequest {
  const { actor, action, resource } = request;
  return {
    principal: { type: 'Identity', id: actor.identity },
    action: { type: 'Action', id: action },
    resource: { type: resourceTypes[resource.type], id: resource.id },
    context: contextOf(request),
    entities: [...entitiesOfActor(actor), ...entitiesOfResource(resource)],
  };
}

function contextOf(request: AccessRequest): Record<string, CedarValueJson> {
  const { at, via, purpose, grant, approvers, attested } = request;
  return {
    at: millisecondsOf(at),
    via,
    approvers: approvers.map(identity),
    ...(purpose === undefined ? {} : { purpose }),
    ...(attested === undefined ? {} : { attested }),
    ...(grant === undefined
      ? {}
      : {
          grant: {
            purpose: grant.purpose,
            approver: identity(grant.approver),
            expiresAt: millisecondsOf(grant.expiresAt),
            exception: grant.exception ?? false,
          },
        }),
  };
}

function entitiesOfActor({ identity: id, kind, roles, organisation, screenedUntil }: Actor): readonly EntityJson[] {
  const attrs = {
    kind,
    ...(organisation === undefined ? {} : { organisation }),
    ...(screenedUntil === undefined ? {} : { screenedUntil: millisecondsOf(screenedUntil) }),
  };
  const parents = roles.map((role) => ({ type: 'Role', id: role }));
  return [
    { uid: { type: 'Identity', id }, attrs, parents },
    ...parents.map((uid) => ({ uid, attrs: {}, parents: [] })),
  ];
}

function entitiesOfResource(resource: Resource): readonly EntityJson[] {
  if (resource.type === 'zone') return [zoneEntity(resource.id)];
  if (resource.type === 'policy') {
    return [{ uid: { type: 'Policy', id: resource.id }, attrs: { area: resource.area }, parents: [] }];
  }
  return [assetEntity(resource), zoneEntity(resource.zone)];
}

function assetEntity({ id, kind, sensitivity, zone, makers, owner }: AssetResource): EntityJson {
  const attrs = {
    kind,
    sensitivity,
    makers: makers.map(identity),
    ...(owner === undefined ? {} : { owner: identity(owner) }),
  };
  return { uid: { type: 'Asset', id }, attrs, parents: [{ type: 'Zone', id: zone }] };
}

function zoneEntity(name: string): EntityJson {
  return { uid: { type: 'Zone', id: name }, attrs: { name }, parents: [] };
}

function identity(id: string): { readonly __entity: { readonly type: string; readonly id: string } } {
  return { __entity: { type: 'Identity', id } };
}

function millisecondsOf(time: string): number {
  const parsed = Date.parse(time);
  if (Number.isSafeInteger(parsed)) return parsed;
  throw new RangeError(`not a time: ${time}`);
}
