// Narrowing of strict JSON to the shapes that bundles and statements have. Where something is wrong stands in the error.
import { FormatError } from '#core/errors';
import type { JsonNode } from '#core/json/parse-json-tree';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { SignError } from './sign-error.ts';

export type JsonObject = ReadonlyMap<string, JsonNode>;

/** @throws {SignError} SIGN_MALFORMED for what is not strict JSON, SIGN_LIMIT for what is too large or too deep */
export function parseSignedJson(bytes: Uint8Array, what: string): JsonNode {
  try {
    return parseStrictJson(bytes, { maxBytes: limits.signatureBytes.value, maxDepth: limits.signatureDepth.value });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const code = error.code === 'FORMAT_LIMIT' ? 'SIGN_LIMIT' : 'SIGN_MALFORMED';
    throw new SignError(code, `${what} cannot be read: ${error.message}`, { ...error.fields, cause: error });
  }
}

/** @param only - names that may occur; absent: any */
export function objectOf(node: JsonNode | undefined, where: string, only?: readonly string[]): JsonObject {
  if (!(node instanceof Map)) throw malformed(where, node, 'an object');
  for (const name of node.keys()) {
    if (only !== undefined && !only.includes(name)) {
      throw new SignError('SIGN_MALFORMED', `${where} has a member ${quote(name)} that its format does not know`);
    }
  }
  return node;
}

export function listOf(node: JsonNode | undefined, where: string): readonly JsonNode[] {
  if (!Array.isArray(node)) throw malformed(where, node, 'a list');
  return node;
}

export function textOf(node: JsonNode | undefined, where: string): string {
  if (typeof node !== 'string') throw malformed(where, node, 'a string');
  return node;
}

function malformed(where: string, node: JsonNode | undefined, wanted: string): SignError {
  return new SignError('SIGN_MALFORMED', node === undefined ? `${where} is missing` : `${where} is not ${wanted}`);
}
