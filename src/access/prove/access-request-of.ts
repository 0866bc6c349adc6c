// The inverse of `cedarRequest`: a request in Cedar's words as the question that our engine is asked.
import { actionNames } from '../actions.ts';
import type { CedarRequest } from '../engine/cedar-request.ts';
import type { AccessRequest, Actor, GrantInForce, Resource } from '../request.ts';
import { readEntity, readList, readObject, readText } from './read-expression.ts';

/** @throws {Error} where it is no request that our engine would make: what is taken as given rules that out */
export function accessRequestOf(request: CedarRequest): AccessRequest {
  const { at, via, purpose, grant, approvers, attested } = request.context;
  const action = actionNames.find((name) => name === readEntity(request.action).id);
  if (action === undefined || (via !== 'key' && via !== 'token' && via !== 'none')) throw new Error('no such request');
  return {
    actor: actorOf(request),
    action,
    resource: resourceOf(request),
    at: timeOf(at),
    via,
    approvers: readList(approvers).map((one) => readEntity(one).id),
    ...(purpose === undefined ? {} : { purpose: readText(purpose) }),
    ...(attested === undefined ? {} : { attested: attested === true }),
    ...(grant === undefined ? {} : { grant: grantOf(readObject(grant)) }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

interface Passed {
  readonly id: string;
  readonly attrs: Fields;
  /** Ids of what it lies in. */
  readonly parents: readonly string[];
}

function passedOf({ entities }: CedarRequest, uid: unknown): Passed {
  const { entity, id } = readEntity(uid);
  const found = entities.find((one) => readEntity(one.uid).entity === entity && readEntity(one.uid).id === id);
  if (found === undefined) throw new Error('who asks and what is asked about come with a request');
  return { id, attrs: found.attrs, parents: found.parents.map((one) => readEntity(one).id) };
}

function actorOf(request: CedarRequest): Actor {
  const { id, attrs, parents } = passedOf(request, request.principal);
  const { kind, organisation, screenedUntil } = attrs;
  if (kind !== 'person' && kind !== 'service') throw new Error('no such kind of identity');
  return {
    identity: id,
    kind,
    roles: [...parents].sort(),
    ...(organisation === undefined ? {} : { organisation: readText(organisation) }),
    ...(screenedUntil === undefined ? {} : { screenedUntil: timeOf(screenedUntil) }),
  };
}

function resourceOf(request: CedarRequest): Resource {
  const { id, attrs, parents } = passedOf(request, request.resource);
  const { entity } = readEntity(request.resource);
  if (entity === 'Zone') return { type: 'zone', id };
  if (entity === 'Policy') return { type: 'policy', id, area: readText(attrs.area) };
  const [zone] = parents;
  if (zone === undefined) throw new Error('an asset lies in a zone');
  return {
    type: 'asset',
    id,
    kind: readText(attrs.kind),
    sensitivity: numberOf(attrs.sensitivity),
    zone,
    makers: readList(attrs.makers).map((one) => readEntity(one).id),
    ...(attrs.owner === undefined ? {} : { owner: readEntity(attrs.owner).id }),
  };
}

function grantOf({ purpose, approver, expiresAt, exception }: Fields): GrantInForce {
  return {
    purpose: readText(purpose),
    approver: readEntity(approver).id,
    expiresAt: timeOf(expiresAt),
    ...(exception === true ? { exception } : {}),
  };
}

function timeOf(milliseconds: unknown): string {
  return new Date(numberOf(milliseconds)).toISOString();
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error('no number');
  return value;
}
