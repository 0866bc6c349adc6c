// Which decompressor a zip method stands for. @source APPNOTE 4.4.5, 5.8 (LZMA)
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { bzip2 } from '../compression/bzip2.ts';
import { deflateRaw } from '../compression/deflate.ts';
import { lzma } from '../compression/lzma/lzma.ts';
import { parseLzmaProperties } from '../compression/lzma/lzma-symbols.ts';
import type { Codec } from '../compression/stream-decoder.ts';
import { xz } from '../compression/xz.ts';
import { zstd } from '../compression/zstd.ts';
import { u16, u32 } from './little-endian.ts';
import { methods } from './records.ts';

export interface MemberCodec {
  readonly codec: Codec;
  /** Bytes in front of the compressed stream that belong to the method. */
  readonly skip: number;
}

export interface Packing {
  readonly method: number;
  readonly flags: number;
  readonly size: number;
}

/** The decompressor of a member; undefined when its method or its parameters are not read here. */
export function codecOf(member: Packing, data: ByteSource): MemberCodec | undefined {
  switch (member.method) {
    case methods.deflate:
      return { codec: deflateRaw, skip: 0 };
    case methods.bzip2:
      return { codec: bzip2, skip: 0 };
    case methods.xz:
      return { codec: xz, skip: 0 };
    case methods.zstd:
    case methods.zstdOld:
      return { codec: zstd(), skip: 0 };
    case methods.lzma:
      return lzmaCodec(member, data.read(0, 9));
    default:
      return undefined;
  }
}

/** Two bytes of version, the length of the properties (5), the properties; bit 1 of the flags: an end marker ends it. */
function lzmaCodec(member: Packing, head: Uint8Array): MemberCodec | undefined {
  if (head.length < 9 || u16(head, 2) !== 5) return undefined;
  try {
    const properties = parseLzmaProperties(head[4] ?? 0);
    const size = (member.flags & 2) !== 0 ? {} : { size: member.size };
    return { codec: lzma({ properties, dictionaryBytes: u32(head, 5), ...size }), skip: 9 };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
