// Canonical JSON on its way in: one value has one writing here, so two readers cannot take it differently.
import { canonicalJson, type Json } from '#core/canonical-json';
import { AssayError } from '#core/errors';
import type { JsonNode } from '#core/json/parse-json-tree';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';

export type JsonMembers = { readonly [name: string]: Json };

/**
 * @param what - what the bytes are, with its article
 * @throws {AttestError} ATTEST_MALFORMED for bytes that are not the RFC 8785 form of an object, ATTEST_LIMIT
 * @limits `limits.signatureBytes`, `limits.signatureDepth`
 */
export function parseCanonical(bytes: Uint8Array, what: string): JsonMembers {
  const value = plainJson(parseStrict(bytes, what));
  if (!isCanonical(value, bytes)) throw new AttestError('ATTEST_MALFORMED', `${what} is not canonical JSON`);
  if (!isMembers(value)) throw new AttestError('ATTEST_MALFORMED', `${what} is not an object`);
  return value;
}

/** @throws {AttestError} ATTEST_MALFORMED for what two readers may take differently, ATTEST_LIMIT */
export function parseStrict(bytes: Uint8Array, what: string): JsonNode {
  try {
    return parseStrictJson(bytes, { maxBytes: limits.signatureBytes.value, maxDepth: limits.signatureDepth.value });
  } catch (error) {
    const cause = expectedError(error, AssayError);
    const code = cause.code === 'FORMAT_LIMIT' ? 'ATTEST_LIMIT' : 'ATTEST_MALFORMED';
    throw new AttestError(code, `${what} cannot be read: ${cause.message}`, { ...cause.fields, cause });
  }
}

/** Plain objects and lists; a member `__proto__` stays a member like any other. */
export function plainJson(node: JsonNode): Json {
  if (isMap(node)) return Object.fromEntries([...node].map(([name, value]) => [name, plainJson(value)]));
  return isList(node) ? node.map(plainJson) : node;
}

export function isMembers(value: Json | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCanonical(value: Json, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(Buffer.from(canonicalJson(value)), bytes) === 0;
  } catch (error) {
    // 1e999 is a number to JSON and none to the canonical form.
    expectedError(error, AssayError);
    return false;
  }
}

function isMap(node: JsonNode): node is ReadonlyMap<string, JsonNode> {
  return node instanceof Map;
}

function isList(node: JsonNode): node is readonly JsonNode[] {
  return Array.isArray(node);
}
