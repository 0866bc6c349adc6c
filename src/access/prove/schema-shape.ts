// The vocabulary of policies as types: what an entity or a context can hold.
import type { SchemaJson, TypeOfAttribute } from '@cedar-policy/cedar-wasm/nodejs';
import { schema } from '../schema.ts';
import { OutsideFragment } from './outside-fragment.ts';

export type Shape =
  | { readonly is: 'Bool' | 'Long' | 'String' }
  | { readonly is: 'Entity'; readonly entity: string }
  | { readonly is: 'Set'; readonly entity: string }
  | { readonly is: 'Record'; readonly attributes: Attributes };

export type Attributes = ReadonlyMap<string, { readonly shape: Shape; readonly required: boolean }>;

export interface EntityShape {
  readonly attributes: Attributes;
  /** Kind of entity that it can lie in. */
  readonly parent?: string;
}

export interface SchemaShape {
  readonly entities: ReadonlyMap<string, EntityShape>;
  readonly actions: readonly string[];
  readonly principal: string;
  readonly resources: readonly string[];
  readonly context: Attributes;
}

/** @throws {OutsideFragment} where the schema has something that cannot be translated */
export async function schemaShape(): Promise<SchemaShape> {
  const { schemaToJsonWithResolvedTypes } = await import('@cedar-policy/cedar-wasm/nodejs');
  const answer = schemaToJsonWithResolvedTypes(schema);
  const names = answer.type === 'success' ? answer.json[''] : undefined;
  if (names === undefined) throw new Error('the schema of policies cannot be read');
  const shapeOf = shaper(names.commonTypes ?? {});
  const entities = Object.entries(names.entityTypes).map(([name, kind]): [string, EntityShape] => {
    if ('enum' in kind || kind.tags !== undefined) throw new OutsideFragment(`the kind of entity ${name}`);
    const [parent, second] = kind.memberOfTypes ?? [];
    if (second !== undefined) throw new OutsideFragment(`the parents of ${name}`);
    return [name, { attributes: attributesOf(kind.shape, shapeOf), ...(parent === undefined ? {} : { parent }) }];
  });
  const parents = new Map(entities);
  for (const [name, { parent }] of entities)
    if (parent !== undefined && parents.get(parent)?.parent !== undefined)
      throw new OutsideFragment(`the parents of the parents of ${name}`);
  return { entities: parents, ...oneOccasion(names.actions, shapeOf) };
}

type Namespace = SchemaJson<string>[string];
type AnyType = TypeOfAttribute<string>;
type ShapeOf = (type: AnyType) => Shape;

/** All actions apply to the same things in the same context: policies then need no translation per action. */
function oneOccasion(actions: Namespace['actions'], shapeOf: ShapeOf): Omit<SchemaShape, 'entities'> {
  const occasions = new Map(Object.values(actions).map(({ appliesTo }) => [JSON.stringify(appliesTo), appliesTo]));
  const [occasion] = occasions.values();
  const [principal, other] = occasion?.principalTypes ?? [];
  if (occasions.size !== 1 || occasion === undefined || principal === undefined || other !== undefined)
    throw new OutsideFragment('actions that apply to different things');
  return {
    actions: Object.keys(actions),
    principal,
    resources: occasion.resourceTypes,
    context: attributesOf(occasion.context, shapeOf),
  };
}

function attributesOf(type: AnyType | undefined, shapeOf: ShapeOf): Attributes {
  if (type === undefined) return new Map();
  const shape = shapeOf(type);
  if (shape.is !== 'Record') throw new Error('attributes are a record');
  return shape.attributes;
}

function shaper(common: NonNullable<Namespace['commonTypes']>): ShapeOf {
  const shapeOf = (type: AnyType): Shape => {
    if (type.type === 'Bool' || type.type === 'Boolean') return { is: 'Bool' };
    if (type.type === 'Long' || type.type === 'String') return { is: type.type };
    if (type.type === 'Entity' && 'name' in type) return { is: 'Entity', entity: type.name };
    if (type.type === 'Record' && 'attributes' in type) {
      const attributes = Object.entries(type.attributes).map(
        ([name, one]) => [name, { shape: shapeOf(one), required: one.required ?? true }] as const,
      );
      return { is: 'Record', attributes: new Map(attributes) };
    }
    if (type.type === 'Set' && 'element' in type) {
      const element = shapeOf(type.element);
      if (element.is === 'Entity') return { is: 'Set', entity: element.entity };
    }
    const named = common[type.type];
    if (named === undefined) throw new OutsideFragment(`attributes of type ${type.type}`);
    return shapeOf(named);
  };
  return shapeOf;
}
