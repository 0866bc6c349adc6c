// What was recalled is let through by no gate, whatever else is on record, until it is released again.
import { predicate as release } from '#predicates/release';
import { bodyOf } from './body-of.ts';
import type { DecidedReason } from './decided-reason.ts';
import type { Evidence, Stated } from './evidence.ts';

/** Empty unless the newest word about the asset is a recall. */
export function answerRecall({ statements }: Evidence<Stated>): readonly DecidedReason[] {
  const newest = statements.findLast((statement) => bodyOf(statement, release) !== undefined);
  const body = newest === undefined ? undefined : bodyOf(newest, release);
  if (newest === undefined || body?.action !== 'recall') return [];
  const because = `${body.system} ${body.version} was recalled at ${newest.at}${body.notes === undefined ? '' : `: ${body.notes}`}`;
  return [
    {
      rule: 'not-recalled',
      outcome: 'fail',
      cause: 'recalled',
      entry: newest.index,
      because,
      evidence: [newest.evidence],
    },
  ];
}
