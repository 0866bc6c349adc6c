// The tensor list of a GGUF file, and where each tensor's data must lie.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Tensor } from '../views/tensors.ts';
import { assertFew, readString } from './read-metadata.ts';
import { tensorTypes } from './tensor-types.ts';

/** A tensor as listed; its range counts from the start of the data. */
export interface ListedTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads the list. Each tensor must start where the one before it ends, padded.
 * @throws {FormatError} where llama.cpp's reader refuses
 * @source llama.cpp ggml/src/gguf.cpp, `gguf_init_from_file_impl`
 */
export function readTensorList(reader: ByteReader, count: number, alignment: number): readonly ListedTensor[] {
  assertFew(reader, count, 'tensors');
  const tensors: ListedTensor[] = [];
  const names = new Set<string>();
  let expected = 0;
  for (let index = 0; index < count; index += 1) {
    const at = reader.position;
    const tensor = readTensor(reader);
    if (names.has(tensor.name)) throw malformed(`tensor ${quote(tensor.name)} stands twice`, at);
    names.add(tensor.name);
    if (tensor.offset !== expected) {
      throw malformed(`tensor ${quote(tensor.name)} starts at ${tensor.offset}, ${expected} is expected`, at);
    }
    expected += pad(tensor.bytes, alignment);
    if (!Number.isSafeInteger(expected)) throw malformed('the tensors are larger than any file', at);
    tensors.push(tensor);
  }
  return tensors;
}

/** The tensors with their ranges in the file. */
export function placeTensors(listed: readonly ListedTensor[], dataStart: number): readonly Tensor[] {
  return listed.map(({ name, dtype, shape, offset, bytes }) => ({
    name,
    dtype,
    shape,
    from: dataStart + offset,
    to: dataStart + offset + bytes,
  }));
}

/** `size` rounded up to a multiple of `alignment`. */
export function pad(size: number, alignment: number): number {
  return Math.ceil(size / alignment) * alignment;
}

function readTensor(reader: ByteReader): ListedTensor {
  const at = reader.position;
  const name = readString(reader, longestName);
  const dimensions = reader.u32();
  if (dimensions > mostDimensions) throw malformed(`tensor ${quote(name)} has ${dimensions} dimensions`, at);
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index += 1) shape.push(readDimension(reader, name));
  const typeAt = reader.position;
  const typeNumber = reader.u32();
  const type = tensorTypes.get(typeNumber);
  if (type === undefined) {
    throw new FormatError('FORMAT_UNSUPPORTED', `tensor type ${typeNumber} is not known`, { offset: typeAt });
  }
  const offset = reader.u64Number();
  const row = shape[0] ?? 1;
  if (row % type.blockElements !== 0) throw malformed(`a row of ${quote(name)} does not fill whole blocks`, at);
  const elements = shape.reduce((product, dimension) => product * dimension, 1);
  const bytes = (elements / type.blockElements) * type.blockBytes;
  if (!Number.isSafeInteger(elements) || !Number.isSafeInteger(bytes)) {
    throw malformed(`the shape of tensor ${quote(name)} overflows`, at);
  }
  return { name, dtype: type.name, shape, offset, bytes };
}

function readDimension(reader: ByteReader, name: string): number {
  const at = reader.position;
  const dimension = reader.i64();
  // A zero makes llama.cpp divide by it.
  if (dimension <= 0n || dimension > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw malformed(`a dimension of tensor ${quote(name)} is ${dimension}`, at);
  }
  return Number(dimension);
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const longestName = 63;
const mostDimensions = 4;
