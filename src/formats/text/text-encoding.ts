// How bytes are written as text: UTF-8, UTF-16 with a byte order mark, or one byte per character (latin-1, windows-1252).
import { escapeInvisible } from '#core/quote';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * The encoding in which `bytes` are text, undefined when they are not text: control characters, or bytes that only
 * a legacy encoding could explain in more than three of ten places.
 * @param whole - false: more bytes follow, so a UTF-8 sequence may be cut at the end
 */
export function textEncoding(bytes: Uint8Array, whole: boolean): TextEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodes(bytes, 'utf-16le', whole) ? 'utf-16le' : undefined;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodes(bytes, 'utf-16be', whole) ? 'utf-16be' : undefined;
  if (bytes.includes(0)) return undefined;
  const controls = countControls(bytes);
  // Vocabularies and minified scripts hold a few control characters; in UTF-8 chance is out of the question.
  if (controls <= bytes.length / 100 && decodes(bytes, 'utf-8', whole)) return 'utf-8';
  if (controls > 0) return undefined;
  return shareOfHighBytes(bytes) <= 0.3 ? 'windows-1252' : undefined;
}

/** Index of the first byte that no text contains: NUL, or another C0 control that is no white space, escape or backspace. */
export function firstControl(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 32 ? !textControls.has(byte) : byte === 127) return at;
  }
  return undefined;
}

/** `bytes` as text; what the encoding does not allow becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

function countControls(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte < 32 ? !textControls.has(byte) : byte === 127) count += 1;
  return count;
}

/** Line number, from 1, of an index in `text`. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** One line of `text` around `index`, short enough for a message. */
export function excerpt(text: string, index: number): string {
  const from = text.lastIndexOf('\n', index) + 1;
  const end = text.indexOf('\n', index);
  const line = text.slice(Math.max(from, index - 40), Math.min(end === -1 ? text.length : end, index + 80));
  return escapeInvisible(line.trim());
}

function decodes(bytes: Uint8Array, encoding: TextEncoding, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

function shareOfHighBytes(bytes: Uint8Array): number {
  let high = 0;
  for (const byte of bytes) if (byte >= 128) high += 1;
  return high / Math.max(1, bytes.length);
}

/** Backspace, tab, line feed, vertical tab, form feed, carriage return, escape (terminal colours in logs). */
const textControls: ReadonlySet<number> = new Set([8, 9, 10, 11, 12, 13, 27]);
