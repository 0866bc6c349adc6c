// What evaluating an expression leads to.
import { no, type Term, yes } from './terms.ts';
import { isSet, nothing, type SetValue, type Value } from './value.ts';
import type { World } from './world.ts';

export interface Outcome {
  /** Means something where `error` does not hold. */
  readonly value: Value;
  readonly error: Term;
}

export const failed: Outcome = { value: nothing, error: yes };

export function fine(value: Value): Outcome {
  return { value, error: no };
}

export function truth(term: Term, error: Term = no): Outcome {
  return { value: { is: 'Bool', term }, error };
}

/** The term of a value of that type; any other type is an error. */
export function termOf(
  { value, error }: Outcome,
  type: 'Bool' | 'Long' | 'String',
): Pick<Outcome, 'error'> & { readonly term: Term } {
  return value.is === type ? { term: value.term, error } : { term: no, error: yes };
}

/** An error where one of them has one, and where one of them is no set. */
export function ofSets(
  world: World,
  left: Outcome,
  right: Outcome,
  compare: (left: SetValue, right: SetValue) => Term,
): Outcome {
  if (!isSet(left.value) || !isSet(right.value)) return failed;
  return truth(compare(left.value, right.value), world.terms.or(left.error, right.error));
}
