// Attributes of entities and records, and what an entity lies in.
import { failed, type Outcome, truth } from './outcome.ts';
import { attributesOf, exists, parents, type Situation } from './situation.ts';
import { no, type Term } from './terms.ts';
import { type Field, isSet, type Value } from './value.ts';
import type { World } from './world.ts';

/** `of.attribute`: an error where it is not there, or the entity is not. */
export function get(world: World, situation: Situation, of: Outcome, attribute: string): Outcome {
  const found = fieldOf(world, situation, of.value, attribute);
  if (found === undefined) return failed;
  return { value: found.value, error: world.terms.or(of.error, world.terms.not(found.present)) };
}

/** `of has attribute`: an entity that is not there has none. */
export function has(world: World, situation: Situation, of: Outcome, attribute: string): Outcome {
  if (of.value.is !== 'Entity' && of.value.is !== 'Record') return failed;
  return truth(fieldOf(world, situation, of.value, attribute)?.present ?? no, of.error);
}

function fieldOf(world: World, situation: Situation, of: Value, attribute: string): Field | undefined {
  if (of.is === 'Record') return of.fields.get(attribute);
  if (of.is !== 'Entity') return undefined;
  const field = attributesOf(world, of.entity, of.term).fields.get(attribute);
  if (field === undefined) return undefined;
  return { value: field.value, present: world.terms.and(exists(world, situation, of.entity, of.term), field.present) };
}

/** `left in right`, where `right` is an entity or a set of them. */
export function within(world: World, situation: Situation, left: Outcome, right: Outcome): Outcome {
  const { terms } = world;
  const error = terms.or(left.error, right.error);
  if (left.value.is !== 'Entity') return failed;
  const { entity, term } = left.value;
  const targets = right.value;
  if (targets.is === 'Entity')
    return truth(isWithin(world, situation, entity, term, targets.entity, targets.term), error);
  if (!isSet(targets)) return failed;
  if (targets.is === 'Entities')
    return truth(isWithin(world, situation, entity, term, targets.entity, targets.term, true), error);
  if (targets.elements.some(({ value }) => value.is !== 'Entity')) return failed;
  const found = targets.elements.map(({ guard, value }) =>
    value.is === 'Entity' ? terms.and(guard, isWithin(world, situation, entity, term, value.entity, value.term)) : no,
  );
  return truth(terms.or(...found), error);
}

/** @param target - one entity, or a set of them */
function isWithin(
  world: World,
  situation: Situation,
  entity: string,
  one: Term,
  kind: string,
  target: Term,
  isOfMany = false,
): Term {
  const isIt = entity === kind ? world.intersects(kind, one, target) : no;
  const { parent } = world.entityShape(entity);
  if (parent !== kind) return isIt;
  const isAround = world.intersects(kind, parents(world, situation, entity, kind, one), target);
  const around = isOfMany ? world.decidedByElement(kind, isAround) : isAround;
  return world.terms.or(isIt, around);
}
