// MXNet parameters (`.params`): a list of arrays with their names (NDArray::Save of src/ndarray/ndarray.cc).
import { ByteReader } from '#core/byte-reader';
import { type ByteSource, SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'mxnet-params',
  title: 'MXNet parameters',
  specification: 'https://github.com/apache/mxnet/blob/v1.9.x/src/ndarray/ndarray.cc',
  loading: 'Read by MXNet; raw numbers, nothing runs.',
  extensions: ['params'],
  identify: (sample: Sample): Match => {
    const { head } = sample;
    if (head[0] !== 0x12 || head[1] !== 1 || head.length < 16) return 'no';
    return head.subarray(2, 16).every((byte) => byte === 0) ? 'content' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): TensorsView => {
    const reader = new ByteReader(source, context.budget, { at: 16 });
    const arrays = reader.assertCount(reader.u64Number(), 8);
    const unnamed: Tensor[] = [];
    for (let index = 0; index < arrays; index += 1) unnamed.push(readArray(reader));
    const names = reader.assertCount(reader.u64Number(), 8);
    const tensors: Tensor[] = [];
    for (let index = 0; index < names; index += 1) {
      const name = reader.utf8(Math.min(reader.u64Number(), reader.remaining));
      const tensor = unnamed[index];
      if (tensor !== undefined) tensors.push({ ...tensor, name: name.slice(0, 1000) });
    }
    const all = [...tensors, ...unnamed.slice(tensors.length)];
    const covered = [{ from: 0, to: reader.position }];
    return {
      kind: 'tensors',
      format: 'mxnet-params',
      tensors: all,
      metadata: [],
      oddities: [],
      parts: all.map((tensor) => partOf(tensor, source)),
      covered,
    };
  },
};

function partOf(tensor: Tensor, source: ByteSource): Part {
  const range = { from: tensor.from, to: tensor.to };
  return { name: tensor.name, source: new SliceSource(source, tensor.from, tensor.to), range, stored: true, raw: true };
}

/** One NDArray of version 1, 2 or 3 with dense storage. */
function readArray(reader: ByteReader): Tensor {
  const at = reader.position;
  const magic = reader.u32();
  if (magic === 0xf993fac9 || magic === 0xf993faca) {
    if (reader.i32() !== 0) throw new FormatError('FORMAT_UNSUPPORTED', 'sparse arrays are not read', { offset: at });
  } else if (magic !== 0xf993fac8)
    throw new FormatError('FORMAT_UNSUPPORTED', 'an array of unknown version', { offset: at });
  const dimensions = magic === 0xf993faca ? reader.i32() : reader.u32();
  if (dimensions > 32) throw new FormatError('FORMAT_MALFORMED', 'an array has too many dimensions', { offset: at });
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index += 1) shape.push(reader.u64Number());
  // An array without dimensions stands for none at all and ends here.
  if (dimensions <= 0) return { name: '', dtype: 'none', shape, from: reader.position, to: reader.position };
  reader.skip(8);
  const [dtype, itemBytes] = dataTypes[reader.i32()] ?? [];
  if (dtype === undefined || itemBytes === undefined) {
    throw new FormatError('FORMAT_MALFORMED', 'an array has an unknown data type', { offset: at });
  }
  const from = reader.position;
  reader.skip(shape.reduce((product, size) => product * size, itemBytes));
  return { name: '', dtype, shape, from, to: reader.position };
}

const dataTypes: readonly (readonly [string, number])[] = [
  ['float32', 4],
  ['float64', 8],
  ['float16', 2],
  ['uint8', 1],
  ['int32', 4],
  ['int8', 1],
  ['int64', 8],
  ['bool', 1],
];
