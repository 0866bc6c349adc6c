// Values of Cedar whose content the solver chooses.
import { OutsideFragment } from './outside-fragment.ts';
import type { Attributes, Shape } from './schema-shape.ts';
import { no, type Sort, type Term, yes } from './terms.ts';
import { longRange, type World } from './world.ts';

export interface Field {
  readonly present: Term;
  readonly value: Value;
}

export type Value =
  | { readonly is: 'Bool' | 'Long' | 'String'; readonly term: Term }
  | { readonly is: 'Entity'; readonly entity: string; readonly term: Term }
  /** A set of entities, as one term. */
  | { readonly is: 'Entities'; readonly entity: string; readonly term: Term }
  /** A set as it is written: what is in it where its guard holds. */
  | { readonly is: 'Set'; readonly elements: readonly { readonly guard: Term; readonly value: Value }[] }
  | { readonly is: 'Record'; readonly fields: ReadonlyMap<string, Field> }
  /** What has no value, because getting it is an error in any case. */
  | { readonly is: 'Nothing' };

export const nothing: Value = { is: 'Nothing' };

type Symbols = (path: string, sort: Sort) => Term;

/** A value of that shape of which nothing else is known. */
export function anyValue(world: World, shape: Shape, path: string, symbols: Symbols): Value {
  switch (shape.is) {
    case 'Bool':
    case 'String':
      return { is: shape.is, term: symbols(path, shape.is) };
    case 'Long':
      return { is: 'Long', term: symbols(path, 'Int') };
    case 'Entity': {
      const term = world.single(shape.entity, symbols(path, world.sort(shape.entity)));
      return { is: 'Entity', entity: shape.entity, term };
    }
    case 'Set':
      return { is: 'Entities', entity: shape.entity, term: symbols(path, world.sort(shape.entity)) };
    case 'Record':
      return anyRecord(world, shape.attributes, path, symbols);
  }
}

export function anyRecord(world: World, attributes: Attributes, path: string, symbols: Symbols): Value {
  const fields = [...attributes].map(([name, { shape, required }]): [string, Field] => [
    name,
    {
      present: required ? yes : symbols(`${path} has ${name}`, 'Bool'),
      value: anyValue(world, shape, `${path}.${name}`, symbols),
    },
  ]);
  return { is: 'Record', fields: new Map(fields) };
}

/** The integers of a value are those that Cedar can hold. */
export function rangeOf(world: World, value: Value): Term {
  const { terms } = world;
  if (value.is === 'Record') return terms.and(...[...value.fields.values()].map((one) => rangeOf(world, one.value)));
  return value.is === 'Long' ? terms.not(overflows(world, value.term)) : yes;
}

export function overflows(world: World, term: Term): Term {
  const { terms } = world;
  return terms.or(terms.apply('Bool', '<', term, longRange.least), terms.apply('Bool', '>', term, longRange.most));
}

/** `==` of Cedar: values of different types differ. */
export function equalValues(world: World, left: Value, right: Value): Term {
  const { terms } = world;
  if (isSet(left) && isSet(right)) return equalSets(world, left, right);
  if (left.is === 'Record' && right.is === 'Record') {
    const names = [...new Set([...left.fields.keys(), ...right.fields.keys()])];
    return terms.and(...names.map((name) => equalFields(world, left.fields.get(name), right.fields.get(name))));
  }
  if (left.is === 'Entity' && right.is === 'Entity')
    return left.entity === right.entity ? terms.equal(left.term, right.term) : no;
  const isPlain = left.is === 'Bool' || left.is === 'Long' || left.is === 'String';
  return isPlain && left.is === right.is ? terms.equal(left.term, right.term) : no;
}

function equalFields(world: World, left: Field | undefined, right: Field | undefined): Term {
  const { terms } = world;
  if (left === undefined || right === undefined) return terms.not((left ?? right)?.present ?? no);
  const both = terms.and(left.present, right.present, equalValues(world, left.value, right.value));
  return terms.or(both, terms.and(terms.not(left.present), terms.not(right.present)));
}

export type SetValue = Extract<Value, { is: 'Entities' | 'Set' }>;

export function isSet(value: Value): value is SetValue {
  return value.is === 'Entities' || value.is === 'Set';
}

export function contains(world: World, set: SetValue, element: Value): Term {
  const { terms } = world;
  if (set.is === 'Entities')
    return element.is === 'Entity' && element.entity === set.entity
      ? world.intersects(set.entity, set.term, element.term)
      : no;
  return terms.or(...set.elements.map(({ guard, value }) => terms.and(guard, equalValues(world, value, element))));
}

