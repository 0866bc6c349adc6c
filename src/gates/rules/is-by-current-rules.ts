// A scanner that has learnt something since may find what it did not find then: what was scanned by other rules is scanned again.
import { predicate as scanStatic } from '#predicates/scan-static';
import { bodyOf } from '../body-of.ts';
import type { StatementRule } from './rule.ts';

export const rule: StatementRule = {
  id: 'is-by-current-rules',
  question: 'Was it made by the rules of today?',
  ask: ({ evidence: { scanner } }, statement) => {
    const scan = bodyOf(statement, scanStatic);
    // Other scanners number their rules in their own way.
    if (scan === undefined || scanner === undefined || scan.tool.name !== 'assay' || scan.ruleset === scanner)
      return undefined;
    return {
      outcome: 'inconclusive',
      cause: 'other-rules',
      entry: statement.index,
      because: `the scan of ${statement.at} was made by the rules ${scan.ruleset}, those of today are ${scanner}`,
    };
  },
};
