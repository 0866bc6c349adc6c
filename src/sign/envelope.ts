// DSSE envelopes: bytes of a declared type with signatures over both.
import type { Sha256 } from '#core/digest';
import type { JsonNode } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import { decodeBase64 } from './base64.ts';
import { listOf, objectOf, textOf } from './json-shape.ts';
import { preAuthenticationEncoding } from './pre-authentication-encoding.ts';
import { SignError } from './sign-error.ts';
import type { Signer } from './signer.ts';

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

export interface EnvelopeSignature {
  readonly signature: Uint8Array;
  /** What the writer says about the key. Nobody signed it, so it decides nothing. */
  readonly claimedKeyId: string;
}

/** An envelope as JSON. */
export interface EncodedEnvelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string; readonly keyid: string }[];
}

/**
 * @throws {SignError} SIGN_MALFORMED for members that DSSE does not know, SIGN_LIMIT for more than
 *   `limits.signatureCount` signatures
 * @source DSSE 1.0.2 envelope
 */
export function parseEnvelope(node: JsonNode | undefined): Envelope {
  const envelope = objectOf(node, 'the envelope', ['payload', 'payloadType', 'signatures']);
  const signatures = listOf(envelope.get('signatures'), 'signatures of the envelope');
  if (signatures.length > limits.signatureCount.value) {
    const fields = { limit: 'signatureCount', value: signatures.length };
    throw new SignError('SIGN_LIMIT', `the envelope has ${signatures.length} signatures`, fields);
  }
  return {
    payloadType: textOf(envelope.get('payloadType'), 'payloadType of the envelope'),
    payload: decodeBase64(textOf(envelope.get('payload'), 'payload of the envelope'), 'payload of the envelope'),
    signatures: signatures.map(parseSignature),
  };
}

/** Signs `payload` with every signer; key ids are written where `withKeyIds` asks for them. */
export async function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly Signer[],
  withKeyIds = true,
): Promise<EncodedEnvelope> {
  const message = preAuthenticationEncoding(payloadType, payload);
  const sign = async (signer: Signer): Promise<{ sig: string; keyid: Sha256 | '' }> => ({
    sig: Buffer.from(await signer.sign(message)).toString('base64'),
    keyid: withKeyIds ? signer.keyId : '',
  });
  return {
    payload: Buffer.from(payload).toString('base64'),
    payloadType,
    signatures: await Promise.all(signers.map(sign)),
  };
}

function parseSignature(node: JsonNode): EnvelopeSignature {
  const signature = objectOf(node, 'a signature of the envelope', ['sig', 'keyid']);
  const name = signature.get('keyid') ?? '';
  return {
    signature: decodeBase64(textOf(signature.get('sig'), 'sig of a signature'), 'sig of a signature'),
    claimedKeyId: textOf(name, 'keyid of a signature'),
  };
}
