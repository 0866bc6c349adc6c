// Reads a finished list of pins, line by line.
import { AssayError } from '#core/errors';
import type { Pin } from '#core/pins/pin';
import { type PinHeader, parsePin, parsePinEnd, parsePinHeader } from '#core/pins/pin-lines';
import { readLines } from './read-lines.ts';

/** @throws {AssayError} PINS_MALFORMED; {FileError} */
export function readPinHeader(path: string): PinHeader {
  for (const { text } of readLines(path)) return parsePinHeader(text);
  throw malformed(path, 'is empty');
}

/**
 * All pins in the order of the rows.
 * @throws {AssayError} PINS_MALFORMED for a list that is unfinished, or holds rows out of order; {FileError}
 */
export function* readPins(path: string): Generator<Pin, void> {
  let rows = 0;
  let isFirst = true;
  let end: number | undefined;
  let last = 0;
  for (const { text } of readLines(path)) {
    if (end !== undefined) throw malformed(path, 'goes on after its end');
    if (isFirst) parsePinHeader(text);
    else end = parsePinEnd(text);
    if (!isFirst && end === undefined) {
      const pin = parsePin(text);
      if (pin.row <= last) throw malformed(path, `has row ${pin.row} after row ${last}`);
      last = pin.row;
      rows += 1;
      yield pin;
    }
    isFirst = false;
  }
  if (end === undefined) throw malformed(path, 'is not finished');
  if (end !== rows) throw malformed(path, `has ${rows} rows, not ${end}`);
}

function malformed(path: string, reason: string): AssayError {
  return new AssayError('PINS_MALFORMED', `${path} ${reason}`, { path });
}
