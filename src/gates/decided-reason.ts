// The answer to one requirement of a gate.
import type { Sha256 } from '#core/digest';
import type { GateReason } from '#predicates/gate-decision';
import type { Cause } from './cause.ts';
import type { Waiver } from './waiver.ts';

/** The answer about one of several things that a requirement asks about. */
export interface AnswerAbout {
  readonly label: string;
  readonly asset: Sha256;
  readonly outcome: GateReason['outcome'];
  readonly cause?: Cause;
  readonly entry?: number;
  readonly because: string;
  readonly remedy?: string;
}

export interface DecidedReason extends GateReason {
  /** Absent where it is met. */
  readonly cause?: Cause;
  /** Entry of the log that says so, where one does. */
  readonly entry?: number;
  /** The command that would show what is missing. */
  readonly remedy?: string;
  /** One by one, where the requirement asks about what belongs to the asset. */
  readonly about?: readonly AnswerAbout[];
  /** Who lets it through all the same, and until when. */
  readonly waiver?: Waiver;
}
