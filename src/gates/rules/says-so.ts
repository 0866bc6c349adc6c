// What the newest statement says decides: a later no takes an earlier yes away, and the other way round.
import { findPredicateOfKind } from '#predicates/find-predicate';
import { evaluateCondition } from '../condition.ts';
import { newest, type Rule } from './rule.ts';

export const rule: Rule = {
  id: 'says-so',
  question: 'Does it say what is asked for?',
  ask: (asked) => {
    const { where, evidence: kind } = asked.requirement;
    const statement = newest(asked);
    const predicate = findPredicateOfKind(kind);
    if (where === undefined || statement === undefined || predicate === undefined) return undefined;
    const result = evaluateCondition(where, predicate, statement.body, asked.evidence.facts);
    if (result.holds === true) return undefined;
    if (!('reason' in result))
      return { outcome: 'fail', because: `the ${kind} of ${statement.at} does not say ${where}` };
    return {
      outcome: 'inconclusive',
      because: `${where} could not be told from the ${kind} of ${statement.at}: ${result.reason}`,
    };
  },
};
