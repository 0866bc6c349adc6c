// Signed notes: C2SP signed-note, "Format".
import * as limits from '#core/limits';
import { concat, decodeBase64, decodeUtf8, encodeBase64, encodeUint64 } from './bytes.ts';
import { LogError } from './log-error.ts';
import { isKeyName } from './note-key.ts';

export interface NoteSignature {
  readonly name: string;
  /** Key id, 32 bits. */
  readonly id: number;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Not trusted before `verifyNote` has said who signed it. */
export interface Note {
  /** With its final newline, without the blank line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** @throws {LogError} LOG_MALFORMED when the bytes are no signed note, LOG_LIMIT when it is longer or has more signatures than an honest one */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > limits.noteBytes.value) throw tooMuch('bytes', limits.noteBytes.value);
  const whole = decodeUtf8(bytes, 'The note');
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw malformed('The note has control characters.');
  // The text may hold empty lines itself: the last one separates it from the signatures.
  const split = whole.lastIndexOf('\n\n');
  if (split < 0 || !whole.endsWith('\n'))
    throw malformed('The note has no empty line before its signatures, or no final newline.');
  const lines = whole.slice(split + 2, -1).split('\n');
  if (lines.length > limits.noteSignatures.value) throw tooMuch('signatures', limits.noteSignatures.value);
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignatureLine) };
}

/** @throws {LogError} LOG_MALFORMED */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  if (!isKeyName(name)) throw malformed('A signature line of the note does not follow the format.');
  const bytes = decodeBase64(encoded, 'A signature of the note');
  if (bytes.length < 5) throw malformed('A signature of the note is too short to hold a key id and a signature.');
  return { name, id: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) };
}

export function encodeNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(encodeSignatureLine).join('')}`;
}

/** With its final newline. */
export function encodeSignatureLine({ name, id, signature }: NoteSignature): string {
  return `\u2014 ${name} ${encodeBase64(concat(encodeUint64(id).slice(4), signature))}\n`;
}

function malformed(message: string): LogError {
  return new LogError('LOG_MALFORMED', message);
}

function tooMuch(what: string, limit: number): LogError {
  return new LogError('LOG_LIMIT', `The note has more than ${limit} ${what}.`, { limit: 'note', value: limit });
}
