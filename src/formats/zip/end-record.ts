// Finds the end of central directory records: all of them, because readers do not agree which one counts.
// @source APPNOTE 4.3.14 to 4.3.16; what readers do was tried with torch (miniz) and CPython's zipfile
import type { ByteSource } from '#core/byte-source';
import type { Oddity } from '../views/oddity.ts';
import { u16, u32, u64 } from './little-endian.ts';
import { type Range, signatures, sizes } from './records.ts';

export interface EndRecord {
  readonly at: number;
  /** Offset after the comment, as far as it is in the file. */
  readonly end: number;
  readonly comment: Range;
  /** Bytes that the comment declares and the file does not have. */
  readonly missingComment: number;
  /** Where the records of the end begin: the zip64 record if there is one, else `at`. */
  readonly from: number;
  readonly entries: number;
  readonly directoryBytes: number;
  /** As declared, so counted from wherever the writer counted from. */
  readonly directoryOffset: number;
  readonly disks: number;
  readonly ranges: readonly Range[];
}

export interface EndRecords {
  /** The one that is used by readers who take the last, then others. Empty: there is none. */
  readonly records: readonly EndRecord[];
  readonly oddities: readonly Oddity[];
}

const longestTail = sizes.end + 0xffff;

/** Every end record that some reader would take. Reads at most 64 KiB and a few records. */
export function findEndRecords(source: ByteSource): EndRecords {
  const tailAt = Math.max(0, source.size - longestTail);
  const tail = source.read(tailAt, longestTail).slice();
  const found = candidates(tail).map((at) => tailAt + at);
  const oddities: Oddity[] = [];
  const last = found[0];
  if (last === undefined) return { records: [], oddities };
  const records = [parseEndRecord(source, tail, tailAt, last, oddities)];
  const fitting = found.find((at) => at + sizes.end + u16(tail, at - tailAt + 20) === source.size);
  if (fitting !== undefined && fitting !== last) {
    records.push(parseEndRecord(source, tail, tailAt, fitting, oddities));
    oddities.push({
      kind: 'two-readings',
      message:
        `there are two end records: Python and torch take the last one (byte ${last}), readers that want the comment ` +
        `to fill the file take the one at byte ${fitting}`,
      where: { offset: last, element: 'end of central directory' },
    });
  }
  return { records, oddities };
}

/** True when the tail has an end record whose directory is where it says, or which closes an empty archive. */
export function hasEndRecord(source: ByteSource): boolean {
  const { records } = findEndRecords(source);
  return records.some((record) => {
    if (record.entries === 0 && record.directoryBytes === 0) return record.end === source.size;
    return [record.from - record.directoryBytes, record.directoryOffset].some(
      (at) => u32At(source, at) === signatures.centralHeader,
    );
  });
}

/** The number at an offset that may be anything; undefined when it is not in the source. */
export function u32At(source: ByteSource, offset: number): number | undefined {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + 4 > source.size) return undefined;
  return u32(source.read(offset, 4), 0);
}

/** Offsets in the tail, last first. */
function candidates(tail: Uint8Array): number[] {
  const buffer = Buffer.from(tail.buffer, tail.byteOffset, tail.length);
  const found: number[] = [];
  for (let at = tail.length - sizes.end; at >= 0; at -= 1) {
    at = buffer.lastIndexOf('PK\u0005\u0006', at, 'latin1');
    if (at < 0) break;
    found.push(at);
  }
  return found;
}

function parseEndRecord(
  source: ByteSource,
  tail: Uint8Array,
  tailAt: number,
  at: number,
  oddities: Oddity[],
): EndRecord {
  const inside = at - tailAt;
  const commentBytes = u16(tail, inside + 20);
  const comment = { from: at + sizes.end, to: Math.min(source.size, at + sizes.end + commentBytes) };
  const short = {
    at,
    end: comment.to,
    comment,
    missingComment: Math.max(0, at + sizes.end + commentBytes - source.size),
    from: at,
    entries: u16(tail, inside + 10),
    directoryBytes: u32(tail, inside + 12),
    directoryOffset: u32(tail, inside + 16),
    disks: Math.max(u16(tail, inside + 4), u16(tail, inside + 6)),
    ranges: [{ from: at, to: comment.to }],
  };
  return withZip64(source, short, oddities);
}

/** Python and torch take the zip64 record whenever it is there; others only where the short one is full. */
function withZip64(source: ByteSource, short: EndRecord, oddities: Oddity[]): EndRecord {
  const locatorAt = short.at - sizes.zip64Locator;
  if (u32At(source, locatorAt) !== signatures.zip64Locator) return short;
  const declared = u64(source.read(locatorAt, sizes.zip64Locator), 8);
  const adjacent = locatorAt - sizes.zip64End;
  const places = [declared, adjacent].filter((at) => u32At(source, at) === signatures.zip64End);
  const at = places[0];
  if (at === undefined) return short;
  const where = { offset: at, element: 'zip64 end of central directory' };
  if (places.length === 2 && declared !== adjacent) {
    const message = `torch takes the zip64 end record at byte ${declared}, Python the one at byte ${adjacent}`;
    oddities.push({ kind: 'two-readings', message, where });
  }
  const bytes = source.read(at, sizes.zip64End).slice();
  const long = { entries: u64(bytes, 32), directoryBytes: u64(bytes, 40), directoryOffset: u64(bytes, 48) };
  for (const [field, full] of [
    ['entries', 0xffff],
    ['directoryBytes', 0xffffffff],
    ['directoryOffset', 0xffffffff],
  ] as const) {
    if (short[field] === full || short[field] === long[field]) continue;
    const message =
      `the zip64 end record gives ${long[field]} for ${words[field]}, the plain one ${short[field]}: ` +
      'Python and torch take the first, readers without zip64 the second';
    oddities.push({ kind: 'two-readings', message, where });
  }
  const to = Math.min(at + 12 + u64(bytes, 4), locatorAt);
  return {
    ...short,
    ...long,
    disks: Math.max(u32(bytes, 16), u32(bytes, 20)),
    from: at,
    ranges: [...short.ranges, { from: at, to }, { from: locatorAt, to: short.at }],
  };
}

const words = {
  entries: 'the number of members',
  directoryBytes: 'the size of the directory',
  directoryOffset: 'the offset of the directory',
} as const;
