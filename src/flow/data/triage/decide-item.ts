// `assay data triage decide`: one decision, or a file of them.
import { type DataTriage, type TriageEvent, type TriageVerb, triageVerbs } from '#core/dataset/data-triage';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { findItem } from './open-triage.ts';

export interface Decision {
  /** The row, or `#` and the number of the item. */
  readonly row: string;
  readonly verb: string;
  /** The right class, of a relabelled row. */
  readonly class?: string;
  readonly reason: string;
  readonly declaredSeconds?: number;
}

type Decided = Extract<TriageEvent, { event: 'decided' }>;

/**
 * @param batch - decisions that came together from one file; absent: made one by one
 * @throws {AssayError} USAGE without a reason, without a reviewer, for a verb, row or class that there is none of
 */
export function decisionEvent(
  triage: DataTriage,
  decision: Decision,
  reviewer: string,
  now: Date,
  batch?: number,
): Decided {
  const { item, class: declared } = findItem(triage, decision.row);
  const verb = verbOf(decision.verb);
  const reason = decision.reason.trim();
  if (reason === '')
    throw new AssayError('USAGE', `why row ${quote(decision.row)} was decided so has to be said: --reason`);
  if (reviewer.trim() === '') throw new AssayError('USAGE', 'who decides has to be said: --reviewer');
  const { class: right, declaredSeconds } = decision;
  if (verb === 'relabel') assertClass(triage, right, declared);
  else if (right !== undefined && right !== '')
    throw new AssayError('USAGE', `a class is given with relabel, not with ${verb}`);
  return {
    event: 'decided',
    item,
    verb,
    ...(verb === 'relabel' && right !== undefined ? { class: right } : {}),
    reason: reason.slice(0, longestReason),
    reviewer: reviewer.trim(),
    at: now.toISOString(),
    ...(batch === undefined ? {} : { batch }),
    ...(declaredSeconds === undefined ? {} : { declaredSeconds }),
  };
}

const longestReason = 2000;

function verbOf(word: string): TriageVerb {
  const verb = triageVerbs.find((one) => one === word);
  if (verb !== undefined) return verb;
  throw new AssayError('USAGE', `a row is decided with ${triageVerbs.join(', ')}, not with ${quote(word)}`);
}

function assertClass({ classes }: DataTriage, right: string | undefined, declared: string): void {
  if (right === undefined || right === '')
    throw new AssayError('USAGE', 'the right class has to be said: relabel CLASS');
  if (right === declared) throw new AssayError('USAGE', `the row is of class ${quote(right)} already; accept keeps it`);
  if (classes.includes(right)) return;
  throw new AssayError(
    'USAGE',
    `there is no class ${quote(right)}; there are ${classes.slice(0, 20).map(quote).join(', ')}`,
  );
}
