// The header of an xz block: sizes that may be stated, and the chain of filters (xz format 1.2.1, section 3.1).
import { crc32 } from 'node:zlib';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { ByteFeed } from './byte-feed.ts';
import { deltaFilter, filtered, x86Filter } from './filters.ts';
import { lzma2, parseLzma2Dictionary } from './lzma/lzma2.ts';
import type { Codec } from './stream-decoder.ts';

export interface XzBlockHeader {
  readonly codec: Codec;
  readonly packedSize: number | undefined;
  readonly size: number | undefined;
}

/**
 * @param bytes - the whole header, 8 to 1024 bytes
 * @throws {FormatError} FORMAT_MALFORMED; FORMAT_UNSUPPORTED for filters other than LZMA2, delta and x86
 */
export function parseXzBlockHeader(bytes: Uint8Array, offset: number): XzBlockHeader {
  const malformed = (what: string): FormatError =>
    new FormatError('FORMAT_MALFORMED', `not a valid xz block header: ${what}`, { offset });
  const stated = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(bytes.length - 4, true);
  if (crc32(bytes.subarray(0, -4)) !== stated) throw malformed('wrong CRC');
  const flags = bytes[1] ?? 0;
  if ((flags & 0x3c) !== 0) throw malformed('unknown flags');
  const feed = new ByteFeed(new MemorySource(bytes.subarray(0, -4)), 2);
  try {
    const packedSize = (flags & 0x40) === 0 ? undefined : readVli(feed);
    const size = (flags & 0x80) === 0 ? undefined : readVli(feed);
    const codec = readFilters(feed, (flags & 3) + 1, offset);
    while (feed.remaining > 0) if (feed.u8() !== 0) throw malformed('padding is not zero');
    return { codec, packedSize, size };
  } catch (error) {
    if (error instanceof FormatError && error.code === 'FORMAT_TRUNCATED')
      throw malformed('a field leads past its end');
    throw error;
  }
}

/** Filters stand in the order of compression; the last is LZMA2. */
function readFilters(feed: ByteFeed, count: number, offset: number): Codec {
  const chain: { readonly id: number; readonly properties: Uint8Array }[] = [];
  for (let i = 0; i < count; i++) {
    const id = readVli(feed);
    chain.push({ id, properties: feed.bytes(readVli(feed)) });
  }
  const last = chain.pop();
  if (last?.id !== 0x21 || last.properties.length !== 1) throw unsupported(last?.id ?? 0, offset);
  let codec = lzma2(parseLzma2Dictionary(last.properties[0] ?? 0));
  for (const { id, properties } of chain.reverse()) {
    if (id === 3 && properties.length === 1) {
      const distance = (properties[0] ?? 0) + 1;
      codec = filtered(codec, () => deltaFilter(distance));
    } else if (id === 4 && properties.length === 0) codec = filtered(codec, x86Filter);
    else throw unsupported(id, offset);
  }
  return codec;
}

function readVli(feed: ByteFeed): number {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = feed.u8();
    value += (byte & 0x7f) * 2 ** (7 * i);
    if ((byte & 0x80) === 0) return value;
  }
  throw new FormatError('FORMAT_MALFORMED', 'a number of the xz block header is out of range');
}

function unsupported(id: number, offset: number): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `the xz filter 0x${id.toString(16)} is not supported`, { offset });
}
