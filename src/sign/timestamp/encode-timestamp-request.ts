// What a time authority is asked: a time for this digest. RFC 3161 section 2.4.1.
import { hash } from 'node:crypto';
import { encodeDer, encodeDerInteger } from '../encode-der.ts';

export interface TimestampRequest {
  /** TimeStampReq in DER; its media type is `application/timestamp-query`. */
  readonly bytes: Buffer;
  /** Hex, as an answer to this request repeats it. */
  readonly nonce: string;
}

/**
 * Asks for a timestamp over the SHA-256 of `bytes`, with the certificates in it, so that it can be verified alone.
 * @param nonce - random, 8 to 16 bytes: an old answer cannot be given again
 */
export function encodeTimestampRequest(bytes: Uint8Array, nonce: Uint8Array): TimestampRequest {
  const number = encodeDerInteger(nonce);
  const request = encodeDer(
    0x30,
    encodeDerInteger(Uint8Array.of(1)),
    encodeDer(0x30, encodeDer(0x30, sha256Id, encodeDer(0x05)), encodeDer(0x04, hash('sha256', bytes, 'buffer'))),
    number,
    encodeDer(0x01, Uint8Array.of(0xff)),
  );
  return { bytes: request, nonce: number.subarray(2).toString('hex') };
}

/** 2.16.840.1.101.3.4.2.1, with tag and length. */
const sha256Id = Buffer.from('0609608648016503040201', 'hex');
