// Adds up the checks of pins.
import * as limits from '../limits.ts';
import type { PinCounts } from './pin.ts';
import { type PinCheck, type PinState, type PinVerification, pinStates } from './pin-check.ts';

export class PinTally {
  readonly #most: number;
  readonly #counts: Record<PinState, number> = {
    changed: 0,
    'other-owner': 0,
    gone: 0,
    unreachable: 0,
    unpinned: 0,
    redirected: 0,
    same: 0,
  };
  readonly #items = new Map<PinState, PinCheck[]>(pinStates.map((state) => [state, []]));
  #unlisted = 0;

  /** @param most - rows of each state that are listed; `limits.rowChanges` when absent */
  constructor(most: number = limits.rowChanges.value) {
    this.#most = most;
  }

  get counts(): PinVerification['counts'] {
    return { ...this.#counts };
  }

  add(check: PinCheck): void {
    this.#counts[check.state] += 1;
    if (check.state === 'same') return;
    const items = this.#items.get(check.state) ?? [];
    if (items.length < this.#most) items.push(check);
    else this.#unlisted += 1;
  }

  /** Nothing but sameness passes, and a list without rows shows nothing. */
  verification(pins: string, at: string, pinned: PinCounts): PinVerification {
    const { changed, gone, unreachable, unpinned } = this.#counts;
    const failed = changed + gone + this.#counts['other-owner'] > 0;
    const undecided = unreachable + unpinned > 0 || pinned.rows === 0;
    return {
      schema: 'assay.pin-check/1',
      outcome: failed ? 'fail' : undecided ? 'inconclusive' : 'pass',
      pins,
      at,
      counts: this.counts,
      pinned,
      items: pinStates.flatMap((state) => this.#items.get(state) ?? []),
      unlisted: this.#unlisted,
    };
  }
}
