// Looks again at every address that was pinned, and says what is still what it was.
import { AssayError } from '#core/errors';
import { checkPin } from '#core/pins/check-pin';
import { PinCounter } from '#core/pins/count-pins';
import type { Pin } from '#core/pins/pin';
import type { Comparison, PinVerification } from '#core/pins/pin-check';
import { PinTally } from '#core/pins/tally-checks';
import { type PinOptions, pinTargets } from './pin-targets.ts';
import { readPinHeader, readPins } from './read-pins.ts';
import { runInOrder } from './run-in-order.ts';
import { seeTarget } from './see-target.ts';

export interface VerifyPinsOptions extends PinOptions {
  /** Rows that are listed; `limits.rowChanges` when absent. */
  readonly mostListed?: number;
  /** Where what is seen now is kept, as a list of pins of its own: a run that was killed goes on from there. */
  readonly keep?: string;
}

/**
 * @param path - a finished list of pins
 * @throws {AssayError} PINS_MALFORMED, PINS_WRITE; {FileError}; the reason of `options.signal`
 */
export async function verifyPins(path: string, options: VerifyPinsOptions): Promise<PinVerification> {
  if (options.keep !== undefined) {
    await pinTargets(readPins(path), readPinHeader(path), options.keep, options);
    return comparePins(path, options.keep, options);
  }
  const pinned = new PinCounter();
  const seen = new PinCounter();
  const tally = new PinTally(options.mostListed);
  const see = async (pin: Pin): Promise<Comparison> => ({ pin, now: await seeTarget(pin, options) });
  const window = { concurrency: options.concurrency, window: 16 * options.concurrency };
  for await (const comparison of runInOrder(readPins(path), see, window)) {
    options.signal?.throwIfAborted();
    pinned.add(comparison.pin);
    seen.add({ ...comparison.pin, sighting: comparison.now });
    tally.add(checkPin(comparison));
    options.onProgress?.(seen.counts);
  }
  options.signal?.throwIfAborted();
  return tally.verification(path, options.now().toISOString(), pinned.counts);
}

/**
 * Two lists of pins of the same addresses, without asking anybody.
 * @throws {AssayError} PINS_MALFORMED, also for lists of different addresses; {FileError}
 */
export function comparePins(
  path: string,
  later: string,
  options: Pick<VerifyPinsOptions, 'mostListed' | 'now'>,
): PinVerification {
  const pinned = new PinCounter();
  const tally = new PinTally(options.mostListed);
  const seen = readPins(later);
  for (const pin of readPins(path)) {
    const next = seen.next();
    if (next.done === true || next.value.row !== pin.row || next.value.url !== pin.url) {
      throw new AssayError('PINS_MALFORMED', `${later} is no list of the addresses of ${path}: row ${pin.row} differs`);
    }
    pinned.add(pin);
    tally.add(checkPin({ pin, now: next.value.sighting }));
  }
  if (seen.next().done !== true) throw new AssayError('PINS_MALFORMED', `${later} has more rows than ${path}`);
  return tally.verification(path, options.now().toISOString(), pinned.counts);
}
