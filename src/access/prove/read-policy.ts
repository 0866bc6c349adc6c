// A policy: which requests it speaks of, and what it says of them.
import { AssayError } from '#core/errors';
import type { AccessPolicy } from '../request.ts';
import type { Expression, Variable } from './expression.ts';
import { OutsideFragment } from './outside-fragment.ts';
import { readEntity, readExpression, readList, readObject, readText } from './read-expression.ts';

export interface Rule {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** The scope and all conditions, as one expression: it is looked at from left to right. */
  readonly holds: Expression;
}

/**
 * @throws {OutsideFragment} naming the policy and what there is no translation for
 * @throws {AssayError} ACCESS_POLICY when the text is no policy
 */
export async function readPolicy({ id, text }: AccessPolicy): Promise<Rule> {
  const { policyToJson } = await import('@cedar-policy/cedar-wasm/nodejs');
  const answer = policyToJson(text);
  if (answer.type === 'failure')
    throw new AssayError(
      'ACCESS_POLICY',
      `the policy ${id} is none: ${answer.errors[0]?.message ?? 'no reason given'}`,
    );
  const { effect, principal, action, resource, conditions } = answer.json;
  try {
    const parts = [
      readScope('principal', principal),
      readScope('action', action),
      readScope('resource', resource),
      ...conditions.map(readClause),
    ];
    return { id, effect, holds: parts.reduce((left, right) => ({ op: 'and', left, right })) };
  } catch (error) {
    if (error instanceof OutsideFragment) throw new OutsideFragment(`${error.fields.value} in the policy ${id}`);
    throw error;
  }
}

function readScope(name: Variable, json: unknown): Expression {
  const { op, entity, entities, entity_type, in: around } = readObject(json);
  const variable: Expression = { op: 'variable', name };
  const inside = (target: unknown): Expression => ({ op: 'in', left: variable, right: readEntity(target) });
  if (op === 'All') return { op: 'truth', value: true };
  if (op === '==' && entity !== undefined) return { op: 'equal', left: variable, right: readEntity(entity) };
  if (op === 'in' && entity !== undefined) return inside(entity);
  if (op === 'in' && entities !== undefined)
    return { op: 'in', left: variable, right: { op: 'set', elements: readList(entities).map(readEntity) } };
  if (op !== 'is') throw new OutsideFragment('a scope with a slot');
  const is: Expression = { op: 'is', of: variable, entity: readText(entity_type) };
  return around === undefined ? is : { op: 'and', left: is, right: inside(readObject(around).entity) };
}

function readClause({ kind, body }: { readonly kind: string; readonly body: unknown }): Expression {
  const condition = readExpression(body);
  return kind === 'unless' ? { op: 'not', of: condition } : condition;
}