export function containsAll(world: World, set: SetValue, part: SetValue): Term {
  const { terms } = world;
  if (part.is === 'Entities') {
    const whole = entitiesOf(world, set, part.entity);
    return world.decidedByElement(part.entity, world.includes(part.entity, whole, part.term));
  }
  return terms.and(...part.elements.map(({ guard, value }) => terms.or(terms.not(guard), contains(world, set, value))));
}

export function containsAny(world: World, left: SetValue, right: SetValue): Term {
  const { terms } = world;
  if (right.is === 'Set')
    return terms.or(...right.elements.map(({ guard, value }) => terms.and(guard, contains(world, left, value))));
  if (left.is === 'Set') return containsAny(world, right, left);
  if (left.entity !== right.entity) return no;
  return world.decidedByElement(left.entity, world.intersects(left.entity, left.term, right.term));
}

export function isEmpty(world: World, set: SetValue): Term {
  const { terms } = world;
  if (set.is === 'Set') return terms.and(...set.elements.map(({ guard }) => terms.not(guard)));
  return world.decidedByElement(set.entity, terms.equal(set.term, world.none(set.entity)));
}

function equalSets(world: World, left: SetValue, right: SetValue): Term {
  return world.terms.and(containsAll(world, left, right), containsAll(world, right, left));
}

/** Its elements that are entities of that kind. */
function entitiesOf(world: World, set: SetValue, entity: string): Term {
  if (set.is === 'Entities') return set.entity === entity ? set.term : world.none(entity);
  let all = world.none(entity);
  for (const { guard, value } of set.elements) {
    if (value.is !== 'Entity' || value.entity !== entity) continue;
    all = world.union(entity, all, world.terms.choose(guard, value.term, world.none(entity)));
  }
  return all;
}

/** The one or the other value. @throws {OutsideFragment} where they are of different types */
export function chooseValue(world: World, condition: Term, then: Value, otherwise: Value): Value {
  const { terms } = world;
  if (condition === yes || otherwise.is === 'Nothing') return then;
  if (condition === no || then.is === 'Nothing') return otherwise;
  if (isSet(then) && isSet(otherwise)) return chooseSet(world, condition, then, otherwise);
  if (then.is === 'Record' && otherwise.is === 'Record') return chooseRecord(world, condition, then, otherwise);
  if (then.is === 'Entity' && otherwise.is === 'Entity' && then.entity === otherwise.entity)
    return { ...then, term: terms.choose(condition, then.term, otherwise.term) };
  const isPlain = then.is === 'Bool' || then.is === 'Long' || then.is === 'String';
  if (!isPlain || then.is !== otherwise.is) throw new OutsideFragment('a choice between values of different types');
  return { is: then.is, term: terms.choose(condition, then.term, otherwise.term) };
}

function chooseSet(world: World, condition: Term, then: SetValue, otherwise: SetValue): Value {
  const { terms } = world;
  if (then.is === 'Set' && otherwise.is === 'Set') {
    const guarded = (set: typeof then, when: Term): typeof then.elements =>
      set.elements.map(({ guard, value }) => ({ guard: terms.and(when, guard), value }));
    return { is: 'Set', elements: [...guarded(then, condition), ...guarded(otherwise, terms.not(condition))] };
  }
  const entity = then.is === 'Entities' ? then.entity : otherwise.is === 'Entities' ? otherwise.entity : '';
  if (!holdsOnly(then, entity) || !holdsOnly(otherwise, entity))
    throw new OutsideFragment('a choice between sets of different kinds');
  const term = terms.choose(condition, entitiesOf(world, then, entity), entitiesOf(world, otherwise, entity));
  return { is: 'Entities', entity, term };
}

function holdsOnly(set: SetValue, entity: string): boolean {
  if (set.is === 'Entities') return set.entity === entity;
  return set.elements.every(({ value }) => value.is === 'Entity' && value.entity === entity);
}

type RecordValue = Extract<Value, { is: 'Record' }>;

function chooseRecord(world: World, condition: Term, then: RecordValue, otherwise: RecordValue): Value {
  const names = [...new Set([...then.fields.keys(), ...otherwise.fields.keys()])];
  const absent: Field = { present: no, value: nothing };
  const fields = names.map((name): [string, Field] => {
    const [left, right] = [then.fields.get(name) ?? absent, otherwise.fields.get(name) ?? absent];
    return [
      name,
      {
        present: world.terms.choose(condition, left.present, right.present),
        value: chooseValue(world, condition, left.value, right.value),
      },
    ];
  });
  return { is: 'Record', fields: new Map(fields) };
}
