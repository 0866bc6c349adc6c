// Decompresses one page: exactly as many bytes as its header says, or an error. Source: apache/parquet-format, Compression.md.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { FormatError } from '#core/errors';
import { decodeLz4Block } from '../compression/lz4-block.ts';
import { decodeSnappy } from './snappy.ts';

/**
 * @param codec - `CompressionCodec` of parquet.thrift
 * @param length - bytes that must come out; the caller has checked it against a limit
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_UNSUPPORTED for a codec that is not known
 */
export function decompressPage(packed: Uint8Array, codec: number, length: number): Uint8Array {
  const content = decode(packed, codec, length);
  if (content.length === length) return content;
  throw new FormatError('FORMAT_MALFORMED', `a page has ${content.length} bytes where its header says ${length}`);
}

function decode(packed: Uint8Array, codec: number, length: number): Uint8Array {
  if (codec === codecs.none) return packed;
  if (length === 0) return new Uint8Array(0);
  // ATTACKER: no decompressor may make more than was declared.
  const most = { maxOutputLength: length };
  switch (codec) {
    case codecs.snappy:
      return decodeSnappy(packed, length);
    case codecs.gzip:
      return guarded(() => gunzipSync(packed, most));
    case codecs.brotli:
      return guarded(() => brotliDecompressSync(packed, most));
    case codecs.zstd:
      return guarded(() => zstdDecompressSync(packed, most));
    case codecs.lz4Raw:
      return lz4Raw(packed, length);
    case codecs.lz4Hadoop:
      return lz4Hadoop(packed, length) ?? lz4Raw(packed, length);
    default:
      throw new FormatError('FORMAT_UNSUPPORTED', `pages are compressed in a way that is not read (${codec})`);
  }
}

function guarded(action: () => Uint8Array): Uint8Array {
  try {
    return action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new FormatError('FORMAT_MALFORMED', `a page cannot be decompressed: ${message}`, { cause: error });
  }
}

function lz4Raw(packed: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  return output.subarray(0, decodeLz4Block(packed, output, 0, length));
}

/** Blocks behind two lengths each, big-endian, as Hadoop frames them; undefined when they are not framed. */
function lz4Hadoop(packed: Uint8Array, length: number): Uint8Array | undefined {
  const view = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const output = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < view.length; ) {
    if (at + 8 > view.length) return undefined;
    const [content, size] = [view.readUInt32BE(at), view.readUInt32BE(at + 4)];
    at += 8;
    if (to + content > length || at + size > view.length) return undefined;
    if (content > 0 && decodeLz4Block(view.subarray(at, at + size), output, to, to + content) !== to + content) {
      return undefined;
    }
    to += content;
    at += size;
  }
  return output.subarray(0, to);
}

const codecs = { none: 0, snappy: 1, gzip: 2, brotli: 4, lz4Hadoop: 5, zstd: 6, lz4Raw: 7 } as const;
