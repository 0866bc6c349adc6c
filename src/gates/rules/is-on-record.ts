// Without a statement that counts nothing is known, and that is no yes.
import type { Rule } from './rule.ts';

export const rule: Rule = {
  id: 'is-on-record',
  question: 'Is there a statement that counts?',
  ask: ({ requirement, evidence, meant }) => {
    if (meant.length > 0) return undefined;
    const refused = evidence.refused.filter(({ kind }) => kind === requirement.evidence);
    const [first] = refused;
    if (first !== undefined)
      return {
        outcome: 'inconclusive',
        because: `the only ${requirement.evidence} on record does not count: ${first.why}`,
      };
    return { outcome: 'inconclusive', because: `no ${requirement.evidence} is on record for this very digest` };
  },
};
