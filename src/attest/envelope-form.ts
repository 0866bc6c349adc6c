// Envelopes as they are written here: DSSE in canonical JSON, standard base64, a key id beside every signature. One statement
// with its signatures has one writing, and one digest.
import { canonicalJson } from '#core/canonical-json';
import { type EncodedEnvelope, type Envelope, parseEnvelope } from '#sign/envelope';
import { SignError } from '#sign/sign-error';
import { AttestError } from './attest-error.ts';
import { parseStrict } from './canonical-value.ts';
import { expectedError } from './expected-error.ts';

/** @source in-toto attestation specification v1, "Envelope" */
export const payloadType = 'application/vnd.in-toto+json';

export function encodeEnvelope({ payload, payloadType, signatures }: EncodedEnvelope): Buffer {
  const list = signatures.map(({ keyid, sig }) => ({ keyid, sig }));
  return Buffer.from(canonicalJson({ payload, payloadType, signatures: list }));
}

/**
 * @throws {AttestError} ATTEST_MALFORMED for bytes that `encodeEnvelope` does not write or whose payload is no statement,
 *   ATTEST_LIMIT
 */
export function parseOwnEnvelope(bytes: Uint8Array): Envelope {
  const envelope = parse(bytes);
  if (Buffer.compare(encodeEnvelope(encoded(envelope)), bytes) !== 0) {
    throw new AttestError('ATTEST_MALFORMED', 'the envelope is not written in canonical form');
  }
  if (envelope.payloadType !== payloadType) {
    throw new AttestError('ATTEST_MALFORMED', 'the envelope holds no in-toto statement', {
      value: envelope.payloadType,
    });
  }
  return envelope;
}

function parse(bytes: Uint8Array): Envelope {
  const node = parseStrict(bytes, 'the envelope');
  try {
    return parseEnvelope(node);
  } catch (error) {
    const cause = expectedError(error, SignError);
    const code = cause.code === 'SIGN_LIMIT' ? 'ATTEST_LIMIT' : 'ATTEST_MALFORMED';
    throw new AttestError(code, cause.message, { ...cause.fields, cause });
  }
}

function encoded({ payload, payloadType, signatures }: Envelope): EncodedEnvelope {
  return {
    payload: Buffer.from(payload).toString('base64'),
    payloadType,
    signatures: signatures.map(({ signature, claimedKeyId }) => ({
      sig: Buffer.from(signature).toString('base64'),
      keyid: claimedKeyId,
    })),
  };
}
