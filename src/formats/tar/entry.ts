// One tar member with everything that stands in front of it: long names, pax records, then the header itself.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { blockBytes, parseTarHeader, type TarHeader, text } from './header.ts';
import { parsePaxRecords } from './pax.ts';

export interface TarEntry {
  /** Offset of the first block that belongs to it. */
  readonly from: number;
  readonly dataFrom: number;
  readonly name: string;
  readonly linkName: string;
  readonly size: number;
  readonly type: string;
  readonly header: TarHeader;
  readonly pax: readonly (readonly [string, string])[];
}

/** Records that a `g` header sets for all later members. */
export type GlobalRecords = Map<string, string>;

// GNU tar writes paths of at most PATH_MAX; pax records may hold attributes of 64 KiB each.
const maxExtendedBytes = 1024 * 1024;
const maxExtendedHeaders = 64;

/**
 * Reads the member at `at`.
 * @returns undefined when no valid header stands there
 * @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED, FORMAT_LIMIT for an extended header that cannot be used
 */
export function readTarEntry(
  source: ByteSource,
  at: number,
  globals: GlobalRecords,
  budget: WorkBudget,
): TarEntry | undefined {
  let longName: string | undefined;
  let longLink: string | undefined;
  let pax: readonly (readonly [string, string])[] = [];
  let position = at;
  for (let count = 0; count <= maxExtendedHeaders; count++) {
    budget.spend(16, position);
    const header = parseTarHeader(source.read(position, blockBytes).slice());
    if (header === undefined) {
      if (position === at) return undefined;
      throw new FormatError('FORMAT_MALFORMED', 'no member follows an extended header', { offset: position });
    }
    position += blockBytes;
    if (!'LKxgX'.includes(header.type)) {
      return makeEntry(at, position, header, pax.length === 0 ? [] : pax, globals, longName, longLink);
    }
    const body = readBody(source, position, header.size);
    position += padded(header.size);
    if (header.type === 'L') longName = text(body);
    else if (header.type === 'K') longLink = text(body);
    else {
      const records = parsePaxRecords(body);
      if (records === undefined) {
        throw new FormatError('FORMAT_MALFORMED', 'the records of a pax header are wrong', { offset: position });
      }
      if (header.type === 'g') for (const [key, value] of records) globals.set(key, value);
      else pax = records;
    }
  }
  throw new FormatError('FORMAT_LIMIT', 'a tar member has too many extended headers', { offset: at });
}

/** `size` up to the next block. */
export function padded(size: number): number {
  return Math.ceil(size / blockBytes) * blockBytes;
}

function makeEntry(
  from: number,
  dataFrom: number,
  header: TarHeader,
  pax: TarEntry['pax'],
  globals: GlobalRecords,
  longName: string | undefined,
  longLink: string | undefined,
): TarEntry {
  const values = new Map([...globals, ...pax]);
  const statedSize = values.get('size');
  const size = statedSize === undefined ? header.size : Number(statedSize);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new FormatError('FORMAT_MALFORMED', 'the size in a pax header is no number', { offset: from });
  }
  const name = values.get('GNU.sparse.name') ?? values.get('path') ?? longName ?? header.name;
  const linkName = values.get('linkpath') ?? longLink ?? header.linkName;
  // Old archives mark a folder by the slash at the end of its name.
  const type = header.type === '0' && name.endsWith('/') ? '5' : header.type;
  return { from, dataFrom, name, linkName, size, type, header, pax };
}

function readBody(source: ByteSource, at: number, size: number): Uint8Array {
  if (size > maxExtendedBytes) {
    throw new FormatError('FORMAT_LIMIT', 'an extended tar header is over 1 MiB', { offset: at, value: size });
  }
  if (at + size > source.size) {
    throw new FormatError('FORMAT_TRUNCATED', 'an extended tar header is cut', { offset: at });
  }
  return source.read(at, size).slice();
}
