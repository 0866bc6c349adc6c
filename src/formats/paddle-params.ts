// Combined Paddle parameters (`.pdiparams`, `__params__`): dense tensors one after the other, without a header.

import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { SliceSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { MessageCursor, varintTag } from './protobuf/message-cursor.ts';
import type { Part } from './views/part.ts';
import type { Tensor, TensorsView } from './views/tensors.ts';

export const format: Format = {
  id: 'paddle-params',
  title: 'PaddlePaddle parameters',
  specification:
    'https://github.com/PaddlePaddle/Paddle/blob/develop/paddle/phi/core/framework/dense_tensor_serialize.cc',
  loading: 'Read by Paddle Inference beside a program; raw numbers, nothing runs.',
  extensions: ['pdiparams'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const named = sample.extension === 'pdiparams' || /(?:^|\/)__params__$/.test(sample.name);
  if (sample.head.subarray(0, 16).some((byte) => byte !== 0)) return named ? 'name' : 'no';
  try {
    readTensor(new ByteReader(sample.source, new WorkBudget(0)), 0);
    return 'content';
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return named ? 'name' : 'no';
  }
}

function read(source: ByteSource, context: ReadContext): TensorsView {
  const reader = new ByteReader(source, context.budget);
  const tensors: Tensor[] = [];
  const parts: Part[] = [];
  while (reader.remaining > 0) {
    const tensor = readTensor(reader, tensors.length);
    tensors.push(tensor);
    context.budget.spendPart(tensor.from);
    const range = { from: tensor.from, to: tensor.to };
    parts.push({
      name: tensor.name,
      source: new SliceSource(source, tensor.from, tensor.to),
      range,
      stored: true,
      raw: true,
    });
  }
  return { kind: 'tensors', format: 'paddle-params', tensors, metadata: [], oddities: [], parts };
}

/** u32 version 0; u64 levels, each u64 length and bytes; u32 version 0; i32 length and TensorDesc; numbers. */
function readTensor(reader: ByteReader, index: number): Tensor {
  if (reader.u32() !== 0) throw malformed('a tensor starts with an unknown version', reader.position - 4);
  const levels = reader.u64Number();
  if (levels > maxLevels) throw malformed('a tensor has too many levels', reader.position - 8);
  for (let level = 0; level < levels; level += 1) reader.skip(reader.u64Number());
  if (reader.u32() !== 0) throw malformed('a tensor has an unknown version', reader.position - 4);
  const descriptionBytes = reader.i32();
  const at = reader.position;
  if (descriptionBytes < 2 || descriptionBytes > 4096) throw malformed('a tensor has an impossible description', at);
  reader.skip(descriptionBytes);
  const description = readDescription(reader, at, at + descriptionBytes);
  const bytes = description.shape.reduce((product, size) => product * size, description.itemBytes);
  const from = reader.position;
  if (!Number.isSafeInteger(bytes)) throw malformed('a tensor is larger than any file', at);
  reader.skip(bytes);
  return { name: `tensor ${index}`, dtype: description.dtype, shape: description.shape, from, to: from + bytes };
}

function readDescription(
  reader: ByteReader,
  from: number,
  to: number,
): { dtype: string; itemBytes: number; shape: number[] } {
  const message = MessageCursor.open(reader.source, reader.budget, from, to);
  let type: readonly [string, number] | undefined;
  const shape: number[] = [];
  while (message.next()) {
    if (message.tag === tensorDesc.dataType) type = dataTypes.get(message.number);
    else if (message.tag === tensorDesc.dims) shape.push(message.number);
    else throw malformed('a tensor description has an unknown field', from);
  }
  if (type === undefined || shape.length > 32) throw malformed('a tensor has an unknown data type', from);
  return { dtype: type[0], itemBytes: type[1], shape };
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const maxLevels = 16;
const tensorDesc = { dataType: varintTag(1), dims: varintTag(2) } as const;

const dataTypes: ReadonlyMap<number, readonly [string, number]> = new Map([
  [0, ['bool', 1]],
  [1, ['int16', 2]],
  [2, ['int32', 4]],
  [3, ['int64', 8]],
  [4, ['float16', 2]],
  [5, ['float32', 4]],
  [6, ['float64', 8]],
  [20, ['uint8', 1]],
  [21, ['int8', 1]],
  [22, ['bfloat16', 2]],
  [23, ['complex64', 8]],
  [24, ['complex128', 16]],
  [32, ['float8_e4m3fn', 1]],
  [33, ['float8_e5m2', 1]],
]);
