// The grammar of a JSON number, RFC 8259 section 6: no leading zero, no plus sign, digits on both sides of the point.
import { FormatError } from '../errors.ts';

/**
 * The offset after the number that starts at `from`.
 * @throws {FormatError} FORMAT_MALFORMED when it is not a JSON number
 */
export function endOfNumber(bytes: Uint8Array, from: number): number {
  const firstDigit = bytes[from] === 0x2d ? from + 1 : from;
  let at = endOfDigits(bytes, firstDigit);
  if (bytes[firstDigit] === 0x30 && at > firstDigit + 1) {
    throw new FormatError('FORMAT_MALFORMED', `a number with a leading zero at byte ${from}`, { offset: from });
  }
  if (bytes[at] === 0x2e) at = endOfDigits(bytes, at + 1);
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const sign = bytes[at + 1];
    at = endOfDigits(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
  }
  return at;
}

function endOfDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte !== undefined && byte >= 0x30 && byte <= 0x39; byte = bytes[at]) at += 1;
  if (at === from) throw new FormatError('FORMAT_MALFORMED', `a digit is expected at byte ${at}`, { offset: at });
  return at;
}
