// The view of a file that nothing interprets, and what follows its structure.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from '../format.ts';
import { findHiddenBytes, hiddenPart } from '../hidden/hidden-bytes.ts';
import type { InertView } from '../views/inert.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';

/** A file whose structure reaches to its last byte, as far as the format lets us tell. */
export function wholeInert(format: Format, extra: Partial<Pick<InertView, 'oddities' | 'parts'>> = {}): InertView {
  return { kind: 'inert', format: format.id, oddities: extra.oddities ?? [], parts: extra.parts ?? [] };
}

/**
 * A file whose structure ends at `end`.
 * @param slack - bytes after the end that honest writers leave: they are looked at, and are an oddity only beyond this
 */
export function inertUntil(format: Format, source: ByteSource, end: number, slack = 0): InertView {
  if (source.size - end <= slack) return wholeInert(format, { parts: slackParts(source, end) });
  const hidden: { oddities: readonly Oddity[]; parts: readonly Part[] } = findHiddenBytes(
    source,
    end,
    source.size,
    `after the end of the ${format.title}`,
  );
  return wholeInert(format, hidden);
}

function slackParts(source: ByteSource, end: number): readonly Part[] {
  return end < source.size ? [hiddenPart(source, end, source.size)] : [];
}

/** Exactly `length` bytes at `from`. @throws {FormatError} FORMAT_TRUNCATED when there are fewer */
export function exactBytes(source: ByteSource, from: number, length: number): Buffer {
  const bytes = Buffer.from(source.read(Math.max(0, from), length));
  if (from >= 0 && bytes.length === length) return bytes;
  throw new FormatError('FORMAT_TRUNCATED', `${length} bytes are needed, the file has ${source.size}`, {
    offset: source.size,
  });
}

/** `content` when the magic stands at `at`, else `no`: a name alone never makes a picture. */
export function byMagic(sample: Sample, magic: string, at = 0): Match {
  return latin1(sample.head, at, at + magic.length) === magic ? 'content' : 'no';
}
