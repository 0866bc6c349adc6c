// A level below the one that is asked for is a no; a statement that names none leaves it open.
import { scales } from '../scales.ts';
import type { StatementRule } from './rule.ts';

export const rule: StatementRule = {
  id: 'reaches-level',
  question: 'Does it reach the level that is asked for?',
  ask: ({ requirement: { level } }, statement) => {
    if (level === undefined) return undefined;
    const { scale, least } = level;
    const { levels, levelOf } = scales[scale];
    const found = levelOf(statement);
    if (found === undefined)
      return {
        outcome: 'inconclusive',
        cause: 'not-told',
        entry: statement.index,
        because: `the ${statement.kind} of ${statement.at} names no level of ${scale}`,
      };
    if (levels.indexOf(found) >= levels.indexOf(least)) return undefined;
    return {
      outcome: 'fail',
      cause: 'level-too-low',
      entry: statement.index,
      because: `${scale} is ${found}, at least ${least} is asked for`,
    };
  },
};
