// The escapes of a JSON string, RFC 8259 section 7.
import { FormatError } from '../errors.ts';

/**
 * The text of a string's bytes in [from, to), which hold at least one escape and are valid UTF-8.
 * @returns text that may hold lone surrogates, because an escape can name them
 * @throws {FormatError} FORMAT_MALFORMED for an escape that JSON does not have
 */
export function unescapeJson(bytes: Buffer, from: number, to: number): string {
  const pieces: string[] = [];
  let plain = from;
  let at = bytes.indexOf(backslash, from);
  while (at !== -1 && at < to) {
    if (at > plain) pieces.push(bytes.toString('utf8', plain, at));
    const letter = bytes[at + 1] ?? 0;
    pieces.push(letter === 0x75 ? hexEscape(bytes, at, to) : shortEscape(letter, at));
    plain = at + (letter === 0x75 ? 6 : 2);
    at = bytes.indexOf(backslash, plain);
  }
  if (plain < to) pieces.push(bytes.toString('utf8', plain, to));
  return pieces.join('');
}

function hexEscape(bytes: Buffer, at: number, to: number): string {
  const digits = bytes.toString('latin1', at + 2, Math.min(at + 6, to));
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw badEscape(at);
  return String.fromCharCode(Number.parseInt(digits, 16));
}

function shortEscape(letter: number, at: number): string {
  const text = shortEscapes.get(letter);
  if (text === undefined) throw badEscape(at);
  return text;
}

function badEscape(at: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `an escape that JSON does not have at byte ${at}`, { offset: at });
}

const backslash = 0x5c;
const shortEscapes: ReadonlyMap<number, string> = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);
