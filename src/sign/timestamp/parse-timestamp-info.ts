// What a timestamp says: these bytes existed at this time. RFC 3161 section 2.4.2, TSTInfo.
import { DerFields } from '../der-fields.ts';
import { SignError } from '../sign-error.ts';

export interface TimestampInfo {
  /** Object identifier of the authority's policy, in hex. */
  readonly policy: string;
  /** Object identifier in hex, and the digest. */
  readonly hashAlgorithm: string;
  readonly digest: Uint8Array;
  /** Hex. */
  readonly serial: string;
  readonly time: Date;
  /** Milliseconds that the time may be off, either way. */
  readonly accuracyMs: number;
  /** Hex; of the request. */
  readonly nonce?: string;
}

/** @throws {SignError} SIGN_MALFORMED; SIGN_UNSUPPORTED for another version or a critical extension */
export function parseTimestampInfo(bytes: Uint8Array): TimestampInfo {
  const whole = new DerFields(bytes, what);
  const fields = whole.sequence();
  whole.end();
  if (fields.number() !== 1) throw new SignError('SIGN_UNSUPPORTED', 'the timestamp is of another version than 1');
  const policy = fields.objectId();
  const imprint = fields.sequence();
  const algorithm = imprint.sequence();
  const hashAlgorithm = algorithm.objectId();
  const digest = imprint.take(0x04);
  imprint.end();
  const serial = hex(fields.take(0x02));
  const time = parseTime(fields.take(0x18));
  const accuracyMs = parseAccuracy(fields.optional(0x30));
  // Ordering: it compares timestamps of one authority, and one is all there is.
  fields.optional(0x01);
  const nonce = fields.optional(0x02);
  // The authority's name: its certificate says it.
  fields.optional(0xa0);
  assertExtensions(fields.optional(0xa1));
  fields.end();
  const info = { policy, hashAlgorithm, digest, serial, time, accuracyMs };
  return nonce === undefined ? info : { ...info, nonce: hex(nonce) };
}

/** X.690 section 11.7: seconds always, a fraction without zeros at its end, Z. Parts of a millisecond are cut off. */
function parseTime(content: Uint8Array): Date {
  const text = Buffer.from(content).toString('latin1');
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{0,9}[1-9]))?Z$/.exec(text);
  const [, year, month, day, hour, minute, second, fraction = ''] = parts ?? [];
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const time = new Date(iso);
  // The 31st of February would become the 3rd of March.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== iso) {
    throw new SignError('SIGN_MALFORMED', 'the time of the timestamp is not written as RFC 3161 has it');
  }
  return time;
}

function parseAccuracy(content: Uint8Array | undefined): number {
  if (content === undefined) return 0;
  const fields = new DerFields(content, what);
  const part = (tag: number): number => {
    const value = fields.optional(tag);
    return value === undefined ? 0 : fields.numberOf(value);
  };
  const total = part(0x02) * 1000 + part(0x80) + part(0x81) / 1000;
  fields.end();
  return total;
}

function assertExtensions(content: Uint8Array | undefined): void {
  if (content === undefined) return;
  for (const extension of new DerFields(content, what).rest(0x30)) {
    const fields = new DerFields(extension, what);
    fields.objectId();
    if (fields.optional(0x01)?.[0] === 0xff) {
      throw new SignError('SIGN_UNSUPPORTED', 'the timestamp has a critical extension that is not understood here');
    }
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const what = 'the timestamp';
