// What one request is made of, with nothing known but its shape: a principal, an action, a resource and a context.
import type { Term } from './terms.ts';
import { anyRecord, rangeOf, type Value } from './value.ts';
import type { World } from './world.ts';

export interface Situation {
  /** Tells the symbols of this request from those of others in the same question. */
  readonly label: string;
  readonly principal: Extract<Value, { is: 'Entity' }>;
  readonly action: Extract<Value, { is: 'Entity' }>;
  readonly resource: Extract<Value, { is: 'Entity' }>;
  readonly context: Extract<Value, { is: 'Record' }>;
}

/** @param resource - kind of the resource; a question is asked once for each */
export function anySituation(world: World, label: string, resource: string): Situation {
  const { terms, shape } = world;
  const entity = (kind: string, path: string): Situation['principal'] => {
    const term = world.single(kind, terms.declare(path, world.sort(kind)));
    return { is: 'Entity', entity: kind, term };
  };
  const context = anyRecord(world, shape.context, `${label} context`, (path, sort) => terms.declare(path, sort));
  if (context.is !== 'Record') throw new Error('a context is a record');
  return {
    label,
    principal: entity(shape.principal, 'principal'),
    action: entity('Action', `${label} action`),
    resource: entity(resource, `${label} resource ${resource}`),
    context,
  };
}

/** The attributes of an entity, as functions of it: the same entity has the same ones, by whatever way it was reached. */
export function attributesOf(world: World, entity: string, one: Term): Extract<Value, { is: 'Record' }> {
  const { attributes } = world.entityShape(entity);
  const record = anyRecord(world, attributes, entity, (path, sort) => world.terms.unknown(path, sort, one));
  if (record.is !== 'Record') throw new Error('attributes are a record');
  return record;
}

/** Whether the entity is among those that the request comes with. */
export function exists(world: World, { label }: Situation, entity: string, one: Term): Term {
  return world.terms.unknown(`${label} ${entity} exists`, 'Bool', one);
}

/** What the entity lies in, as a set; the empty one if there is no such entity. */
export function parents(world: World, situation: Situation, entity: string, parent: string, one: Term): Term {
  const around = world.terms.unknown(`${entity} in ${parent}`, world.sort(parent), one);
  return world.terms.choose(exists(world, situation, entity, one), around, world.none(parent));
}

/** What holds of every request: who asks and what is asked about are there, and integers are those that Cedar has. */
export function given(world: World, situation: Situation): Term {
  const { principal, resource, context } = situation;
  return world.terms.and(
    exists(world, situation, principal.entity, principal.term),
    exists(world, situation, resource.entity, resource.term),
    rangeOf(world, context),
    ...[principal, resource].map(({ entity, term }) => rangeOf(world, attributesOf(world, entity, term))),
  );
}
