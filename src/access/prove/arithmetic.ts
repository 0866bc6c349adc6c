// Integers of Cedar: 64 bits, and what does not fit is an error.
import { failed, type Outcome, termOf, truth } from './outcome.ts';
import type { Term } from './terms.ts';
import { overflows } from './value.ts';
import type { World } from './world.ts';

export const operators = { add: '+', subtract: '-', multiply: '*' } as const;
export const orders = { less: '<', atMost: '<=' } as const;

export function compute(world: World, operator: keyof typeof operators, left: Outcome, right: Outcome): Outcome {
  if (left.value.is !== 'Long' || right.value.is !== 'Long') return failed;
  const result = world.terms.apply('Int', operators[operator], left.value.term, right.value.term);
  return bounded(world, result, world.terms.or(left.error, right.error));
}

export function negate(world: World, operand: Outcome): Outcome {
  if (operand.value.is !== 'Long') return failed;
  return bounded(world, world.terms.apply('Int', '-', operand.value.term), operand.error);
}

export function order(world: World, operator: keyof typeof orders, left: Outcome, right: Outcome): Outcome {
  const [first, second] = [termOf(left, 'Long'), termOf(right, 'Long')];
  if (left.value.is !== 'Long' || right.value.is !== 'Long') return failed;
  const result = world.terms.apply('Bool', orders[operator], first.term, second.term);
  return truth(result, world.terms.or(first.error, second.error));
}

function bounded(world: World, result: Term, error: Term): Outcome {
  return { value: { is: 'Long', term: result }, error: world.terms.or(error, overflows(world, result)) };
}
