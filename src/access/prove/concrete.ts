// From what the solver chose to a request that Cedar takes.
import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from '../engine/cedar-request.ts';
import { type Answer, bitsOf, integerOf, textOf, truthOf } from './answers.ts';
import { attributesOf, exists, type Situation } from './situation.ts';
import type { Term } from './terms.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

/** The terms whose values `concreteRequests` needs. To be made before the question is presented. */
export function termsOf(world: World, situation: Situation): readonly Term[] {
  const entities = world
    .singles()
    .flatMap(({ entity, term }) => [
      term,
      exists(world, situation, entity, term),
      ...termsOfValue(attributesOf(world, entity, term)),
      ...parentTerms(world, entity, term),
    ]);
  return [...new Map([...entities, ...termsOfValue(situation.context)].map((one) => [one.text, one])).values()];
}

/**
 * The requests of one question; an entity has the same name in each.
 * @throws {Error} where a value is missing, or one that Cedar's JSON cannot hold: what is taken as given keeps them small
 */
export function concreteRequests(
  world: World,
  situations: readonly Situation[],
  values: ReadonlyMap<string, Answer>,
): readonly CedarRequest[] {
  const read: Reader = { world, values, others: new Map() };
  return situations.map((situation) => ({
    principal: idOf(read, situation.principal),
    action: idOf(read, situation.action),
    resource: idOf(read, situation.resource),
    context: fieldsOf(read, situation.context),
    entities: entitiesOf(read, situation),
  }));
}

interface Reader {
  readonly world: World;
  readonly values: ReadonlyMap<string, Answer>;
  /** What entities without a name are called, by kind and place. */
  readonly others: Map<string, string>;
}

type Entity = Situation['principal'];
type RecordValue = Extract<Value, { is: 'Record' }>;

function entitiesOf(read: Reader, situation: Situation): EntityJson[] {
  const { world } = read;
  const all = new Map<string, EntityJson>();
  for (const { entity, term } of world.singles()) {
    if (entity === 'Action' || !truthOf(solved(read, exists(world, situation, entity, term)))) continue;
    const uid = idOf(read, { is: 'Entity', entity, term });
    const parents = parentTerms(world, entity, term).flatMap((around) =>
      members(read, parentOf(world, entity), around),
    );
    all.set(JSON.stringify(uid), { uid, attrs: fieldsOf(read, attributesOf(world, entity, term)), parents });
  }
  return [...all.values()];
}

function parentOf(world: World, entity: string): string {
  return world.entityShape(entity).parent ?? '';
}

function parentTerms(world: World, entity: string, term: Term): readonly Term[] {
  const { parent } = world.entityShape(entity);
  return parent === undefined ? [] : [world.terms.unknown(`${entity} in ${parent}`, world.sort(parent), term)];
}

function termsOfValue(value: Value): readonly Term[] {
  if (value.is === 'Record')
    return [...value.fields.values()].flatMap((field) => [field.present, ...termsOfValue(field.value)]);
  return value.is === 'Set' || value.is === 'Nothing' ? [] : [value.term];
}

function fieldsOf(read: Reader, { fields }: RecordValue): Record<string, CedarValueJson> {
  const there = [...fields].filter(([, { present }]) => truthOf(solved(read, present)));
  return Object.fromEntries(there.map(([name, { value }]) => [name, jsonOf(read, value)]));
}

function jsonOf(read: Reader, value: Value): CedarValueJson {
  switch (value.is) {
    case 'Bool':
      return truthOf(solved(read, value.term));
    case 'Long':
      return safeInteger(integerOf(solved(read, value.term)));
    case 'String':
      return textOf(solved(read, value.term));
    case 'Entity':
      return { __entity: idOf(read, value) };
    case 'Entities':
      return members(read, value.entity, value.term).map((one) => ({ __entity: one }));
    case 'Record':
      return fieldsOf(read, value);
    default:
      throw new Error('a request holds nothing like that');
  }
}

interface Uid {
  readonly type: string;
  readonly id: string;
}

function idOf(read: Reader, { entity, term }: Entity): Uid {
  const [only] = members(read, entity, term);
  if (only === undefined) throw new Error('the solver gives no entity');
  return only;
}

function members(read: Reader, entity: string, set: Term): readonly Uid[] {
  const bits = bitsOf(solved(read, set));
  const found: Uid[] = [];
  for (let place = 0; bits >> BigInt(place) > 0n; place += 1)
    if ((bits >> BigInt(place)) & 1n) found.push({ type: entity, id: nameOf(read, entity, place) });
  return found;
}

/** Entities without a name are called by their kind and a number, in the order of their appearance, as no named one is. */
function nameOf({ world, others }: Reader, entity: string, place: number): string {
  const names = [...world.names(entity).keys()];
  const named = names[place];
  if (named !== undefined) return named;
  const key = `${entity} ${place}`;
  const known = others.get(key);
  if (known !== undefined) return known;
  const count = [...others.keys()].filter((one) => one.startsWith(`${entity} `)).length;
  const made = `${entity.toLowerCase()}-${count + 1}`;
  const free = names.includes(made) ? `other ${made}` : made;
  others.set(key, free);
  return free;
}

function solved({ values }: Reader, { text }: Term): Answer {
  if (text === 'true' || text === 'false') return text;
  const value = values.get(text);
  if (value === undefined) throw new Error(`the solver gives no value for ${text}`);
  return value;
}

function safeInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error('an integer is larger than a number of JSON');
  return number;
}
