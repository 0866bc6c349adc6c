// One question that a gate asks of each of its requirements. One file of this folder per question; they are asked in the order that
// `judge.ts` gives them, and the first that is not answered with yes decides.
import type { Cause } from '../cause.ts';
import type { Evidence, Stated, SubjectEvidence } from '../evidence.ts';
import type { Requirement } from '../gate.ts';

/** A requirement, asked of one thing: the asset, or what belongs to it. */
export interface Asked {
  readonly requirement: Requirement;
  /** What the statements have to be about. */
  readonly about: SubjectEvidence<Stated>;
  /** Of the decision as a whole: time, request, who signed. */
  readonly evidence: Evidence<Stated>;
}

export interface RuleAnswer {
  readonly outcome: 'fail' | 'inconclusive' | 'not-applicable';
  readonly cause: Cause;
  readonly because: string;
  /** Entry of the log that says so, where one does. */
  readonly entry?: number;
}

/** Asked of a requirement as a whole. Undefined: yes, ask on. */
export interface Rule<Found = readonly Stated[]> {
  readonly id: string;
  readonly question: string;
  readonly ask: (asked: Asked, found: Found) => RuleAnswer | undefined;
}

/** Asked of each statement that speaks for the requirement. */
export type StatementRule = Rule<Stated>;
