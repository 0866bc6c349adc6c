// Some requirements depend on what the asset is, who supplied it, where it goes or what for. What cannot be told is asked.
import { evaluateCondition } from '../condition.ts';
import type { Rule } from './rule.ts';

export const rule: Rule = {
  id: 'asked-in-this-case',
  question: 'Is it asked in this case?',
  ask: ({ requirement: { when }, evidence: { facts, request } }) => {
    if (when === undefined) return undefined;
    const result = evaluateCondition(when, undefined, undefined, { facts, request });
    return result.holds === false
      ? { outcome: 'not-applicable', cause: 'not-asked', because: `asked only when ${when}` }
      : undefined;
  },
};
