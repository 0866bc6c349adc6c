// Reads a zip file as all its readers would: every directory, every local header, every byte.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import { gaps } from '#core/ranges';
import type { WorkBudget } from '#core/work-budget';
import type { ArchiveView } from '../views/archive.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import type { ContentOptions } from './content.ts';
import { type Directory, readDirectories } from './directory.ts';
import { duplicateOddities, nameKey, repeatedNames } from './duplicates.ts';
import { type EndRecord, findEndRecords } from './end-record.ts';
import type { ZipEntry } from './entry.ts';
import { accountForGaps } from './gaps.ts';
import { linkOddities } from './links.ts';
import { type Member, readMember } from './member.ts';
import { decodeRawName, nameOddities } from './member-name.ts';
import { findOrphans } from './orphans.ts';
import { flagBits, type Range } from './records.ts';
import { SmallInflater } from './small-deflate.ts';
import { SumBudget } from './sum-budget.ts';

/**
 * @throws {FormatError} FORMAT_MALFORMED when there is neither a directory nor a local header; FORMAT_LIMIT
 * @source PKWARE APPNOTE 6.3.10; readers compared: CPython zipfile, torch (miniz), Java, Info-ZIP, bsdtar
 */
export function readZip(file: ByteSource, budget: WorkBudget): ArchiveView {
  const sums = new SumBudget();
  const options = { budget, inflater: new SmallInflater(budget), sums, digest: false };
  const { records, oddities: endOddities } = findEndRecords(file);
  const oddities: Oddity[] = [...endOddities];
  const directories = records.flatMap((end) => readDirectories(file, end, budget, oddities));
  if (directories.length === 0) return readWithoutDirectory(file, records, oddities, options);
  const members = readMembers(file, directories, options, oddities);
  const claimed = [
    ...records.flatMap(({ ranges }) => ranges),
    ...directories,
    ...members.flatMap(({ range }) => range ?? []),
  ];
  const unclaimed = accountForGaps(file, claimed, directories[0]?.shift ?? 0, options);
  const parts = [
    ...members.toSorted(byDirectory).flatMap((member) => member.parts),
    ...unclaimed.parts,
    ...records.flatMap(({ comment }) => commentPart(file, comment)),
  ];
  const unread = members.flatMap((member) => member.unread ?? []);
  return view(parts, [...oddities, ...unclaimed.oddities, ...sums.oddities()], unread, file.size);
}

/** A comment is for people; a pickle or a program in it is for somebody who knows that it is there. */
function commentPart(file: ByteSource, { from, to }: Range): readonly Part[] {
  if (to <= from) return [];
  const range = { from, to };
  return [{ name: 'archive comment', source: new SliceSource(file, from, to), range, stored: true, raw: true }];
}

function view(
  parts: readonly Part[],
  oddities: readonly Oddity[],
  unread: readonly Range[],
  size: number,
): ArchiveView {
  const archive: ArchiveView = { kind: 'archive', container: 'zip', parts, oddities };
  return unread.length === 0 ? archive : { ...archive, covered: gaps(unread, size) };
}

function readMembers(
  file: ByteSource,
  directories: readonly Directory[],
  options: ContentOptions,
  oddities: Oddity[],
): readonly Member[] {
  const placed = directories.flatMap(({ entries, shift }) =>
    entries.map((entry) => ({ entry, headerAt: entry.headerOffset + shift })),
  );
  const entries = placed.map(({ entry }) => entry);
  const repeated = repeatedNames(entries);
  const verifyCrc = !isWithoutCrc(entries);
  const members: Member[] = [];
  let end = 0;
  let limited = 0;
  // In the order of the file, so that a source that is hashed on the way is read from front to back.
  for (const { entry, headerAt } of placed.toSorted((a, b) => a.headerAt - b.headerAt)) {
    const overlaps = headerAt < end;
    if (limited >= mostLimited || (overlaps && !payForOverlap(entry, headerAt, options.budget, oddities))) {
      oddities.push(notRead(placed.length - members.length, headerAt));
      break;
    }
    const member = readMember(file, entry, headerAt, { ...options, digest: repeated.has(nameKey(entry)), verifyCrc });
    members.push(member);
    for (const oddity of nameOddities(decodeRawName(entry.rawName), entry.at)) oddities.push(oddity);
    for (const oddity of member.oddities) oddities.push(oddity);
    if (member.limited) limited += 1;
    const { range } = member;
    if (range === undefined) continue;
    const inDirectory = directories.some(({ from, to }) => range.to > from && range.from < to);
    if (overlaps || inDirectory) oddities.push(overlapOddity(member, headerAt));
    end = Math.max(end, range.to);
  }
  oddities.push(...duplicateOddities(members, repeated), ...linkOddities(members));
  return members;
}

/** ATTACKER: many members over the same bytes cost a reader many times the file. False: more than may be spent. */
function payForOverlap(entry: ZipEntry, at: number, budget: WorkBudget, oddities: Oddity[]): boolean {
  try {
    budget.spendDecompressed(entry.compressedSize, at);
    return true;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const message = `members that lie over each other unpack to many times the file: ${error.message}`;
    oddities.push({ kind: 'bomb', message, where: { offset: at, element: 'local header' } });
    return false;
  }
}

function notRead(count: number, at: number): Oddity {
  const message = `${count} members were not read, because what came before them used up what one scan may unpack`;
  return { kind: 'not-followed', message, where: { offset: at } };
}

function byDirectory(a: Member, b: Member): number {
  return a.entry.at - b.entry.at;
}

/** torch writes no CRC at all when told so (`set_crc32_options(False)`): 0 everywhere, and a descriptor announced. */
function isWithoutCrc(entries: readonly ZipEntry[]): boolean {
  return entries.every(({ crc, flags, rawName }) => {
    return crc === 0 && (flags & flagBits.dataDescriptor) !== 0 && rawName.length > 0;
  });
}

function overlapOddity(member: Member, at: number): Oddity {
  const message = `the member ${quote(member.name)} lies over another one: newer Python refuses that, torch and older readers give the same bytes twice`;
  return { kind: 'two-readings', message, where: { offset: at, element: 'local header' } };
}

// Members that may run into the limit of decompressed bytes before the rest is left.
const mostLimited = 16;

/** No directory: no reader but a streaming one opens it. What the local headers name is scanned all the same. */
function readWithoutDirectory(
  file: ByteSource,
  records: readonly EndRecord[],
  oddities: readonly Oddity[],
  options: ContentOptions,
): ArchiveView {
  const orphans = findOrphans(file, { from: 0, to: file.size }, options);
  if (orphans.length === 0 && records.length === 0) {
    throw new FormatError('FORMAT_MALFORMED', 'this is neither a zip directory nor a zip member', { offset: 0 });
  }
  const message = `the archive has no directory that can be read; ${orphans.length} members were found by their local headers`;
  const missing: Oddity = { kind: 'not-followed', message, where: { offset: file.size } };
  return view(
    orphans.map(({ part }) => part),
    [...oddities, missing],
    [],
    file.size,
  );
}
