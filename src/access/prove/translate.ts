// What policies say of one request, as terms.
import { evaluate } from './evaluate.ts';
import { termOf } from './outcome.ts';
import type { Rule } from './read-policy.ts';
import type { Situation } from './situation.ts';
import type { Term } from './terms.ts';
import type { World } from './world.ts';

export interface Verdict {
  /** What is decided: a permit holds, no forbid does, and nothing is an error: Cedar skips a policy with one, our engine denies. */
  readonly allows: Term;
  readonly rules: readonly RuleVerdict[];
}

export interface RuleVerdict {
  readonly id: string;
  readonly effect: Rule['effect'];
  /** Means something where `fails` does not hold. */
  readonly holds: Term;
  readonly fails: Term;
}

/** @throws {OutsideFragment} */
export function translate(world: World, situation: Situation, rules: readonly Rule[]): Verdict {
  const { terms } = world;
  const verdicts = rules.map(({ id, effect, holds }): RuleVerdict => {
    const { term, error } = termOf(evaluate(world, situation, holds), 'Bool');
    return { id, effect, holds: term, fails: error };
  });
  const anyOf = (effect: Rule['effect']): Term =>
    terms.or(...verdicts.filter((one) => one.effect === effect).map(({ holds }) => holds));
  const fails = terms.or(...verdicts.map((one) => one.fails));
  return { allows: terms.and(anyOf('permit'), terms.not(anyOf('forbid')), terms.not(fails)), rules: verdicts };
}
