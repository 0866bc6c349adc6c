// The little of DER (X.690) that certificates and timestamps need: definite lengths, single-byte tags.
import { SignError } from './sign-error.ts';

export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The one value that `bytes` are. @throws {SignError} SIGN_MALFORMED */
export function parseDer(bytes: Uint8Array): DerValue {
  const values = parseDerList(bytes);
  const [value] = values;
  if (value === undefined || values.length !== 1) throw malformed();
  return value;
}

/** The values that stand one after the other in `bytes`, the content of a sequence for example. */
export function parseDerList(bytes: Uint8Array): readonly DerValue[] {
  const values: DerValue[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    const tag = view.getUint8(at);
    const { length, start } = readLength(bytes, at + 1);
    if ((tag & 0x1f) === 0x1f || length > bytes.length - start) throw malformed();
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

/** X.690 section 10.1: the shortest form. Four bytes of length are more than a certificate may have. */
function readLength(bytes: Uint8Array, at: number): { readonly length: number; readonly start: number } {
  const first = bytes[at];
  if (first === undefined || first === 0x80 || first > 0x84) throw malformed();
  if (first < 0x80) return { length: first, start: at + 1 };
  const count = first & 0x7f;
  if (at + count >= bytes.length) throw malformed();
  const length = bytes.subarray(at + 1, at + 1 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  if (length < 0x80 || length < 256 ** (count - 1)) throw malformed();
  return { length, start: at + 1 + count };
}

function malformed(): SignError {
  return new SignError('SIGN_MALFORMED', 'a certificate or timestamp is not DER');
}
