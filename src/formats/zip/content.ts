// The bytes of one member: decoded, measured and summed up once, in the order they stand in the file.
import { crc32 } from 'node:zlib';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { Sha256Stream } from '#core/digest';
import type { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';
import { type Decoded, openDecoded } from '../compression/decoded-source.ts';
import { codecOf, type MemberCodec, type Packing } from './codec-of.ts';
import { flagBits, methods, type Range } from './records.ts';
import type { SmallInflater } from './small-deflate.ts';
import type { SumBudget } from './sum-budget.ts';

export interface Content {
  readonly source: ByteSource;
  /** Undefined when the data was not summed. */
  readonly crc: number | undefined;
  /** SHA-256 of the bytes, when it was asked for. */
  readonly digest: string | undefined;
  /** Offset in the file of the first byte that the content did not use. */
  readonly end: number;
  /** Why decoding stopped; what came out before is in `source`. */
  readonly problem?: FormatError;
}

const chunkBytes = 256 * 1024;

export interface ContentOptions {
  readonly budget: WorkBudget;
  /** Decodes small members, one per archive. */
  readonly inflater: SmallInflater;
  readonly sums: SumBudget;
  /** Take the SHA-256 too. */
  readonly digest: boolean;
}

/**
 * Reads the content in `data` once, to its end.
 * @returns undefined when the method is one that is not decoded here
 */
export function openContent(
  file: ByteSource,
  data: Range,
  member: Packing,
  options: ContentOptions,
): Content | undefined {
  const sum = new Sum(options.digest);
  const slice = new SliceSource(file, data.from, data.to);
  if (member.method === methods.stored) {
    // A member that is flagged as encrypted may be plain: its sum tells.
    const isSummed = options.digest || (member.flags & flagBits.encrypted) !== 0 || options.sums.take(slice.size);
    if (!isSummed) return { source: slice, crc: undefined, digest: undefined, end: data.to };
    for (let at = 0; at < slice.size; at += chunkBytes) sum.add(slice.read(at, chunkBytes));
    return { source: slice, crc: sum.crc, digest: sum.finish(), end: data.to };
  }
  const codec = codecOf(member, slice);
  if (codec === undefined) return undefined;
  const { source, end, problem } = decode(slice, codec, member, options, sum);
  const content = { source, crc: sum.crc, digest: sum.finish(), end: data.from + codec.skip + end };
  return problem === undefined ? content : { ...content, problem };
}

function decode(
  slice: ByteSource,
  { codec, skip }: MemberCodec,
  member: Packing,
  options: ContentOptions,
  sum: Sum,
): Decoded {
  const small = member.method === methods.deflate ? options.inflater.open(slice, member.size) : undefined;
  if (small !== undefined) {
    sum.add(small.source.read(0, small.source.size));
    return small;
  }
  const packed = skip === 0 ? slice : new SliceSource(slice, skip, slice.size);
  return openDecoded(packed, codec, options, { onBytes: (bytes) => sum.add(bytes) });
}

class Sum {
  crc = 0;
  readonly #hash: Sha256Stream | undefined;

  constructor(digest: boolean) {
    this.#hash = digest ? new Sha256Stream() : undefined;
  }

  add(bytes: Uint8Array): void {
    this.crc = crc32(bytes, this.crc);
    this.#hash?.update(bytes);
  }

  finish(): string | undefined {
    return this.#hash?.finish();
  }
}
