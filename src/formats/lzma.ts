// The `.lzma` file of LZMA utils: properties, dictionary size, content size, one LZMA stream. No magic bytes, no checksum.
import { FormatError } from '#core/errors';
import { lzma } from './compression/lzma/lzma.ts';
import { parseLzmaProperties } from './compression/lzma/lzma-symbols.ts';
import { readStreamArchive } from './compression/stream-archive.ts';
import type { Codec } from './compression/stream-decoder.ts';
import { tryDecode } from './compression/try-decode.ts';
import type { Format, Match, Sample } from './format.ts';

const headerBytes = 13;
// xz refuses larger sizes as "not an .lzma file"; 256 GiB.
const maxStatedSize = 2 ** 38;

export const format: Format = {
  id: 'lzma',
  title: 'LZMA stream',
  specification: 'LZMA SDK, lzma-specification.txt',
  loading: 'Unpacked by joblib and archive tools; what is inside decides whether loading runs code.',
  extensions: ['lzma', 'tlz'],
  identify: identifyLzma,
  read: (source, context) => {
    const head = source.read(0, 4096).slice();
    const codec = parseHeader(head.subarray(0, headerBytes));
    const view = readStreamArchive(source, context, {
      container: 'lzma',
      title: 'LZMA data',
      codec,
      from: headerBytes,
    });
    // Only its name says that it is one, and it breaks off: then what came out is not its content.
    if (view.covered !== undefined && !isSurely(head)) {
      throw new FormatError('FORMAT_MALFORMED', 'the data breaks off and does not look like LZMA', { offset: 0 });
    }
    return view;
  },
};

/** @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED */
function parseHeader(header: Uint8Array): Codec {
  if (header.length < headerBytes) throw new FormatError('FORMAT_TRUNCATED', 'the LZMA header is cut', { offset: 0 });
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const properties = parseLzmaProperties(header[0] ?? 0);
  const dictionaryBytes = view.getUint32(1, true);
  const size = view.getBigUint64(5, true);
  if (size === 0xffffffffffffffffn) return lzma({ properties, dictionaryBytes });
  return lzma({ properties, dictionaryBytes, size: Number(size) });
}

/** Without magic bytes: the header must be one that encoders write, and the start must decode. */
function identifyLzma({ head, extension }: Sample): Match {
  if (head.length <= headerBytes || (head[0] ?? 0) >= 225 || head[headerBytes] !== 0) return 'no';
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const size = view.getBigUint64(5, true);
  const plausible =
    isUsualDictionary(view.getUint32(1, true)) && (size === 0xffffffffffffffffn || size < maxStatedSize);
  if (!plausible || size === 0n) return 'no';
  const probe = tryDecode(head.subarray(headerBytes), parseHeader(head));
  if (probe === 'fails' || !looksPacked(head)) return format.extensions.includes(extension) ? 'name' : 'no';
  return probe === 'ended' || head.length > 64 ? 'content' : 'name';
}

/** True when the beginning decodes and is packed: no other file looks like that. */
function isSurely(head: Uint8Array): boolean {
  return looksPacked(head) && tryDecode(head.subarray(headerBytes), parseHeader(head)) !== 'fails';
}

/** Zeros decode as LZMA, and arrays of numbers are full of them; packed bytes are not. */
function looksPacked(head: Uint8Array): boolean {
  const packed = head.subarray(headerBytes + 1, headerBytes + 65);
  return packed.filter((byte) => byte === 0).length * 5 <= packed.length;
}

/** 2^n or 2^n + 2^(n-1), at least 4 KiB, or the largest: what xz takes for an .lzma file. */
function isUsualDictionary(bytes: number): boolean {
  if (bytes === 0xffffffff) return true;
  const high = 2 ** Math.floor(Math.log2(bytes));
  return bytes >= 4096 && (bytes === high || bytes === high + high / 2);
}
