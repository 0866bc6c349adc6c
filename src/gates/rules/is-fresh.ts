// A statement speaks of the time when it was made. Its kind has a time to live, it may say itself when the next one is due, and a gate
// may ask for less.
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { bodyOf } from '../body-of.ts';
import type { Cause } from '../cause.ts';
import type { RuleAnswer, StatementRule } from './rule.ts';

const dayMs = 86_400_000;

export const rule: StatementRule = {
  id: 'is-fresh',
  question: 'Is it fresh enough?',
  ask: ({ requirement: { maxAgeDays }, evidence: { at } }, statement) => {
    const { kind, expiresAt, index } = statement;
    const no = (cause: Cause, because: string): RuleAnswer => ({
      outcome: 'inconclusive',
      cause,
      because,
      entry: index,
    });
    if (statement.at > at)
      return no('from-the-future', `the ${kind} is dated ${statement.at}, later than this decision`);
    if (expiresAt !== undefined && at >= expiresAt)
      return no('expired', `the ${kind} of ${statement.at} expired at ${expiresAt}`);
    const due = bodyOf(statement, integrityCheck)?.dueBy;
    if (due !== undefined && at > due)
      return no('overdue', `the ${kind} of ${statement.at} was to be made again by ${due}, and that was missed`);
    const days = (Date.parse(at) - Date.parse(statement.at)) / dayMs;
    if (maxAgeDays === undefined || days <= maxAgeDays) return undefined;
    return no('too-old', `the ${kind} is ${Math.floor(days)} days old, at most ${maxAgeDays} are taken`);
  },
};
