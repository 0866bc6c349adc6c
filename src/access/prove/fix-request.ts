// One concrete request, said to the solver. Only for worlds in which each entity of the request has a name.
import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from '../engine/cedar-request.ts';
import { textTerm } from './pattern.ts';
import { readEntity } from './read-expression.ts';
import { attributesOf, exists, type Situation } from './situation.ts';
import { integer, type Term } from './terms.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

/** Makes the terms that `fixRequest` speaks of, so that they can be presented before. */
export function prepareToFix(world: World, situation: Situation): void {
  for (const entity of world.shape.entities.keys())
    for (const term of world.names(entity).values()) {
      exists(world, situation, entity, term);
      attributesOf(world, entity, term);
      parentsOf(world, entity, term);
    }
}

/** Claims that leave one request, the given one, and what it comes with. */
export function fixRequest(world: World, situation: Situation, request: CedarRequest): readonly Term[] {
  const passed = new Map(request.entities.map((one) => [keyOf(one.uid), one]));
  const entities = [...world.shape.entities.keys()].flatMap((entity) =>
    [...world.names(entity)].flatMap(([id, term]) =>
      fixEntity(world, situation, { entity, term, passed: passed.get(keyOf({ type: entity, id })) }),
    ),
  );
  return [
    equals(situation.principal.term, idText(world, request.principal)),
    equals(situation.action.term, idText(world, request.action)),
    equals(situation.resource.term, idText(world, request.resource)),
    ...fixFields(world, situation.context, request.context),
    ...entities,
  ];
}

interface Named {
  readonly entity: string;
  readonly term: Term;
  readonly passed: EntityJson | undefined;
}

function fixEntity(world: World, situation: Situation, { entity, term, passed }: Named): readonly Term[] {
  const isThere = exists(world, situation, entity, term);
  if (passed === undefined) return [claim(`(not ${isThere.text})`)];
  const inside = parentsOf(world, entity, term);
  return [
    isThere,
    ...fixFields(world, attributesOf(world, entity, term), passed.attrs),
    ...(inside === undefined ? [] : [equals(inside.around, setText(world, inside.parent, passed.parents))]),
  ];
}

function fixFields(
  world: World,
  { fields }: Extract<Value, { is: 'Record' }>,
  json: Readonly<Record<string, CedarValueJson>>,
): readonly Term[] {
  return [...fields].flatMap(([name, { present, value }]) => {
    const given = json[name];
    if (given === undefined) return [claim(`(not ${present.text})`)];
    return [present, ...fixValue(world, value, given)];
  });
}

function fixValue(world: World, value: Value, json: CedarValueJson): readonly Term[] {
  if (value.is === 'Bool') return [equals(value.term, String(json === true))];
  if (value.is === 'Long' && typeof json === 'number') return [equals(value.term, integer(BigInt(json)).text)];
  if (value.is === 'String' && typeof json === 'string') return [equals(value.term, textTerm(json).text)];
  if (value.is === 'Entity') return [equals(value.term, idText(world, json))];
  if (value.is === 'Entities' && Array.isArray(json)) return [equals(value.term, setText(world, value.entity, json))];
  if (value.is === 'Record' && isFields(json)) return fixFields(world, value, json);
  throw new Error(`a value of a request is no ${value.is}`);
}

function isFields(json: CedarValueJson): json is { readonly [name: string]: CedarValueJson } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function setText(world: World, entity: string, members: readonly unknown[]): string {
  return members.reduce<string>((all, one) => `(bvor ${all} ${idText(world, one)})`, world.none(entity).text);
}

function idText(world: World, json: unknown): string {
  const { entity, id } = readEntity(json);
  const term = world.names(entity).get(id);
  if (term === undefined) throw new Error(`${entity} ${id} has no name in the question`);
  return term.text;
}

function keyOf(json: unknown): string {
  const { entity, id } = readEntity(json);
  return JSON.stringify([entity, id]);
}

function parentsOf(world: World, entity: string, term: Term): Parents | undefined {
  const { parent } = world.entityShape(entity);
  if (parent === undefined) return undefined;
  return { parent, around: world.terms.unknown(`${entity} in ${parent}`, world.sort(parent), term) };
}

interface Parents {
  readonly parent: string;
  readonly around: Term;
}

function equals({ text }: Term, value: string): Term {
  return claim(`(= ${text} ${value})`);
}

function claim(text: string): Term {
  return { text, sort: 'Bool' };
}
