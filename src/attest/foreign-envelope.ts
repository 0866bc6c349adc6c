// DSSE envelopes as others write them. DSSE asks readers to ignore members that they do not know.
import type { JsonNode } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import { decodeBase64 } from '#sign/base64';
import type { Envelope, EnvelopeSignature } from '#sign/envelope';
import { SignError } from '#sign/sign-error';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';

/**
 * @throws {AttestError} ATTEST_MALFORMED when it is no envelope, holds no in-toto statement or is not base64; ATTEST_LIMIT for
 *   more than `limits.signatureCount` signatures
 * @source DSSE 1.0.2 envelope; in-toto attestation specification v1, "Envelope"
 */
export function parseForeignEnvelope(node: JsonNode | undefined): Envelope {
  const envelope = mapOf(node, 'the envelope');
  const payloadType = envelope.get('payloadType');
  if (typeof payloadType !== 'string' || !/^application\/vnd\.in-toto(\.[a-z0-9_-]+)?\+json$/.test(payloadType)) {
    throw malformed('the envelope holds no in-toto statement');
  }
  const signatures = envelope.get('signatures');
  if (!isList(signatures) || signatures.length === 0) throw malformed('the envelope has no signatures');
  if (signatures.length > limits.signatureCount.value) {
    const fields = { limit: 'signatureCount', value: signatures.length };
    throw new AttestError('ATTEST_LIMIT', `the envelope has ${signatures.length} signatures`, fields);
  }
  return {
    payloadType,
    payload: bytesOf(envelope.get('payload'), 'payload of the envelope'),
    signatures: signatures.map(parseSignature),
  };
}

function parseSignature(node: JsonNode): EnvelopeSignature {
  const signature = mapOf(node, 'a signature of the envelope');
  const name = signature.get('keyid');
  return {
    signature: bytesOf(signature.get('sig'), 'sig of a signature'),
    claimedKeyId: typeof name === 'string' ? name : '',
  };
}

function bytesOf(node: JsonNode | undefined, what: string): Uint8Array {
  if (typeof node !== 'string' || node === '') throw malformed(`${what} is missing`);
  try {
    return decodeBase64(node, what);
  } catch (error) {
    const cause = expectedError(error, SignError);
    throw malformed(cause.message, cause);
  }
}

function mapOf(node: JsonNode | undefined, what: string): ReadonlyMap<string, JsonNode> {
  if (!(node instanceof Map)) throw malformed(`${what} is not an object`);
  return node;
}

function isList(node: JsonNode | undefined): node is readonly JsonNode[] {
  return Array.isArray(node);
}

function malformed(reason: string, cause?: unknown): AttestError {
  return new AttestError('ATTEST_MALFORMED', reason, { cause });
}
