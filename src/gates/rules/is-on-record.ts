// Without a statement that counts nothing is known, and that is no yes.
import type { Rule } from './rule.ts';

export const rule: Rule = {
  id: 'is-on-record',
  question: 'Is there a statement that counts?',
  ask: ({ requirement, about }, found) => {
    if (found.length > 0) return undefined;
    const refused = about.refused.findLast(({ kind }) => kind === requirement.evidence);
    const because =
      refused === undefined
        ? `no ${requirement.evidence}${requirement.which === undefined ? '' : ' of this sort'} is on record for this very digest`
        : `the only ${requirement.evidence} on record does not count: ${refused.why}`;
    return { outcome: 'inconclusive', cause: refused === undefined ? 'missing' : 'refused', because };
  },
};
