// Accounts for every byte of the file: what no record and no member claims, and what two of them claim.
import { type ByteSource, SliceSource } from '#core/byte-source';
import { quote } from '#core/quote';
import { gaps as gapsBetween } from '#core/ranges';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import { isCarrierStart } from './carrier-start.ts';
import type { ContentOptions } from './content.ts';
import { u32At } from './end-record.ts';
import { findSignature, isZero } from './find-signature.ts';
import { findOrphans } from './orphans.ts';
import { type Range, signatures } from './records.ts';

export interface Account {
  readonly parts: readonly Part[];
  readonly oddities: readonly Oddity[];
}

/**
 * @param claimed - ranges of records and members, in any order
 * @param shift - bytes in front of the archive that its offsets do not count
 */
export function accountForGaps(
  file: ByteSource,
  claimed: readonly Range[],
  shift: number,
  options: ContentOptions,
): Account {
  const parts: Part[] = [];
  const oddities: Oddity[] = [];
  for (const gap of gapsBetween(claimed, file.size)) {
    const account = explainGap(file, gap, shift, options);
    parts.push(...account.parts);
    oddities.push(...account.oddities);
  }
  return { parts, oddities };
}

function explainGap(file: ByteSource, gap: Range, shift: number, options: ContentOptions): Account {
  const place = gap.from === 0 ? 'before' : gap.to === file.size ? 'after' : 'inside';
  if (isZero(file, gap)) return { parts: [], oddities: place === 'before' ? [prefixOddity(gap, shift)] : [] };
  const carrier = place === 'before' && isCarrierStart(file.read(0, Math.min(4096, gap.to)));
  if (place === 'before' && isMarker(file, gap)) return { parts: [], oddities: [] };
  const orphans = findOrphans(file, gap, options);
  const parts = orphans.map(({ part }) => part);
  const oddities = orphans.map(({ name, at }): Oddity => {
    const message =
      `a member named ${quote(name)} is in the file and not in its directory: streaming readers ` +
      'see it, Python and torch do not';
    return { kind: 'two-readings', message, where: { offset: at, element: 'local header' } };
  });
  if (carrier) return { parts, oddities: [] };
  const source = new SliceSource(file, gap.from, gap.to);
  parts.push({ name: `bytes ${gap.from} to ${gap.to}`, source, range: gap, raw: true });
  if (place === 'before') oddities.push(prefixOddity(gap, shift));
  else if (!isSigningBlock(file, gap)) oddities.push(hiddenOddity(file, gap, place));
  return { parts, oddities };
}

function prefixOddity(gap: Range, shift: number): Oddity {
  const message =
    `${gap.to} bytes stand before the archive: torch.load and readers that start at the front take the file for ` +
    `something else, Python${shift === 0 ? ' and torch.jit.load read' : ' reads'} the archive`;
  return { kind: 'two-readings', message, where: { offset: 0 } };
}

function hiddenOddity(file: ByteSource, gap: Range, place: 'after' | 'inside'): Oddity {
  const where = { offset: gap.from };
  const count = `${gap.to - gap.from} bytes ${place} the archive`;
  const directory = ['PK\u0001\u0002', 'PK\u0005\u0006'].some((mark) => findSignature(file, gap, mark) !== undefined);
  if (!directory) return { kind: 'hidden-bytes', message: `${count} belong to no member and no record`, where };
  const message = `${count} are a directory of their own: readers that take the first directory and those that take the last see two archives`;
  return { kind: 'two-readings', message, where };
}

/** Four bytes that a tool leaves when an archive for several disks fitted on one, or that mark a Java module. */
function isMarker(file: ByteSource, gap: Range): boolean {
  const mark = u32At(file, 0);
  return gap.to === 4 && (mark === signatures.spanned || mark === signatures.spannedOne || mark === javaModule);
}

// `JM`, version 1.0: what the JDK puts before the archive that a .jmod file is.
const javaModule = 0x00014d4a;

/** Android's signatures over an archive stand right before its directory. @source APK Signature Scheme v2 */
function isSigningBlock(file: ByteSource, gap: Range): boolean {
  const mark = file.read(gap.to - 16, 16);
  return Buffer.from(mark).toString('latin1') === 'APK Sig Block 42';
}
