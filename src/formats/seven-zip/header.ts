// The header database of a 7z archive: where packed streams lie, how folders unpack them, which files they hold.
// Facts from 7zFormat.txt of the LZMA SDK (public domain).
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { readFiles, type SevenZipFile } from './files.ts';
import { type Folder, readFolder } from './folder.ts';
import { readDigests, readNumber } from './numbers.ts';

/** A run of packed streams and the folders that unpack them. */
export interface Streams {
  /** Offset of the first packed stream, after the signature header. */
  readonly packOffset: number;
  readonly packSizes: readonly number[];
  readonly folders: readonly FolderStreams[];
}

/** A folder and the files that stand in its unpacked stream one after another. */
export interface FolderStreams extends Folder {
  /** Unpacked size of each coder's output. */
  readonly unpackSizes: readonly number[];
  readonly crc: number | undefined;
  readonly contents: readonly { readonly size: number; readonly crc: number | undefined }[];
}

export interface Header {
  readonly streams: Streams | undefined;
  readonly files: readonly SevenZipFile[];
}

const id = {
  end: 0,
  header: 1,
  archiveProperties: 2,
  additionalStreams: 3,
  mainStreams: 4,
  files: 5,
  packInfo: 6,
  unpackInfo: 7,
  subStreams: 8,
  size: 9,
  crc: 10,
  folder: 11,
  unpackSize: 12,
  streamCount: 13,
  encodedHeader: 23,
} as const;

/**
 * Reads a header, or where the encoded one lies.
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED
 */
export function parseHeader(reader: ByteReader): Header | { readonly encoded: Streams } {
  const kind = reader.u8();
  if (kind === id.encodedHeader) return { encoded: readStreams(reader) };
  if (kind !== id.header) throw unexpected(kind, reader);
  let streams: Streams | undefined;
  let files: readonly SevenZipFile[] = [];
  for (;;) {
    const section = reader.u8();
    if (section === id.end) return { streams, files };
    if (section === id.archiveProperties) skipProperties(reader);
    else if (section === id.additionalStreams) throw unsupported('additional streams', reader);
    else if (section === id.mainStreams) streams = readStreams(reader);
    else if (section === id.files) files = readFiles(reader);
    else throw unexpected(section, reader);
  }
}

function skipProperties(reader: ByteReader): void {
  while (reader.u8() !== 0) reader.skip(readNumber(reader));
}

function readStreams(reader: ByteReader): Streams {
  let packOffset = 0;
  let packSizes: readonly number[] = [];
  let folders: readonly FolderStreams[] = [];
  for (;;) {
    const section = reader.u8();
    if (section === id.end) return { packOffset, packSizes, folders };
    if (section === id.packInfo) {
      packOffset = readNumber(reader);
      packSizes = readPackSizes(reader);
    } else if (section === id.unpackInfo) folders = readFolders(reader);
    else if (section === id.subStreams) folders = readSubStreams(reader, folders);
    else throw unexpected(section, reader);
  }
}

function readPackSizes(reader: ByteReader): readonly number[] {
  const count = reader.assertCount(readNumber(reader), 1);
  let sizes: readonly number[] = [];
  for (;;) {
    const section = reader.u8();
    if (section === id.end) return sizes;
    if (section === id.size) sizes = Array.from({ length: count }, () => readNumber(reader));
    else if (section === id.crc) readDigests(reader, count);
    else throw unexpected(section, reader);
  }
}

function readFolders(reader: ByteReader): readonly FolderStreams[] {
  expect(reader, id.folder);
  const count = reader.assertCount(readNumber(reader), 2);
  if (reader.u8() !== 0) throw unsupported('folders kept elsewhere', reader);
  const folders = Array.from({ length: count }, () => readFolder(reader));
  expect(reader, id.unpackSize);
  const sizes = folders.map((folder) => Array.from({ length: folder.outputs }, () => readNumber(reader)));
  let digests: readonly (number | undefined)[] = [];
  for (;;) {
    const section = reader.u8();
    if (section === id.crc) digests = readDigests(reader, count);
    else if (section === id.end) break;
    else throw unexpected(section, reader);
  }
  // Without a list of contents a folder holds one file.
  return folders.map((folder, i) => {
    const unpackSizes = sizes[i] ?? [];
    const contents = [{ size: unpackSizes[folder.mainOutput] ?? 0, crc: digests[i] }];
    return { ...folder, unpackSizes, crc: digests[i], contents };
  });
}

/** How each folder's unpacked stream is cut into files: all sizes but the last are stated. */
function readSubStreams(reader: ByteReader, folders: readonly FolderStreams[]): readonly FolderStreams[] {
  let section = reader.u8();
  let counts = folders.map(() => 1);
  if (section === id.streamCount) {
    counts = folders.map(() => reader.assertCount(readNumber(reader), 0));
    section = reader.u8();
  }
  const total = counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  reader.assertCount(total, section === id.size ? 1 : 0);
  if (total > 0 && section !== id.size) throw unexpected(section, reader);
  const sizes = folders.map((folder, i) => readContentSizes(reader, folder, counts[i] ?? 0));
  if (section === id.size) section = reader.u8();
  // Only contents whose digest is not already known from their folder are listed.
  const unknown = folders.map((folder, i) => (counts[i] === 1 && folder.crc !== undefined ? 0 : (counts[i] ?? 0)));
  let digests: readonly (number | undefined)[] = [];
  while (section !== id.end) {
    if (section !== id.crc) throw unexpected(section, reader);
    digests = readDigests(
      reader,
      unknown.reduce((sum, count) => sum + count, 0),
    );
    section = reader.u8();
  }
  let next = 0;
  return folders.map((folder, i) => {
    const known = unknown[i] === 0;
    const contents = (sizes[i] ?? []).map((size, k) => ({ size, crc: known ? folder.crc : digests[next + k] }));
    next += unknown[i] ?? 0;
    return { ...folder, contents };
  });
}

function readContentSizes(reader: ByteReader, folder: FolderStreams, count: number): readonly number[] {
  if (count === 0) return [];
  const whole = folder.unpackSizes[folder.mainOutput] ?? 0;
  const sizes = Array.from({ length: count - 1 }, () => readNumber(reader));
  const last = whole - sizes.reduce((sum, size) => sum + size, 0);
  if (last < 0)
    throw new FormatError('FORMAT_MALFORMED', 'the files of a 7z folder are larger than it', {
      offset: reader.position,
    });
  return [...sizes, last];
}

function expect(reader: ByteReader, wanted: number): void {
  const found = reader.u8();
  if (found !== wanted) throw unexpected(found, reader);
}

function unexpected(section: number, reader: ByteReader): FormatError {
  const message = `the 7z header has an unexpected section ${section}`;
  return new FormatError('FORMAT_MALFORMED', message, { offset: reader.position - 1 });
}

function unsupported(what: string, reader: ByteReader): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `the 7z header uses ${what}`, { offset: reader.position });
}
