// Requests to compare the translation with Cedar on: any that the schema allows, drawn so that they hit what the policies ask about.
import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { CedarRequest } from '../engine/cedar-request.ts';
import type { Expression } from './expression.ts';
import type { Rule } from './read-policy.ts';
import type { Attributes, SchemaShape, Shape } from './schema-shape.ts';

/** An integer from 0 up to, not including, `below`. */
export type Draw = (below: number) => number;

/** What the policies name. */
export interface Vocabulary {
  readonly texts: readonly string[];
  readonly integers: readonly number[];
  /** Ids by kind of entity. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

/** Entities that no policy names, of each kind. */
export const strangers = 3;

export function vocabularyOf(rules: readonly Rule[], shape: SchemaShape): Vocabulary {
  const texts = new Set(['', 'x']);
  const integers = new Set([0, 1]);
  const ids = new Map<string, Set<string>>([...shape.entities.keys()].map((entity) => [entity, new Set()]));
  const visit = (one: Expression): void => {
    if (one.op === 'text') texts.add(one.value);
    if (one.op === 'like') for (const piece of one.pattern) texts.add(piece ?? 'x');
    if (one.op === 'like') texts.add(one.pattern.map((piece) => piece ?? 'x').join(''));
    if (one.op === 'integer') for (const near of [-1, 0, 1]) integers.add(one.value + near);
    if (one.op === 'entity') ids.get(one.entity)?.add(one.id);
    for (const part of partsOf(one)) visit(part);
  };
  for (const { holds } of rules) visit(holds);
  const withStrangers = [...ids].map(([entity, named]): [string, string[]] => [
    entity,
    [...named, ...Array.from({ length: strangers }, (_, place) => `${entity} stranger ${place}`)],
  ]);
  return { texts: [...texts], integers: [...integers].filter(Number.isSafeInteger), ids: new Map(withStrangers) };
}

export function randomRequest(shape: SchemaShape, resource: string, words: Vocabulary, draw: Draw): CedarRequest {
  const source: Source = { shape, words, draw };
  const principal = anyUid(source, shape.principal);
  const about = anyUid(source, resource);
  const others = [...shape.entities.keys()].filter((entity) => shape.entities.get(entity)?.attributes.size !== 0);
  const uids = [principal, about, ...others.flatMap((entity) => someUids(source, entity))];
  const entities = new Map(uids.map((uid) => [JSON.stringify(uid), uid]));
  return {
    principal,
    action: { type: 'Action', id: pick(draw, shape.actions) },
    resource: about,
    context: anyFields(source, shape.context),
    entities: [...entities.values()].map((uid) => anyEntity(source, uid)),
  };
}

interface Source {
  readonly shape: SchemaShape;
  readonly words: Vocabulary;
  readonly draw: Draw;
}

interface Uid {
  readonly type: string;
  readonly id: string;
}

function anyEntity(source: Source, uid: Uid): EntityJson {
  const kind = source.shape.entities.get(uid.type);
  return {
    uid,
    attrs: anyFields(source, kind?.attributes ?? new Map()),
    parents: kind?.parent === undefined ? [] : someUids(source, kind.parent),
  };
}

function anyFields(source: Source, attributes: Attributes): Record<string, CedarValueJson> {
  const there = [...attributes].filter(([, { required }]) => required || source.draw(3) > 0);
  return Object.fromEntries(there.map(([name, { shape }]) => [name, anyJson(source, shape)]));
}

function anyJson(source: Source, shape: Shape): CedarValueJson {
  const { draw, words } = source;
  switch (shape.is) {
    case 'Bool':
      return draw(2) === 0;
    case 'Long':
      return pick(draw, words.integers);
    case 'String':
      return pick(draw, words.texts);
    case 'Entity':
      return { __entity: anyUid(source, shape.entity) };
    case 'Set':
      return someUids(source, shape.entity).map((uid) => ({ __entity: uid }));
    case 'Record':
      return anyFields(source, shape.attributes);
  }
}

function anyUid({ words, draw }: Source, entity: string): Uid {
  return { type: entity, id: pick(draw, words.ids.get(entity) ?? []) };
}

/** Each with a chance of its own, so that none and all occur. */
function someUids({ words, draw }: Source, entity: string): Uid[] {
  const rarity = 1 + draw(4);
  return (words.ids.get(entity) ?? []).filter(() => draw(1 + rarity) === 0).map((id) => ({ type: entity, id }));
}

function pick<T>(draw: Draw, from: readonly T[]): T {
  const found = from[draw(from.length)];
  if (found === undefined) throw new Error('nothing to draw from');
  return found;
}

function partsOf(one: Expression): readonly Expression[] {
  if ('left' in one) return [one.left, one.right];
  if ('of' in one) return [one.of];
  if (one.op === 'if') return [one.condition, one.whenTrue, one.whenFalse];
  if (one.op === 'set') return one.elements;
  return one.op === 'record' ? one.fields.map(([, value]) => value) : [];
}
