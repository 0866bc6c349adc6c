// The file list of a 7z header: names, which have content, what kind of file they are.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { readBits, readNumber } from './numbers.ts';

export interface SevenZipFile {
  readonly name: string;
  /** False for folders and empty files: they take no content from a folder's stream. */
  readonly hasContent: boolean;
  readonly isSymbolicLink: boolean;
}

const emptyStream = 14;
const names = 17;
const attributes = 21;

/** @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED */
export function readFiles(reader: ByteReader): readonly SevenZipFile[] {
  // A name takes at least its two-byte end.
  const count = reader.assertCount(readNumber(reader), 2);
  let empty: readonly boolean[] = [];
  let itsNames: readonly string[] = [];
  let modes: readonly number[] = [];
  for (;;) {
    const property = reader.u8();
    if (property === 0) break;
    const size = readNumber(reader);
    const end = reader.position + size;
    if (property === emptyStream) empty = readBits(reader, count);
    else if (property === names) itsNames = readNames(reader, count, end);
    else if (property === attributes) modes = readModes(reader, count);
    reader.seek(end);
  }
  if (itsNames.length !== count) throw malformed('has files without names', reader);
  return itsNames.map((name, i) => ({
    name,
    hasContent: empty[i] !== true,
    isSymbolicLink: ((modes[i] ?? 0) & 0o170000) === 0o120000,
  }));
}

/** UTF-16, each name ended by a zero. */
function readNames(reader: ByteReader, count: number, end: number): readonly string[] {
  if (reader.u8() !== 0) throw malformed('keeps names elsewhere', reader);
  const bytes = reader.bytes(Math.max(0, end - reader.position));
  const text = new TextDecoder('utf-16le').decode(bytes);
  const found = text.split('\0', count + 1);
  if (found.length <= count) throw malformed('has fewer names than files', reader);
  return found.slice(0, count);
}

/** Unix modes, which 7z puts into the high half of the Windows attributes. */
function readModes(reader: ByteReader, count: number): readonly number[] {
  const all = reader.u8() !== 0;
  const defined = all ? Array.from({ length: count }, () => true) : readBits(reader, count);
  if (reader.u8() !== 0) throw malformed('keeps attributes elsewhere', reader);
  return defined.map((has) => (has ? reader.u32() >>> 16 : 0));
}

function malformed(what: string, reader: ByteReader): FormatError {
  return new FormatError('FORMAT_MALFORMED', `the 7z header ${what}`, { offset: reader.position });
}
