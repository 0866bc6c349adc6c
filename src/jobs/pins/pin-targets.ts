// Pins a list of addresses: looks at each once and writes down what was there. Killed half way it goes on where it was.
import { PinCounter } from '#core/pins/count-pins';
import type { Pin, PinCounts, Pointer } from '#core/pins/pin';
import { encodePin, encodePinEnd, encodePinHeader, type PinHeader, parsePin, parsePinEnd } from '#core/pins/pin-lines';
import { LineJournal } from './line-journal.ts';
import { runInOrder } from './run-in-order.ts';
import { type SeeOptions, seeTarget } from './see-target.ts';

export interface PinOptions extends SeeOptions {
  /** Addresses that are looked at at the same time. */
  readonly concurrency: number;
  readonly onProgress?: (counts: PinCounts) => void;
}

/**
 * @param pointers - the rows of the list in order; those that are pinned already are passed over
 * @param output - path of the list of pins
 * @throws {AssayError} PINS_MALFORMED when an unfinished list of something else lies there, PINS_WRITE; the reason of
 *   `options.signal` when it ended the work, which can be gone on with
 */
export async function pinTargets(
  pointers: Iterable<Pointer>,
  header: PinHeader,
  output: string,
  options: PinOptions,
): Promise<PinCounts> {
  const counter = new PinCounter();
  let isEnded = false;
  const journal = LineJournal.open(output, encodePinHeader(header), (line) => {
    if (parsePinEnd(line) === undefined) counter.add(parsePin(line));
    else isEnded = true;
  });
  try {
    const left = isEnded ? [] : after(pointers, counter.counts.rows);
    const see = async (pointer: Pointer): Promise<Pin> => ({ ...pointer, sighting: await seeTarget(pointer, options) });
    for await (const pin of runInOrder(left, see, {
      concurrency: options.concurrency,
      window: 16 * options.concurrency,
    })) {
      // What was interrupted was not looked at.
      options.signal?.throwIfAborted();
      journal.append(encodePin(pin));
      counter.add(pin);
      options.onProgress?.(counter.counts);
    }
    options.signal?.throwIfAborted();
    journal.finish(isEnded ? undefined : encodePinEnd(counter.counts.rows));
    return counter.counts;
  } finally {
    journal.close();
  }
}

function* after(pointers: Iterable<Pointer>, done: number): Generator<Pointer, void> {
  let passed = 0;
  for (const pointer of pointers) {
    passed += 1;
    if (passed > done) yield pointer;
  }
}
