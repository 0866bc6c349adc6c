// Metadata of a weights file is text that loaders hand on: to a template engine, or to code that decodes it again.
import { MemorySource } from '#core/byte-source';
import type { Part } from '../views/part.ts';

/**
 * The part that a metadata value is, when it is a format of its own: a chat template, or a pickle, archive or program in
 * base64 or as it stands.
 * @param range - where the value lies in the file
 * @returns undefined for ordinary text
 */
export function metadataPart(key: string, value: string, range?: { from: number; to: number }): Part | undefined {
  const place = range === undefined ? {} : { range };
  if (isTemplate(key, value)) {
    return { name: key, source: new MemorySource(Buffer.from(value)), readAs: ['jinja'], ...place };
  }
  const bytes = startsLikeTextPickle(value) ? Buffer.from(value, 'latin1') : decodeBase64(value);
  if (bytes === undefined) return undefined;
  if (isPickle(bytes)) return { name: key, source: new MemorySource(bytes), readAs: ['pickle'], ...place };
  if (isContainerOrProgram(bytes)) return { name: key, source: new MemorySource(bytes), ...place };
  return undefined;
}

function isTemplate(key: string, value: string): boolean {
  if (/(^|[._])chat_template([._]|$)/.test(key)) return true;
  return value.includes('{%') && value.includes('%}');
}

function startsLikeTextPickle(value: string): boolean {
  return /^\(?[ci][\w.]{1,100}\r?\n[\w.]{1,100}\r?\n/.test(value);
}

function decodeBase64(value: string): Buffer | undefined {
  if (value.length < shortestPayload || !/^[A-Za-z0-9+/_-]{16}/.test(value)) return undefined;
  const start = Buffer.from(value.slice(0, 16), 'base64');
  if (!isContainerOrProgram(start) && !isPickleStart(start)) return undefined;
  return /^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/.test(value) ? Buffer.from(value, 'base64') : undefined;
}

function isPickle(bytes: Buffer): boolean {
  return (isPickleStart(bytes) || /^\(?[ci][\w.]/.test(bytes.toString('latin1', 0, 4))) && bytes.includes(0x2e, 2);
}

function isPickleStart(bytes: Buffer): boolean {
  return bytes[0] === 0x80 && (bytes[1] ?? 0) >= 2 && (bytes[1] ?? 0xff) <= 5;
}

function isContainerOrProgram(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 6);
  return magics.some((magic) => start.startsWith(magic));
}

const shortestPayload = 24;
/** Zip, ELF, gzip, xz, 7z, Mach-O; a PE's two letters are too common in text. */
const magics = [
  'PK\u0003\u0004',
  '\u007fELF',
  '\u001f\u008b\u0008',
  '\u00fd7zXZ',
  '7z\u00bc\u00af',
  '\u00cf\u00fa\u00ed\u00fe',
];
