// How a 7z folder unpacks: a chain of coders from the packed stream to the content.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { bzip2 } from '../compression/bzip2.ts';
import { deflateRaw } from '../compression/deflate.ts';
import { deltaFilter, filtered, x86Filter } from '../compression/filters.ts';
import { lzma } from '../compression/lzma/lzma.ts';
import { parseLzmaProperties } from '../compression/lzma/lzma-symbols.ts';
import { lzma2, parseLzma2Dictionary } from '../compression/lzma/lzma2.ts';
import { plain } from '../compression/plain.ts';
import type { Codec } from '../compression/stream-decoder.ts';
import { zstd } from '../compression/zstd.ts';
import { readNumber } from './numbers.ts';

interface Coder {
  /** Method id in hexadecimal, as 7z lists them. */
  readonly method: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly properties: Uint8Array;
}

export interface Folder {
  readonly coders: readonly Coder[];
  /** Output `output` feeds input `input`. */
  readonly bonds: readonly { readonly input: number; readonly output: number }[];
  readonly packedInputs: readonly number[];
  readonly outputs: number;
  /** The output that nothing else takes: the content. */
  readonly mainOutput: number;
}

const maxCoders = 8;
const aes = '06f10701';

/** @throws {FormatError} FORMAT_MALFORMED */
export function readFolder(reader: ByteReader): Folder {
  const coderCount = readNumber(reader);
  if (coderCount < 1 || coderCount > maxCoders) throw malformed('number of coders', reader);
  const coders = Array.from({ length: coderCount }, () => readCoder(reader));
  const inputs = coders.reduce((sum, coder) => sum + coder.inputs, 0);
  const outputs = coders.reduce((sum, coder) => sum + coder.outputs, 0);
  if (inputs > 32 || outputs > 32 || outputs < 1) throw malformed('number of streams', reader);
  const bonds = Array.from({ length: outputs - 1 }, () => ({ input: readNumber(reader), output: readNumber(reader) }));
  const packedCount = inputs - bonds.length;
  if (packedCount < 1) throw malformed('number of packed streams', reader);
  const free = Array.from({ length: inputs }, (_, i) => i).find((i) => !bonds.some(({ input }) => input === i)) ?? 0;
  const packedInputs = packedCount === 1 ? [free] : Array.from({ length: packedCount }, () => readNumber(reader));
  const ends = Array.from({ length: outputs }, (_, i) => i).filter((i) => !bonds.some(({ output }) => output === i));
  const [mainOutput] = ends;
  if (mainOutput === undefined || ends.length > 1) throw malformed('chain of coders', reader);
  return { coders, bonds, packedInputs, outputs, mainOutput };
}

/** True when a coder of the folder needs a password. */
export function isEncrypted(folder: Folder): boolean {
  return folder.coders.some(({ method }) => method === aes);
}

/**
 * The codec for a folder whose coders form a chain.
 * @throws {FormatError} FORMAT_UNSUPPORTED for other shapes and methods, FORMAT_MALFORMED for bad properties
 */
export function folderCodec(folder: Folder & { readonly unpackSizes: readonly number[] }): Codec {
  let index = folder.packedInputs[0] ?? 0;
  if (folder.packedInputs.length !== 1 || folder.coders.some((coder) => coder.inputs !== 1 || coder.outputs !== 1)) {
    throw unsupported(folder.coders.map(({ method }) => methodName(method)).join(', '));
  }
  let codec: Codec = plain;
  for (let steps = 0; steps < folder.coders.length; steps++) {
    const coder = folder.coders[index];
    if (coder === undefined) break;
    codec = addCoder(codec, coder, folder.unpackSizes[index] ?? 0);
    const next = folder.bonds.find(({ output }) => output === index);
    if (next === undefined) return codec;
    index = next.input;
  }
  throw unsupported('coders in a circle');
}

function addCoder(before: Codec, coder: Coder, size: number): Codec {
  const [first = 0] = coder.properties;
  if (coder.method === '00') return before;
  if (coder.method === '03') return filtered(before, () => deltaFilter(first + 1));
  if (coder.method === '03030103' || coder.method === '04') return filtered(before, x86Filter);
  if (before !== plain) throw unsupported(`${methodName(coder.method)} after another method`);
  if (coder.method === '21') return lzma2(parseLzma2Dictionary(first));
  if (coder.method === '030101' && coder.properties.length === 5) {
    const dictionaryBytes = new DataView(coder.properties.buffer, coder.properties.byteOffset).getUint32(1, true);
    return lzma({ properties: parseLzmaProperties(first), dictionaryBytes, size });
  }
  if (coder.method === '040108') return deflateRaw;
  if (coder.method === '040202') return bzip2;
  if (coder.method === '04f71101') return zstd();
  throw unsupported(methodName(coder.method));
}

function readCoder(reader: ByteReader): Coder {
  const flags = reader.u8();
  if ((flags & 0xc0) !== 0) throw malformed('flags of a coder', reader);
  const method = Buffer.from(reader.bytes(flags & 15)).toString('hex');
  const isComplex = (flags & 0x10) !== 0;
  const inputs = isComplex ? readNumber(reader) : 1;
  const outputs = isComplex ? readNumber(reader) : 1;
  const properties = (flags & 0x20) === 0 ? new Uint8Array(0) : reader.bytes(readNumber(reader));
  return { method, inputs, outputs, properties };
}

const names: ReadonlyMap<string, string> = new Map([
  ['030401', 'PPMd'],
  ['0303011b', 'BCJ2'],
  ['040109', 'Deflate64'],
  ['06f10701', 'AES-256'],
  ['03030401', 'ARM64 filter'],
]);

function methodName(method: string): string {
  return names.get(method) ?? `method ${method}`;
}

function unsupported(what: string): FormatError {
  return new FormatError('FORMAT_UNSUPPORTED', `the 7z method is not supported: ${what}`);
}

function malformed(what: string, reader: ByteReader): FormatError {
  return new FormatError('FORMAT_MALFORMED', `the ${what} of a 7z folder is wrong`, { offset: reader.position });
}
