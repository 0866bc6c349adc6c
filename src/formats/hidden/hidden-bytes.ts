// Bytes that a format's structure leaves unused: zeros are padding, anything else is hidden and gets looked at.
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';

export interface HiddenBytes {
  readonly oddities: readonly Oddity[];
  /** The hidden bytes as a part, so that an archive or a program among them is found. */
  readonly parts: readonly Part[];
}

/**
 * Looks at [from, to), which the format does not use.
 * @param what - where this is, for the message: "after the last tensor"
 * @returns nothing when all bytes are zero or the range is empty
 */
export function findHiddenBytes(source: ByteSource, from: number, to: number, what: string): HiddenBytes {
  const start = firstNonZero(source, from, to);
  if (start === undefined) return { oddities: [], parts: [] };
  const message = `${to - from} bytes stand ${what}, where the format has none`;
  return {
    oddities: [{ kind: 'hidden-bytes', message, where: { offset: from } }],
    parts: [hiddenPart(source, from, to)],
  };
}

/** Unused bytes as a part that need not match any format. */
export function hiddenPart(source: ByteSource, from: number, to: number): Part {
  return {
    name: `bytes ${from} to ${to}`,
    source: new SliceSource(source, from, to),
    range: { from, to },
    stored: true,
    raw: true,
  };
}

/** Offset of the first byte in [from, to) that is not zero. */
export function firstNonZero(source: ByteSource, from: number, to: number): number | undefined {
  let at = from;
  while (at < to) {
    const chunk = source.read(at, Math.min(chunkBytes, to - at));
    if (chunk.length === 0) return undefined;
    const index = chunk.findIndex((byte) => byte !== 0);
    if (index !== -1) return at + index;
    at += chunk.length;
  }
  return undefined;
}

const chunkBytes = 64 * 1024;
