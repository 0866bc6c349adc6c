// Bytes and their texts without anything of Node: what verifies proofs must also run in a browser.
import { LogError } from './log-error.ts';

/** SHA-256 in bytes (RFC 6234). */
export const hashBytes = 32;

const utf8Encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return utf8Encoder.encode(text);
}

/** @throws {LogError} LOG_MALFORMED when the bytes are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return utf8Decoder.decode(bytes);
  } catch (cause) {
    throw new LogError('LOG_MALFORMED', `${what} is not UTF-8`, { cause });
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Standard base64 with padding, RFC 4648 section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * The bytes of standard padded base64. One value has one text: other alphabets, white space and loose bits are refused.
 * @throws {LogError} LOG_MALFORMED
 * @source RFC 4648 sections 3.5 and 4
 */
export function decodeBase64(text: string, what: string): Uint8Array<ArrayBuffer> {
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) {
    const bytes = Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
    if (encodeBase64(bytes) === text) return bytes;
  }
  throw new LogError('LOG_MALFORMED', `${what} is not base64 as RFC 4648 section 4 writes it`);
}

/** @throws {LogError} LOG_MALFORMED when the text is not base64 of 32 bytes */
export function decodeHash(text: string, what: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(text, what);
  if (bytes.length === hashBytes) return bytes;
  throw new LogError('LOG_MALFORMED', `${what} is not a hash of ${hashBytes} bytes`, { value: bytes.length });
}

/** Unsigned 64-bit big-endian. @param value - 0..2^53-1 */
export function encodeUint64(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/**
 * A decimal number without sign and leading zeros, as sizes and indexes are written.
 * @throws {LogError} LOG_MALFORMED for anything else, and above 2^53-1, which no log reaches
 */
export function parseDecimal(text: string, what: string): number {
  const value = Number(text);
  if (/^(?:0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new LogError('LOG_MALFORMED', `${what} is not a decimal number from 0 to 2^53-1`);
}
