// Names of members: how they are decoded, and what in them misleads whoever looks a member up or unpacks it.
// @source APPNOTE 4.4.17; CPython Lib/zipfile; CWE-22
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import { describeEscape } from './path-escape.ts';

/** Text of a name: UTF-8 when it is valid, else one character per byte. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** The same for a name that is kept as one character per byte. */
export function decodeRawName(raw: string): string {
  return /[\u0080-\u00ff]/.test(raw) ? decodeName(Buffer.from(raw, 'latin1')) : raw;
}

/** The name that Python looks up: up to the first NUL. */
export function loaderName(name: string): string {
  const nul = name.indexOf('\0');
  return nul < 0 ? name : name.slice(0, nul);
}

/** What is odd about a name by itself. @param at - offset of the header it stands in */
export function nameOddities(name: string, at: number): Oddity[] {
  const where = { offset: at, element: 'name' };
  const oddities: Oddity[] = [];
  if (name.includes('\0')) {
    const message = `Python reads the name ${quote(name)} only up to its NUL character, torch reads all of it`;
    oddities.push({ kind: 'two-readings', message, where });
  }
  const problem = describeEscape(loaderName(name));
  if (problem !== undefined) {
    const message = `the member ${quote(name)} ${problem}`;
    oddities.push({ kind: 'path-escape', message, where, references: ['CWE-22'] });
  }
  if (name === '') oddities.push({ kind: 'tolerated', message: 'a member has no name', where });
  return oddities;
}
