// One question that a gate asks of each of its requirements. One file of this folder per question; they are asked in order, and the
// first that is not answered with yes decides.
import type { Verified } from '#attest/verified';
import type { Evidence } from '../evidence.ts';
import type { Requirement } from '../gate.ts';

export interface Asked {
  readonly requirement: Requirement;
  readonly evidence: Evidence;
  /** Statements of the kind that the requirement means, in log order. */
  readonly meant: readonly Verified[];
}

export interface RuleAnswer {
  readonly outcome: 'fail' | 'inconclusive' | 'not-applicable';
  readonly because: string;
}

export interface Rule {
  readonly id: string;
  readonly question: string;
  /** Undefined: yes, ask on. */
  readonly ask: (asked: Asked) => RuleAnswer | undefined;
}

/** The statement that speaks for a requirement: the newest that is meant. */
export function newest({ meant }: Asked): Verified | undefined {
  return meant.at(-1);
}
