// Evaluates one condition of a policy, so that a denial can be explained condition by condition. Cedar decides; this explains, and a test
// holds the two against each other. Semantics: docs.cedarpolicy.com, "Operators".
import type { Expr } from '@cedar-policy/cedar-wasm/nodejs';
import {
  type CedarValue,
  contains,
  isEntity,
  isRecord,
  isSame,
  isSet,
  isSubset,
  type SetValue,
} from './cedar-value.ts';
import { nameOf, type Situation, valueFrom } from './situation.ts';

/** What makes a policy count as not satisfied. */
export class EvaluationError extends Error {}

/** @throws {EvaluationError} as Cedar would: an attribute that is not there, a type that does not fit; also for what is not evaluated here */
export function evaluate(expression: Expr, situation: Situation): CedarValue {
  const [[operator, operands] = ['', undefined]] = Object.entries(expression);
  const rule = rules[operator];
  if (rule === undefined) throw new EvaluationError(`${operator} is not evaluated here`);
  return rule(operands as never, (one) => evaluate(one, situation), situation);
}

/** @throws {EvaluationError} when it is not true or false */
export function isTrue(expression: Expr, situation: Situation): boolean {
  return truth(evaluate(expression, situation));
}

type Rule = (operands: never, of: (one: Expr) => CedarValue, situation: Situation) => CedarValue;
interface Two {
  readonly left: Expr;
  readonly right: Expr;
}
interface One {
  readonly arg: Expr;
}

const rules: Readonly<Record<string, Rule>> = {
  Value: (value: Parameters<typeof valueFrom>[0]) => valueFrom(value),
  Var: (name: 'principal' | 'action' | 'resource' | 'context', _, situation) => situation[name],
  '==': ({ left, right }: Two, of) => isSame(of(left), of(right)),
  '!=': ({ left, right }: Two, of) => !isSame(of(left), of(right)),
  '<': ({ left, right }: Two, of) => whole(of(left)) < whole(of(right)),
  '<=': ({ left, right }: Two, of) => whole(of(left)) <= whole(of(right)),
  '>': ({ left, right }: Two, of) => whole(of(left)) > whole(of(right)),
  '>=': ({ left, right }: Two, of) => whole(of(left)) >= whole(of(right)),
  '+': ({ left, right }: Two, of) => safe(whole(of(left)) + whole(of(right))),
  '-': ({ left, right }: Two, of) => safe(whole(of(left)) - whole(of(right))),
  '*': ({ left, right }: Two, of) => safe(whole(of(left)) * whole(of(right))),
  neg: ({ arg }: One, of) => safe(-whole(of(arg))),
  '!': ({ arg }: One, of) => !truth(of(arg)),
  '&&': ({ left, right }: Two, of) => truth(of(left)) && truth(of(right)),
  '||': ({ left, right }: Two, of) => truth(of(left)) || truth(of(right)),
  'if-then-else': (parts: { readonly if: Expr; readonly then: Expr; readonly else: Expr }, of) =>
    truth(of(parts.if)) ? of(parts.then) : of(parts.else),
  contains: ({ left, right }: Two, of) => contains(set(of(left)), of(right)),
  containsAll: ({ left, right }: Two, of) => isSubset(set(of(right)), set(of(left))),
  containsAny: ({ left, right }: Two, of) => {
    const members = set(of(right));
    return set(of(left)).members.some((member) => contains(members, member));
  },
  isEmpty: ({ arg }: One, of) => set(of(arg)).members.length === 0,
  Set: (members: readonly Expr[], of) => ({ members: members.map(of) }),
  Record: (members: Readonly<Record<string, Expr>>, of) => ({
    attributes: new Map(Object.entries(members).map(([name, one]) => [name, of(one)])),
  }),
  '.': ({ left, attr }: { readonly left: Expr; readonly attr: string }, of, situation) =>
    attributeOf(of(left), attr, situation) ?? fail(`there is no ${attr}`),
  has: ({ left, attr }: { readonly left: Expr; readonly attr: string | readonly string[] }, of, situation) =>
    has(of(left), typeof attr === 'string' ? [attr] : attr, situation),
  is: (
    { left, entity_type, in: within }: { readonly left: Expr; readonly entity_type: string; readonly in?: Expr },
    of,
    at,
  ) => {
    const value = of(left);
    if (!isEntity(value)) return fail('only an entity is of a kind');
    return value.entity === entity_type && (within === undefined || isIn(value, of(within), at));
  },
  in: ({ left, right }: Two, of, situation) => isIn(of(left), of(right), situation),
  like: (
    {
      left,
      pattern,
    }: { readonly left: Expr; readonly pattern: readonly ('Wildcard' | { readonly Literal: string })[] },
    of,
  ) => {
    const text = of(left);
    return typeof text === 'string' ? isLike(text, pattern) : fail('only a text is like a pattern');
  },
};

/** An entity that was not passed has no attributes and no parents. */
function attributeOf(value: CedarValue, name: string, { entities }: Situation): CedarValue | undefined {
  if (isRecord(value)) return value.attributes.get(name);
  if (isEntity(value)) return entities.get(nameOf(value))?.attributes.attributes.get(name);
  return fail(`${name} of what has no attributes`);
}

function has(value: CedarValue, path: readonly string[], situation: Situation): boolean {
  let at: CedarValue | undefined = value;
  for (const name of path) {
    at = attributeOf(at, name, situation);
    if (at === undefined) return false;
  }
  return true;
}

/** Roles and zones have no parents, so one step is all the way. */
function isIn(value: CedarValue, within: CedarValue, { entities }: Situation): boolean {
  if (!isEntity(value)) return fail('only an entity lies in another');
  if (isSet(within)) return within.members.some((one) => isIn(value, one, { entities } as Situation));
  if (!isEntity(within)) return fail('an entity lies in entities only');
  return isSame(value, within) || (entities.get(nameOf(value))?.parents.has(nameOf(within)) ?? false);
}

/** ATTACKER: both may be hostile, so there is no regular expression: greedy matching with one step back is linear in text times pattern. */
function isLike(text: string, pattern: readonly ('Wildcard' | { readonly Literal: string })[]): boolean {
  let at = 0;
  let part = 0;
  let retry: { readonly part: number; at: number } | undefined;
  while (at < text.length || part < pattern.length) {
    const one = pattern[part];
    if (one === 'Wildcard') {
      retry = { part, at };
      part += 1;
    } else if (one !== undefined && text.startsWith(one.Literal, at)) {
      at += one.Literal.length;
      part += 1;
    } else if (retry !== undefined && retry.at < text.length) {
      retry.at += 1;
      at = retry.at;
      part = retry.part + 1;
    } else return false;
  }
  return true;
}

function truth(value: CedarValue): boolean {
  return typeof value === 'boolean' ? value : fail('not true or false');
}

function whole(value: CedarValue): number {
  return typeof value === 'number' ? safe(value) : fail('not a whole number');
}

/** Cedar computes with 64 bits; beyond what a number of JavaScript holds, nothing is said. */
function safe(value: number): number {
  return Number.isSafeInteger(value) ? value : fail('too large');
}

function set(value: CedarValue): SetValue {
  return isSet(value) ? value : fail('not a set');
}

function fail(reason: string): never {
  throw new EvaluationError(reason);
}
