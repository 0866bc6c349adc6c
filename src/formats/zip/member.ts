// One member: its local header, its data decoded and verified, its data descriptor, and the parts a scan goes on with.
import type { ByteSource } from '#core/byte-source';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import { compareHeaders } from './compare-headers.ts';
import { openContent } from './content.ts';
import { readDescriptor } from './data-descriptor.ts';
import type { MemberHeader, ZipEntry } from './entry.ts';
import { unaccountedExtra } from './extra-field.ts';
import { parseLocalHeader } from './local-header.ts';
import { type MemberOptions, readContent } from './member-content.ts';
import { decodeRawName, loaderName } from './member-name.ts';
import { contentPart } from './member-part.ts';
import { flagBits, type Range } from './records.ts';

export interface Member {
  readonly entry: ZipEntry;
  /** As Python looks it up. */
  readonly name: string;
  /** Header, data and descriptor; undefined when there is no local header. */
  readonly range: Range | undefined;
  readonly parts: readonly Part[];
  readonly oddities: readonly Oddity[];
  /** Data that could not be read. */
  readonly unread: Range | undefined;
  /** True when reading it ran into a limit. */
  readonly limited: boolean;
  /** SHA-256 of the content, when it was asked for. */
  readonly digest: string | undefined;
}

/** Reads the member whose local header is at `headerAt`. Never throws for what is wrong with it. */
export function readMember(file: ByteSource, entry: ZipEntry, headerAt: number, options: MemberOptions): Member {
  const name = loaderName(decodeRawName(entry.rawName));
  const local = parseLocalHeader(file, headerAt);
  if (local === undefined) {
    const message = `the member ${quote(name)} has no local header at byte ${headerAt}, where the directory says it is`;
    const where = { offset: entry.at, element: 'central header' };
    const oddities: Oddity[] = [{ kind: 'not-followed', message, where }];
    const nothing = { parts: [], unread: undefined, limited: false, digest: undefined };
    return { entry, name, range: undefined, oddities, ...nothing };
  }
  const seen = readContent(file, entry, local, name, options);
  const descriptor = readDescriptor(file, seen.data.to, entry, local);
  const extra = unaccounted(entry, local, name);
  return {
    entry,
    name,
    range: { from: local.at, to: seen.data.to + descriptor.length },
    parts: [...seen.parts, ...asLocalHeaderSays(file, entry, local, options)],
    oddities: [...compareHeaders(entry, local), ...seen.oddities, ...descriptor.oddities, ...extra],
    unread: seen.unread,
    limited: seen.limited,
    digest: seen.digest,
  };
}

/** What a streaming reader gets, when the local header names, packs or measures the data differently. */
function asLocalHeaderSays(file: ByteSource, entry: ZipEntry, local: MemberHeader, options: MemberOptions): Part[] {
  const deferred = (local.flags & flagBits.dataDescriptor) !== 0 && local.compressedSize === 0;
  const length = deferred ? entry.compressedSize : local.compressedSize;
  const sameName = entry.rawName === local.rawName;
  if (sameName && entry.method === local.method && entry.compressedSize === length) return [];
  const data = { from: local.end, to: Math.min(file.size, local.end + length) };
  const content = openContent(file, data, local, options);
  return content === undefined ? [] : [contentPart(decodeRawName(local.rawName), content, data, local)];
}

/** Extra fields and comments that could carry what no reader of the archive shows. */
function unaccounted(entry: ZipEntry, local: MemberHeader, name: string): Oddity[] {
  return [entry, local].flatMap((header): Oddity[] => {
    const bytes = unaccountedExtra(header.extra);
    if (bytes === undefined) return [];
    const message = `the extra area of ${quote(name)} has ${bytes.length} bytes that belong to no known field`;
    return [{ kind: 'hidden-bytes', message, where: { offset: header.at, element: 'extra field' } }];
  });
}
