// Local headers that no directory names: members that only a streaming reader sees, or what is left of a cut off archive.
import { type ByteSource, SliceSource } from '#core/byte-source';
import * as limits from '#core/limits';
import type { Part } from '../views/part.ts';
import { type ContentOptions, openContent } from './content.ts';
import type { MemberHeader } from './entry.ts';
import { findSignature, SignatureFinder } from './find-signature.ts';
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

/** The members that start inside `gap`, in order, at most `limits.zipOrphans` of them. */
export function findOrphans(file: ByteSource, gap: Range, options: ContentOptions): readonly Orphan[] {
  const orphans: Orphan[] = [];
  const headers = new SignatureFinder(file, gap.to, 'PK\u0003\u0004');
  let found = headers.next(gap.from);
  while (found !== undefined && orphans.length < limits.zipOrphans.value) {
    // ATTACKER: a gap can be full of signatures.
    options.budget.spend(stepsPerSignature, found);
    const header = parseLocalHeader(file, found);
    const orphan =
      header === undefined || !isPlausible(header, gap) ? undefined : readOrphan(file, header, gap, options);
    if (orphan !== undefined) orphans.push(orphan);
    found = headers.next(orphan?.end ?? found + 4);
  }
  return orphans;
}

const stepsPerSignature = 1000;

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
  // The next header first: it is near where there are many, so that this does not cost the whole gap each time.
  const next = findSignature(file, { from: header.end, to: gap.to }, 'PK\u0003\u0004') ?? gap.to;
  return findSignature(file, { from: header.end, to: next }, 'PK\u0007\u0008') ?? next;
}
