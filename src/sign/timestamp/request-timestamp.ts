// Gets a timestamp and keeps it only when it is a good one.
import { randomBytes } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { SignError } from '../sign-error.ts';
import { encodeTimestampRequest } from './encode-timestamp-request.ts';
import { type VerifiedTimestamp, verifyTimestamp } from './verify-timestamp.ts';

/** Carries a request to a time authority. @throws {SignError} SIGN_NETWORK */
export type PostToAuthority = (request: Uint8Array) => Promise<Uint8Array>;

export interface ObtainedTimestamp {
  /** The answer as it came, DER: what verifiers need. */
  readonly response: Uint8Array;
  readonly timestamp: VerifiedTimestamp;
}

/**
 * @param bytes - what has to be proven to exist now
 * @throws {SignError} SIGN_REFUSED, SIGN_NETWORK; SIGN_INVALID when the answer is to another request; what `verifyTimestamp`
 *   throws
 */
export async function requestTimestamp(
  bytes: Uint8Array,
  roots: readonly Certificate[],
  post: PostToAuthority,
): Promise<ObtainedTimestamp> {
  const request = encodeTimestampRequest(bytes, randomBytes(16));
  const response = await post(request.bytes);
  const timestamp = verifyTimestamp(response, [bytes], roots);
  if (timestamp.nonce !== request.nonce) {
    throw new SignError('SIGN_INVALID', 'the time authority answered another request than this one');
  }
  return { response, timestamp };
}
