// What a statement says decides: that it exists is not enough.
import { findPredicateOfKind } from '#predicates/find-predicate';
import { evaluateCondition } from '../condition.ts';
import type { StatementRule } from './rule.ts';

export const rule: StatementRule = {
  id: 'says-so',
  question: 'Does it say what is asked for?',
  ask: ({ requirement: { where, evidence: kind }, about: { facts }, evidence: { request } }, statement) => {
    if (where === undefined) return undefined;
    const result = evaluateCondition(where, findPredicateOfKind(kind), statement.body, { facts, request });
    if (result.holds === true) return undefined;
    if (!('reason' in result))
      return {
        outcome: 'fail',
        cause: 'contradicted',
        because: `the ${kind} of ${statement.at} does not say ${where}`,
        entry: statement.index,
      };
    return {
      outcome: 'inconclusive',
      cause: 'not-told',
      entry: statement.index,
      because: `${where} could not be told from the ${kind} of ${statement.at}: ${result.reason}`,
    };
  },
};
