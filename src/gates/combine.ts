// One answer from those about several things: the worst of them, because a release is as good as its worst part.
import type { Cause } from './cause.ts';
import type { AnswerAbout } from './decided-reason.ts';
import type { Stated, SubjectEvidence } from './evidence.ts';
import type { Requirement } from './gate.ts';
import type { Judged } from './judge.ts';
import { remedyForMissing, remedyOf } from './remedy-of.ts';
import { nameOfTargets } from './targets.ts';

export interface Combined {
  readonly outcome: AnswerAbout['outcome'];
  readonly cause?: Cause;
  readonly entry?: number;
  readonly because: string;
  readonly remedy?: string;
  /** Absent where it is asked about the asset itself. */
  readonly about?: readonly AnswerAbout[];
}

export type JudgedTarget = Judged & { readonly about: SubjectEvidence<Stated> };

const worstFirst = ['fail', 'inconclusive', 'pass', 'not-applicable'] as const;

export function combine(requirement: Requirement, judged: readonly JudgedTarget[]): Combined {
  const { subject = 'asset', least = 1 } = requirement;
  const about = judged.map((one) => answerAbout(requirement, one));
  const outcome = worstFirst.find((word) => about.some((one) => one.outcome === word)) ?? 'not-applicable';
  const worst = about.filter((one) => one.outcome === outcome);
  const [named] = worst;
  if (subject === 'asset' && named !== undefined) return withoutNames(named);
  if (about.length < least && outcome !== 'fail') {
    const because = `${about.length} of at least ${least} on record: ${nameOfTargets(requirement)}`;
    return { outcome: 'inconclusive', cause: 'not-there', because, remedy: remedyForMissing(requirement), about };
  }
  const others = worst.length > 1 ? ` (and ${worst.length - 1} more of ${about.length})` : '';
  const because = `${named?.label ?? subject}: ${named?.because ?? 'nothing to ask about'}${others}`;
  return { ...(named === undefined ? { outcome } : withoutNames(named)), because, about };
}

function withoutNames({ label: _, asset: _asset, ...answer }: AnswerAbout): Omit<AnswerAbout, 'label' | 'asset'> {
  return answer;
}

function answerAbout(requirement: Requirement, { about, answer, found }: JudgedTarget): AnswerAbout {
  const { asset, label } = about;
  if (answer === undefined)
    return { label, asset, outcome: 'pass', because: `${requirement.evidence} of ${found.at(-1)?.at ?? 'unknown'}` };
  const open = answer.outcome !== 'not-applicable';
  return { label, asset, ...answer, ...(open ? { remedy: remedyOf(requirement, about) } : {}) };
}
