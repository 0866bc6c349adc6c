// What the log holds of a statement: when it was recorded and the digest of its envelope. Envelopes over long lists are longer
// than an entry may be.
import { canonicalJson } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { AttestError } from './attest-error.ts';
import { parseCanonical } from './canonical-value.ts';

export interface Leaf {
  /** RFC 3339 in UTC with milliseconds. Never earlier than the leaf before; the writer sees to that. */
  readonly at: string;
  /** SHA-256 of the bytes of the envelope: the evidence id. */
  readonly envelope: Sha256;
}

/** @throws {AttestError} ATTEST_MALFORMED when `at` is no such time */
export function encodeLeaf({ at, envelope }: Leaf): Buffer {
  assertTime(at);
  return Buffer.from(canonicalJson({ at, envelope, schema }));
}

/** @throws {AttestError} ATTEST_MALFORMED for bytes that `encodeLeaf` does not write */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const { at, envelope, schema: given, ...others } = parseCanonical(bytes, 'the entry of the log');
  if (given !== schema || Object.keys(others).length > 0) throw malformed(`is not of the form ${schema}`);
  if (typeof envelope !== 'string' || !/^[0-9a-f]{64}$/.test(envelope)) throw malformed('names no envelope');
  if (typeof at !== 'string') throw malformed('has no time');
  assertTime(at);
  return { at, envelope: parseSha256(envelope) };
}

/** Texts of this form sort as the times do, for the years 0 to 9999. */
function assertTime(at: string): void {
  const parsed = new Date(at);
  if (at.length !== 24 || Number.isNaN(parsed.getTime()) || parsed.toISOString() !== at) {
    throw malformed('has a time that is not written as 2026-01-31T12:00:00.000Z');
  }
}

function malformed(reason: string): AttestError {
  return new AttestError('ATTEST_MALFORMED', `the entry of the log ${reason}`);
}

const schema = 'assay.leaf/1';
