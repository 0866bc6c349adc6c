// An expression of Cedar as terms: its value, and whether getting it is an error. Cedar's semantics: `&&`, `||` and `if` look only at what
// they need; everything else looks at all its operands, and an operand of another type is an error. (Cutler and others, "Cedar: A New
// Language for Expressive, Fast, Safe, and Analyzable Authorization", OOPSLA 2024, section 3.)
import { compute, negate, order } from './arithmetic.ts';
import { get, has, within } from './entity-access.ts';
import type { Expression, Pairing } from './expression.ts';
import { failed, fine, type Outcome, ofSets, termOf, truth } from './outcome.ts';
import { matchesPattern, textTerm } from './pattern.ts';
import type { Situation } from './situation.ts';
import { integer, no, yes } from './terms.ts';
import { chooseValue, contains, containsAll, containsAny, equalValues, isEmpty, isSet, type Value } from './value.ts';
import type { World } from './world.ts';

/** @throws {OutsideFragment} */
export function evaluate(world: World, situation: Situation, expression: Expression): Outcome {
  const inner = (one: Expression): Outcome => evaluate(world, situation, one);
  switch (expression.op) {
    case 'truth':
      return truth(expression.value ? yes : no);
    case 'integer':
      return fine({ is: 'Long', term: integer(BigInt(expression.value)) });
    case 'text':
      return fine({ is: 'String', term: textTerm(expression.value) });
    case 'entity':
      return fine({ is: 'Entity', entity: expression.entity, term: world.named(expression.entity, expression.id) });
    case 'variable':
      return fine(situation[expression.name]);
    case 'set':
      return makeSet(world, expression.elements.map(inner));
    case 'record':
      return makeRecord(
        world,
        expression.fields.map(([name, one]) => [name, inner(one)]),
      );
    case 'get':
      return get(world, situation, inner(expression.of), expression.attribute);
    case 'has':
      return has(world, situation, inner(expression.of), expression.attribute);
    case 'is':
      return isOfKind(inner(expression.of), expression.entity);
    case 'like':
      return like(world, inner(expression.of), expression.pattern);
    case 'not':
      return not(world, inner(expression.of));
    case 'negate':
      return negate(world, inner(expression.of));
    case 'isEmpty':
      return empty(world, inner(expression.of));
    case 'if':
      return choose(world, inner(expression.condition), inner(expression.whenTrue), inner(expression.whenFalse));
    case 'in':
      return within(world, situation, inner(expression.left), inner(expression.right));
    default:
      return operations[expression.op](world, inner(expression.left), inner(expression.right));
  }
}

type Operation = (world: World, left: Outcome, right: Outcome) => Outcome;

const operations: Readonly<Record<Exclude<Pairing, 'in'>, Operation>> = {
  and: (world, left, right) => choose(world, left, asTruth(right), truth(no)),
  or: (world, left, right) => choose(world, left, truth(yes), asTruth(right)),
  equal: (world, left, right) => truth(equalValues(world, left.value, right.value), eitherFails(world, left, right)),
  less: (world, left, right) => order(world, 'less', left, right),
  atMost: (world, left, right) => order(world, 'atMost', left, right),
  add: (world, left, right) => compute(world, 'add', left, right),
  subtract: (world, left, right) => compute(world, 'subtract', left, right),
  multiply: (world, left, right) => compute(world, 'multiply', left, right),
  contains: (world, left, right) =>
    isSet(left.value) ? truth(contains(world, left.value, right.value), eitherFails(world, left, right)) : failed,
  containsAll: (world, left, right) => ofSets(world, left, right, (whole, part) => containsAll(world, whole, part)),
  containsAny: (world, left, right) => ofSets(world, left, right, (one, other) => containsAny(world, one, other)),
};

function eitherFails(world: World, left: Outcome, right: Outcome): Outcome['error'] {
  return world.terms.or(left.error, right.error);
}

function asTruth(outcome: Outcome): Outcome {
  const { term, error } = termOf(outcome, 'Bool');
  return truth(term, error);
}

/** `if`, and with it `&&` and `||`: what is not taken cannot fail. */
function choose(world: World, condition: Outcome, then: Outcome, otherwise: Outcome): Outcome {
  const { terms } = world;
  const { term, error } = termOf(condition, 'Bool');
  return {
    value: chooseValue(world, term, then.value, otherwise.value),
    error: terms.or(error, terms.choose(term, then.error, otherwise.error)),
  };
}

function not(world: World, operand: Outcome): Outcome {
  const { term, error } = termOf(operand, 'Bool');
  return truth(world.terms.not(term), error);
}

function empty(world: World, { value, error }: Outcome): Outcome {
  return isSet(value) ? truth(isEmpty(world, value), error) : failed;
}

function isOfKind({ value, error }: Outcome, entity: string): Outcome {
  return value.is === 'Entity' ? truth(value.entity === entity ? yes : no, error) : failed;
}

function like(world: World, { value, error }: Outcome, pattern: readonly (string | undefined)[]): Outcome {
  return value.is === 'String' ? truth(matchesPattern(world, value.term, pattern), error) : failed;
}

function makeSet(world: World, elements: readonly Outcome[]): Outcome {
  const value: Value = { is: 'Set', elements: elements.map((one) => ({ guard: yes, value: one.value })) };
  return { value, error: world.terms.or(...elements.map((one) => one.error)) };
}

function makeRecord(world: World, fields: readonly (readonly [string, Outcome])[]): Outcome {
  const made = fields.map(([name, { value }]) => [name, { present: yes, value }] as const);
  return {
    value: { is: 'Record', fields: new Map(made) },
    error: world.terms.or(...fields.map(([, one]) => one.error)),
  };
}
