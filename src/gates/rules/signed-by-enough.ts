// Two statements by one key are one opinion; and who made an asset does not vouch for it where a gate asks for somebody else.

import { findPredicateOfKind } from '#predicates/find-predicate';
import { evaluateCondition } from '../condition.ts';
import type { Asked, Rule } from './rule.ts';

export const rule: Rule = {
  id: 'signed-by-enough',
  question: 'Have enough different keys, and the right ones, signed that?',
  ask: (asked) => {
    const { signers = 1, independent = false } = asked.requirement;
    const keys = new Set(agreeing(asked).flatMap(({ signedBy }) => signedBy));
    const counted = independent ? [...keys].filter((key) => !asked.evidence.makers.includes(key)) : [...keys];
    if (counted.length >= signers) return undefined;
    const who = independent ? 'keys other than the one that recorded the asset' : 'different keys';
    return {
      outcome: 'fail',
      because: `${counted.length} ${who} signed such a statement, ${signers} ${signers === 1 ? 'has' : 'have'} to`,
    };
  },
};

/** Of what is meant, what says the same as is asked for. */
function agreeing({ requirement: { where, evidence: kind }, evidence: { facts }, meant }: Asked): Asked['meant'] {
  const predicate = findPredicateOfKind(kind);
  if (where === undefined || predicate === undefined) return meant;
  return meant.filter(({ body }) => evaluateCondition(where, predicate, body, facts).holds === true);
}
