// One ONNX tensor by itself (`input_0.pb`): TensorProto, as test data of models and ORT training inputs are stored.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { tensorProto } from './onnx/onnx-schema.ts';
import { readTensor } from './onnx/read-tensor.ts';
import { looksLike, type MessageShape } from './protobuf/looks-like.ts';
import { MessageCursor } from './protobuf/message-cursor.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'onnx-tensor',
  title: 'ONNX tensor',
  specification: 'https://github.com/onnx/onnx/blob/main/onnx/onnx.proto',
  loading: 'Read by onnx.load_tensor; raw numbers, or the name of a file that holds them.',
  extensions: ['pb'],
  identify: (sample: Sample): Match => {
    const first = sample.head[0];
    if (first !== tensorProto.dims && first !== tensorProto.dimsPacked && first !== tensorProto.dataType) return 'no';
    return looksLike(sample.source, tensorShape) ? 'content' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('onnx-tensor', source, context.budget);
    readTensor(MessageCursor.open(source, context.budget), into);
    return into.build();
  },
};

const payloads = [
  tensorProto.rawData,
  tensorProto.floatData,
  tensorProto.int32Data,
  tensorProto.stringData,
  tensorProto.int64Data,
  tensorProto.doubleData,
  tensorProto.uint64Data,
  tensorProto.externalData,
];

const tensorShape: MessageShape = {
  known: new Set(Object.values(tensorProto)),
  required: [[tensorProto.dataType], payloads],
  names: new Set([tensorProto.name]),
};
