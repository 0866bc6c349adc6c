// What a condition may ask about: the same request that Cedar is asked, as values.
import type { CedarValueJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from './cedar-request.ts';
import type { CedarValue, EntityValue, RecordValue } from './cedar-value.ts';

export interface Situation {
  readonly principal: EntityValue;
  readonly action: EntityValue;
  readonly resource: EntityValue;
  readonly context: RecordValue;
  /** By `nameOf`. */
  readonly entities: ReadonlyMap<string, { readonly attributes: RecordValue; readonly parents: ReadonlySet<string> }>;
}

export function situationOf(request: CedarRequest): Situation {
  const entities = new Map(
    request.entities.map(({ uid, attrs, parents }) => [
      nameOf(entityOf(uid)),
      { attributes: recordOf(attrs), parents: new Set(parents.map((one) => nameOf(entityOf(one)))) },
    ]),
  );
  return {
    principal: entityOf(request.principal),
    action: entityOf(request.action),
    resource: entityOf(request.resource),
    context: recordOf(request.context),
    entities,
  };
}

export function nameOf({ entity, id }: EntityValue): string {
  return `${entity}::${JSON.stringify(id)}`;
}

export function entityOf(uid: CedarRequest['principal']): EntityValue {
  const { type, id } = '__entity' in uid ? uid.__entity : uid;
  return { entity: type, id };
}

function recordOf(attributes: Readonly<Record<string, CedarValueJson>>): RecordValue {
  return { attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, valueFrom(value)])) };
}

/** @throws {RangeError} for what has no value here: null and extension types */
export function valueFrom(json: CedarValueJson): CedarValue {
  if (typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string') return json;
  if (Array.isArray(json)) return { members: json.map(valueFrom) };
  if (json === null || '__extn' in json) throw new RangeError('a value of a kind that is not used here');
  if ('__entity' in json) {
    const uid = json.__entity;
    if (uid instanceof Object && 'type' in uid && 'id' in uid) return { entity: String(uid.type), id: String(uid.id) };
  }
  return recordOf(json as Readonly<Record<string, CedarValueJson>>);
}
