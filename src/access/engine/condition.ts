// A policy as conditions that can be looked at one by one: what its scope asks for, and its `when` and `unless` in negation normal form.
import type { Expr, PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import { EvaluationError, isTrue } from './evaluate.ts';
import type { Situation } from './situation.ts';

/** `leaf`: the expression has to be true, or false when not `wanted`. */
export type Condition = Compound | Leaf;

export interface Compound {
  readonly kind: 'all' | 'any';
  readonly parts: readonly Condition[];
}

export interface Leaf {
  readonly kind: 'leaf';
  readonly expression: Expr;
  readonly wanted: boolean;
}

export interface PolicyConditions {
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  readonly reason: string;
  readonly principal: Condition;
  readonly action: Condition;
  readonly resource: Condition;
  /** All of its clauses. */
  readonly when: Compound;
  /** What its `unless` clauses ask to be false, as it stands there: any of them, were it true, and the policy would not apply. */
  readonly unless: Compound;
  readonly clauses: PolicyJson['conditions'];
}

export function conditionsOf(id: string, policy: PolicyJson): PolicyConditions {
  const bodies = (kind: 'when' | 'unless'): readonly Expr[] =>
    policy.conditions.filter((clause) => clause.kind === kind).map(({ body }) => body);
  return {
    id,
    effect: policy.effect,
    reason: policy.annotations?.reason ?? '',
    principal: scope('principal', policy.principal as Scope),
    action: scope('action', policy.action as Scope),
    resource: scope('resource', policy.resource as Scope),
    when: { kind: 'all', parts: bodies('when').map((body) => normal(body, true)) },
    unless: { kind: 'any', parts: bodies('unless').map((body) => normal(body, true)) },
    clauses: policy.conditions,
  };
}

/** Whether the policy applies, as Cedar evaluates it: an error is no. */
export function isSatisfied({ principal, action, resource, clauses }: PolicyConditions, situation: Situation): boolean {
  if (![action, principal, resource].every((part) => holds(part, situation))) return false;
  try {
    return clauses.every(({ kind, body }) => isTrue(body, situation) === (kind === 'when'));
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** Whether it is met; an error is no. */
export function holds(condition: Condition, situation: Situation): boolean {
  if (condition.kind !== 'leaf') {
    const isMet = (part: Condition): boolean => holds(part, situation);
    return condition.kind === 'all' ? condition.parts.every(isMet) : condition.parts.some(isMet);
  }
  try {
    return isTrue(condition.expression, situation) === condition.wanted;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

export function negated(condition: Condition): Condition {
  if (condition.kind === 'leaf') return { ...condition, wanted: !condition.wanted };
  return { kind: condition.kind === 'all' ? 'any' : 'all', parts: condition.parts.map(negated) };
}

interface Scope {
  readonly op: string;
  readonly entity?: unknown;
  readonly entities?: unknown;
  readonly entity_type?: string;
  readonly in?: { readonly entity?: unknown };
}

function scope(
  name: 'principal' | 'action' | 'resource',
  { op, entity, entities, entity_type, in: within }: Scope,
): Condition {
  const left: Expr = { Var: name };
  const literal = (uid: unknown): Expr => ({ Value: { __entity: uid as { type: string; id: string } } });
  const leaf = (expression: Expr): Condition => ({ kind: 'leaf', expression, wanted: true });
  if (op === 'All') return { kind: 'all', parts: [] };
  if (op === '==') return leaf({ '==': { left, right: literal(entity) } });
  if (op === 'in') {
    const right = Array.isArray(entities) ? { Set: entities.map(literal) } : literal(entity);
    return leaf({ in: { left, right } });
  }
  const kind = leaf({ is: { left, entity_type: entity_type ?? '' } });
  if (within?.entity === undefined) return kind;
  return { kind: 'all', parts: [kind, leaf({ in: { left, right: literal(within.entity) } })] };
}

/** Negation normal form: `!` stands before leaves only. */
function normal(expression: Expr, wanted: boolean): Condition {
  const not: unknown = '!' in expression ? expression['!'] : undefined;
  if (isOne(not)) return normal(not.arg, !wanted);
  for (const operator of ['&&', '||'] as const) {
    const operands: unknown = operator in expression ? Reflect.get(expression, operator) : undefined;
    if (!isTwo(operands)) continue;
    const kind = (operator === '&&') === wanted ? 'all' : 'any';
    const parts = [operands.left, operands.right].map((one) => normal(one, wanted));
    // What is joined by the same word is one list.
    return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
  }
  return { kind: 'leaf', expression, wanted };
}

function isTwo(value: unknown): value is { readonly left: Expr; readonly right: Expr } {
  return value instanceof Object && 'left' in value && 'right' in value;
}

function isOne(value: unknown): value is { readonly arg: Expr } {
  return value instanceof Object && 'arg' in value;
}
