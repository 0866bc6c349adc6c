// A statement speaks of the time when it was made. Its kind has a time to live, and a gate may ask for less.
import { isExpired } from '#attest/verified';
import { newest, type Rule } from './rule.ts';

const dayMs = 86_400_000;

export const rule: Rule = {
  id: 'is-fresh',
  question: 'Is it fresh enough?',
  ask: (asked) => {
    const statement = newest(asked);
    if (statement === undefined) return undefined;
    const { at } = asked.evidence;
    if (isExpired(statement, at))
      return {
        outcome: 'inconclusive',
        because: `the ${statement.kind} of ${statement.at} expired at ${statement.expiresAt}`,
      };
    const { maxAgeDays } = asked.requirement;
    const days = (Date.parse(at) - Date.parse(statement.at)) / dayMs;
    if (maxAgeDays === undefined || days <= maxAgeDays) return undefined;
    return {
      outcome: 'inconclusive',
      because: `the ${statement.kind} is ${Math.floor(days)} days old, at most ${maxAgeDays} are taken`,
    };
  },
};
