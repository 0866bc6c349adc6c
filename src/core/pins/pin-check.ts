// Pins beside what is there now, as data. JSON writes it as it is.
import type { Sha256 } from '../digest.ts';
import type { Pin, PinCounts, Sighting } from './pin.ts';

/**
 * - `same`: the content that was pinned, from the same owner
 * - `redirected`: the same content, from another address of the same owner
 * - `changed`: another content
 * - `other-owner`: the address now belongs to, or leads to, somebody else, whatever the content is
 * - `gone`: the server says that there is nothing
 * - `unreachable`: could not be told; never counted as the same
 * - `unpinned`: there was no content when it was pinned, so there is nothing to compare with
 */
export const pinStates = ['changed', 'other-owner', 'gone', 'unreachable', 'unpinned', 'redirected', 'same'] as const;
export type PinState = (typeof pinStates)[number];

export interface PinCheck {
  readonly row: number;
  readonly url: string;
  readonly state: PinState;
  /** Whether the content is what was pinned, or what the list expects; whatever the state says. */
  readonly content: 'same' | 'changed' | 'unknown';
  /** What a gate does with the row: use it, leave it out, or ask somebody. */
  readonly use: 'keep' | 'exclude' | 'escalate';
  readonly reasons: readonly string[];
  readonly pinned?: Sha256;
  readonly found?: Sha256;
}

export interface PinVerification {
  readonly schema: 'assay.pin-check/1';
  /** `pass`: all rows are the same, from the same owner. `inconclusive`: none is otherwise, of some it could not be told. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly pins: string;
  readonly at: string;
  readonly counts: Readonly<Record<PinState, number>>;
  /** How the pins themselves came about; `firstSeen` is trust on first use. */
  readonly pinned: PinCounts;
  /** Rows that are not the same, changed ones first; bounded. */
  readonly items: readonly PinCheck[];
  readonly unlisted: number;
}

/** A pin and what is seen there now. */
export interface Comparison {
  readonly pin: Pin;
  readonly now: Sighting;
}
