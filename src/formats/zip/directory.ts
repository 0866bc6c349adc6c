// The central directory that an end record points to, or both of them when readers differ on where it is.
// @source APPNOTE 4.3.12 to 4.3.16; CPython Lib/zipfile _RealGetContents; miniz mz_zip_reader_read_central_dir
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import type { Oddity } from '../views/oddity.ts';
import { type EndRecord, u32At } from './end-record.ts';
import { parseEntry, type ZipEntry } from './entry.ts';
import { type Range, signatures } from './records.ts';

export interface Directory extends Range {
  /** To be added to every declared offset: bytes in front of the archive that its writer did not count. */
  readonly shift: number;
  readonly entries: readonly ZipEntry[];
}

/** Reads what `end` points to and says where readers would differ. Entries are charged to the budget. */
export function readDirectories(
  source: ByteSource,
  end: EndRecord,
  budget: WorkBudget,
  oddities: Oddity[],
): readonly Directory[] {
  const where = { offset: end.at, element: 'end of central directory' };
  if (end.disks !== 0) {
    oddities.push({ kind: 'not-followed', message: 'the archive is one of several disks', where });
  }
  if (end.missingComment > 0) {
    const message = `the archive comment lacks ${end.missingComment} of its bytes: the file is cut off`;
    oddities.push({ kind: 'not-followed', message, where });
  }
  const adjacent = end.from - end.directoryBytes;
  if (end.entries === 0 && end.directoryBytes === 0) return [{ from: end.from, to: end.from, shift: 0, entries: [] }];
  const starts = directoryStarts(source, end, adjacent);
  if (starts.length === 0) {
    const message = `no directory is at byte ${end.directoryOffset}, where the end record says it is`;
    oddities.push({ kind: 'not-followed', message, where });
  }
  if (starts.length === 2) {
    const message =
      `torch takes the directory at byte ${end.directoryOffset}, where the end record says it is, Python the one at ` +
      `byte ${adjacent}, right before the end record`;
    oddities.push({ kind: 'two-readings', message, where });
  } else if (starts[0] !== undefined && starts[0] !== adjacent) {
    const message = `torch takes the directory at byte ${starts[0]}; Python refuses it, for bytes follow it`;
    oddities.push({ kind: 'two-readings', message, where });
  }
  return starts.map((from) => readDirectory(source, end, from, budget, oddities));
}

function directoryStarts(source: ByteSource, end: EndRecord, adjacent: number): readonly number[] {
  const places = adjacent === end.directoryOffset ? [adjacent] : [adjacent, end.directoryOffset];
  return places.filter((at) => at < end.from && u32At(source, at) === signatures.centralHeader);
}

function readDirectory(
  source: ByteSource,
  end: EndRecord,
  from: number,
  budget: WorkBudget,
  oddities: Oddity[],
): Directory {
  const limit = Math.min(end.from, from + end.directoryBytes);
  const entries: ZipEntry[] = [];
  for (let at = from; at < limit; ) {
    if (entries.length >= limits.zipEntries.value) throw tooMany(at);
    budget.spend(16, at);
    const entry = parseEntry(source, at, limit, entries.length);
    if (entry === undefined) break;
    entries.push(entry);
    at = entry.end;
  }
  const to = endOfDirectory(source, entries.at(-1)?.end ?? from, limit);
  if (entries.length !== end.entries) oddities.push(countDiffers(end, entries.length, to < limit));
  return { from, to, shift: from === end.directoryOffset ? 0 : from - end.directoryOffset, entries };
}

/** A digital signature may stand after the entries (APPNOTE 4.3.13). */
function endOfDirectory(source: ByteSource, at: number, limit: number): number {
  return u32At(source, at) === signatures.digitalSignature ? limit : at;
}

function countDiffers(end: EndRecord, found: number, broken: boolean): Oddity {
  const where = { offset: end.at, element: 'end of central directory' };
  if (broken) {
    const message = `the directory breaks off after ${found} of ${end.entries} members`;
    return { kind: 'not-followed', message, where };
  }
  const message =
    `the end record counts ${end.entries} members and its directory has ${found}: torch goes by the count, ` +
    'Python by the size of the directory';
  return { kind: 'two-readings', message, where };
}

function tooMany(offset: number): FormatError {
  const message = `the archive has more than ${limits.zipEntries.value} members`;
  return new FormatError('FORMAT_LIMIT', message, { offset, limit: 'zipEntries' });
}
