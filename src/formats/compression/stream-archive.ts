// The view of a file that is one compressed stream: an archive with one part, and what stands after the stream.
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { FormatError } from '#core/errors';
import type { ReadContext } from '../format.ts';
import type { ArchiveView } from '../views/archive.ts';
import type { Oddity } from '../views/oddity.ts';
import type { Part } from '../views/part.ts';
import { type Decoded, openDecoded } from './decoded-source.ts';
import type { Codec } from './stream-decoder.ts';
import { skipZeros } from './zeros.ts';

export interface StreamOptions {
  /** Id of the format. */
  readonly container: string;
  /** Its name in a sentence: `gzip data`. */
  readonly title: string;
  readonly codec: Codec;
  /** Offset of the stream in the file. */
  readonly from?: number;
}

/**
 * Decodes the whole file. A stream that is cut, damaged or too large gives what came out of it, and an oddity.
 * @throws {FormatError} when nothing came out of it
 */
export function readStreamArchive(source: ByteSource, context: ReadContext, options: StreamOptions): ArchiveView {
  const from = options.from ?? 0;
  const decoded = openDecoded(new SliceSource(source, from, source.size), options.codec, context);
  if (decoded.problem !== undefined && decoded.source.size === 0) throw decoded.problem;
  const end = from + decoded.end;
  const part: Part = { name: innerName(context.name), source: decoded.source, range: { from: 0, to: end } };
  const view = { kind: 'archive', container: options.container } as const;
  if (decoded.problem !== undefined) {
    const oddities = [describeProblem(decoded.problem, decoded, options.title, from)];
    return { ...view, parts: [part], oddities, covered: [{ from: 0, to: end }] };
  }
  const tail = skipZeros(source, end, context.budget);
  if (tail === source.size) return { ...view, parts: [part], oddities: [] };
  return { ...view, parts: [part, trailingPart(source, end)], oddities: [hiddenBytes(source, end, options.title)] };
}

/** `model.pkl.gz` -> `model.pkl`, `data.tgz` -> `data.tar`; other names stay. */
export function innerName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
  const dot = base.lastIndexOf('.');
  if (dot <= 0) return base;
  const extension = base.slice(dot + 1).toLowerCase();
  if (/^t(?:gz|bz2?|xz|lz|zst|lz4)$/.test(extension)) return `${base.slice(0, dot)}.tar`;
  return /^(?:gz|gzip|z|zz|zlib|bz2?|xz|lzma|zst|zstd|lz4|br)$/.test(extension) ? base.slice(0, dot) : base;
}

/** What a decoding problem means: a bomb, or content that could not be followed. */
export function describeProblem(problem: FormatError, decoded: Decoded, title: string, from = 0): Oddity {
  const where = { offset: from + decoded.end };
  // Another limit, such as memory for a large window, says nothing about the file's intent.
  if (problem.fields.limit !== 'decompressedBase') {
    const message = `The ${title} cannot be read to the end: ${problem.message}. What came out before was looked at.`;
    return { kind: 'not-followed', message, where };
  }
  const message = `The ${title} unpacks to far more than a file of this size should (${problem.message}).`;
  return { kind: 'bomb', message, where, references: ['CWE-409'] };
}

/** The part for bytes after the structure ends. */
export function trailingPart(source: ByteSource, from: number): Part {
  const range = { from, to: source.size };
  return {
    name: '(trailing bytes)',
    source: new SliceSource(source, from, source.size),
    range,
    stored: true,
    raw: true,
  };
}

/** The oddity for bytes after the structure ends. */
export function hiddenBytes(source: ByteSource, from: number, title: string): Oddity {
  const message = `${source.size - from} bytes stand after the end of the ${title}; its readers ignore or refuse them.`;
  return { kind: 'hidden-bytes', message, where: { offset: from } };
}
