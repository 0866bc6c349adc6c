// Canonical JSON, RFC 8785 (JCS): the bytes that digests and signatures are taken over.
import { AssayError } from './errors.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The RFC 8785 form of a value: no white space, keys sorted by UTF-16 code units, ECMAScript number format.
 * @throws {AssayError} FORMAT_MALFORMED for NaN, infinities and lone surrogates, which RFC 8785 section 3.2.2 excludes
 * @source RFC 8785 sections 3.2.1 to 3.2.3
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new AssayError('FORMAT_MALFORMED', 'a string has a lone surrogate');
  return JSON.stringify(text);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new AssayError('FORMAT_MALFORMED', `${value} has no JSON form`);
  return JSON.stringify(value);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
