// GGUF: metadata pairs, a tensor list and padded tensor data. Specification: llama.cpp's reader, which refuses more than
// the text of the format does.
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { readMetadata } from './gguf/read-metadata.ts';
import { pad, placeTensors, readTensorList } from './gguf/read-tensors.ts';
import { findHiddenBytes, type HiddenBytes } from './hidden/hidden-bytes.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'gguf',
  title: 'GGUF weights',
  specification: 'https://github.com/ggml-org/llama.cpp (ggml/src/gguf.cpp) and ggml/docs/gguf.md',
  loading:
    'llama.cpp and its many wrappers map it as numbers; the chat template in its metadata is run by a template engine.',
  extensions: ['gguf'],
  identify,
  read,
};

const magic = 'GGUF';

function identify(sample: Sample): Match {
  if (latin1(sample.head, 0, 4) !== magic) {
    return sample.extension === 'gguf' ? 'name' : 'no';
  }
  const version = Buffer.from(sample.head).subarray(4, 8);
  const small = version.length < 4 || version.readUInt32LE() < 256 || version.readUInt32BE() < 256;
  return small || sample.extension === 'gguf' ? 'content' : 'name';
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget);
  readVersion(reader);
  const tensorCount = reader.assertCount(reader.u64Number(), smallestTensor);
  const pairCount = reader.assertCount(reader.u64Number(), smallestPair);
  const metadata = readMetadata(reader, pairCount);
  const listed = readTensorList(reader, tensorCount, metadata.alignment);
  const dataStart = pad(reader.position, metadata.alignment);
  const tensors = placeTensors(listed, dataStart);
  const hidden = findGaps(source, reader.position, tensors, metadata.alignment);
  return {
    kind: 'tensors',
    format: format.id,
    tensors,
    metadata: metadata.pairs,
    oddities: [...metadata.oddities, ...hidden.flatMap(({ oddities }) => oddities)],
    parts: [
      ...metadata.parts,
      ...tensors.map((tensor) => tensorPart(source, tensor)),
      ...hidden.flatMap(({ parts }) => parts),
    ],
  };
}

function readVersion(reader: ByteReader): void {
  if (Buffer.from(reader.bytes(4)).toString('latin1') !== magic) {
    throw new FormatError('FORMAT_MALFORMED', 'the file does not start with GGUF', { offset: 0 });
  }
  const version = reader.u32();
  if (version === 2 || version === 3) return;
  const why = version % 65536 === 0 ? 'the other byte order' : `version ${version}`;
  throw new FormatError('FORMAT_UNSUPPORTED', `${why} is refused by llama.cpp`, { offset: 4, value: version });
}

/** What lies between the list and the data, between tensors, and after the last one. @throws when tensors are cut off */
function findGaps(source: ByteSource, listEnd: number, tensors: readonly Tensor[], alignment: number): HiddenBytes[] {
  const found: HiddenBytes[] = [];
  let at = listEnd;
  for (const tensor of tensors) {
    if (tensor.to > source.size) {
      throw new FormatError('FORMAT_TRUNCATED', 'the tensors reach past the end of the file', { offset: source.size });
    }
    found.push(findHiddenBytes(source, at, tensor.from, 'in the padding before a tensor'));
    at = tensor.to;
  }
  const end = Math.min(pad(at, alignment), source.size);
  found.push(findHiddenBytes(source, at, end, 'in the padding at the end'));
  found.push(findHiddenBytes(source, end, source.size, 'after the last tensor'));
  return found;
}

function tensorPart(source: ByteSource, tensor: Tensor): Part {
  const { name, from, to } = tensor;
  return { name, source: new SliceSource(source, from, to), range: { from, to }, stored: true, raw: true };
}

/** Bytes: name length, dimension count, type, offset; key length, value type, one value. */
const smallestTensor = 24;
const smallestPair = 13;
