// Local headers that no directory names: members that only a streaming reader sees, or what is left of a cut off archive.
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { Part } from '../views/part.ts';
import { type ContentOptions, openContent } from './content.ts';
import type { MemberHeader } from './entry.ts';
import { findSignature } from './find-signature.ts';
import { parseLocalHeader } from './local-header.ts';
import { decodeRawName } from './member-name.ts';
import { contentPart } from './member-part.ts';
import { flagBits, methods, type Range } from './records.ts';

export interface Orphan {
  readonly name: string;
  readonly at: number;
  /** Offset after its data. */
  readonly end: number;
  readonly part: Part;
}

/** Every member that starts inside `gap`, in order. Each costs the budget a step per byte of its header. */
export function findOrphans(file: ByteSource, gap: Range, options: ContentOptions): readonly Orphan[] {
  const orphans: Orphan[] = [];
  let at = gap.from;
  while (at < gap.to) {
    const found = findSignature(file, { from: at, to: gap.to }, 'PK\u0003\u0004');
    if (found === undefined) break;
    options.budget.spend(64, found);
    const header = parseLocalHeader(file, found);
    const orphan =
      header === undefined || !isPlausible(header, gap) ? undefined : readOrphan(file, header, gap, options);
    if (orphan !== undefined) orphans.push(orphan);
    at = orphan?.end ?? found + 4;
  }
  return orphans;
}

/** The four bytes of a signature also occur in program code; the fields after them then make no sense. */
function isPlausible(header: MemberHeader, gap: Range): boolean {
  const known: readonly number[] = Object.values(methods);
  if (header.end > gap.to || header.rawName.length === 0 || !known.includes(header.method)) return false;
  return !/[\u0000-\u001f\u007f]/.test(header.rawName);
}

function readOrphan(file: ByteSource, header: MemberHeader, gap: Range, options: ContentOptions): Orphan | undefined {
  const open = (header.flags & flagBits.dataDescriptor) !== 0 && header.compressedSize === 0;
  const to = open ? endOfData(file, header, gap) : Math.min(gap.to, header.end + header.compressedSize);
  const range = { from: header.end, to };
  const content = openContent(file, range, header, options);
  const source = content?.source ?? new SliceSource(file, range.from, range.to);
  const name = decodeRawName(header.rawName);
  const part = content === undefined ? { name, source, range } : contentPart(name, content, range, header);
  const end = open && content !== undefined && content.problem === undefined ? content.end : to;
  return { name, at: header.at, end: Math.max(end, header.end), part };
}

/** Data of unknown length ends at its descriptor, or before the next header. */
function endOfData(file: ByteSource, header: MemberHeader, gap: Range): number {
  if (header.method !== methods.stored) return gap.to;
  const rest = { from: header.end, to: gap.to };
  const descriptor = findSignature(file, rest, 'PK\u0007\u0008') ?? gap.to;
  return findSignature(file, { from: rest.from, to: descriptor }, 'PK\u0003\u0004') ?? descriptor;
}
