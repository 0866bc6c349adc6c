// safetensors: a length, a JSON header, and tensor data without gaps. Specification: the format's text and, where it is
// silent, the reference reader 0.8.0 (`safetensors/src/tensor.rs`), because that is what loads these files.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { metadataPart } from './metadata/metadata-part.ts';
import { layOutTensors } from './safetensors/lay-out-tensors.ts';
import { type Header, readHeader } from './safetensors/read-header.ts';
import type { Oddity } from './views/oddity.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'safetensors',
  title: 'safetensors weights',
  specification: 'https://github.com/huggingface/safetensors (format text and reference reader 0.8.0)',
  loading: 'safetensors, transformers, diffusers and many others map it as numbers; loading runs no code.',
  extensions: ['safetensors', 'sft'],
  identify,
  read,
};

const lengthBytes = 8;
const maxHeaderBytes = 100_000_000;

function identify(sample: Sample): Match {
  const named = format.extensions.includes(sample.extension) ? 'name' : 'no';
  if (sample.head.length < lengthBytes + 2) return named;
  const length = headerLength(sample.head);
  if (length === undefined || length > maxHeaderBytes || length < 2) return named;
  const start = Buffer.from(sample.head.subarray(lengthBytes, lengthBytes + 64)).toString('latin1');
  const looksLikeHeader = /^[ \t\r\n]*\{[ \t\r\n]*(["}]|$)/.test(start);
  return looksLikeHeader && (length + lengthBytes <= sample.source.size || named === 'name') ? 'content' : named;
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  if (source.size < lengthBytes)
    throw new FormatError('FORMAT_TRUNCATED', 'the header length is missing', { offset: 0 });
  const length = headerLength(source.read(0, lengthBytes)) ?? Number.POSITIVE_INFINITY;
  if (length > maxHeaderBytes) throw tooLong(length);
  const dataStart = lengthBytes + length;
  if (dataStart > source.size) {
    throw new FormatError('FORMAT_TRUNCATED', 'the header reaches past the end of the file', {
      offset: 0,
      value: length,
    });
  }
  if (length > limits.safetensorsHeader.value) {
    const fields = { offset: 0, limit: 'safetensorsHeader', value: length };
    throw new FormatError('FORMAT_LIMIT', 'the header is too large to hold', fields);
  }
  const bytes = new ByteReader(source, context.budget).bytes(dataStart);
  const header = readHeader(bytes, context.budget);
  const tensors = layOutTensors(header.tensors, dataStart, source.size);
  return {
    kind: 'tensors',
    format: format.id,
    tensors,
    metadata: header.metadata.map(({ key, value }) => ({ key, value: value.slice(0, limits.metadataText.value) })),
    oddities: [...header.oddities, ...blankOddities(bytes)],
    parts: [...tensorParts(source, tensors), ...metadataParts(header)],
  };
}

/** The declared header length; undefined when it exceeds what a number holds exactly. */
function headerLength(bytes: Uint8Array): number | undefined {
  const length = Buffer.from(bytes.subarray(0, lengthBytes)).readBigUInt64LE();
  return length > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(length);
}

function tooLong(length: number): FormatError {
  const message = 'the header is longer than the reference reader allows';
  return new FormatError('FORMAT_MALFORMED', message, { offset: 0, value: length });
}

function blankOddities(bytes: Uint8Array): readonly Oddity[] {
  const oddities: Oddity[] = [];
  if (bytes[lengthBytes] !== openBrace) {
    const message = 'blanks stand before the header, which the format forbids and the reference reader accepts';
    oddities.push({ kind: 'tolerated', message, where: { offset: lengthBytes } });
  }
  let end = bytes.length;
  while (isBlank(bytes[end - 1])) end -= 1;
  const padding = bytes.subarray(end);
  if (padding.length > limits.safetensorsPadding.value || padding.some((byte) => byte !== space)) {
    const message = `${padding.length} bytes of blanks pad the header, more than alignment needs or other than spaces`;
    oddities.push({ kind: 'tolerated', message, where: { offset: end } });
  }
  return oddities;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function tensorParts(source: ByteSource, tensors: readonly Tensor[]): readonly Part[] {
  return tensors
    .filter((tensor) => tensor.to > tensor.from)
    .map(({ name, from, to }) => ({
      name,
      source: new SliceSource(source, from, to),
      range: { from, to },
      stored: true,
      raw: true,
    }));
}

function metadataParts(header: Header): readonly Part[] {
  return header.metadata.flatMap(({ key, value, offset }) => {
    const part = metadataPart(key, value, { from: offset, to: offset + value.length });
    return part === undefined ? [] : [part];
  });
}

const openBrace = 0x7b;
const space = 0x20;
