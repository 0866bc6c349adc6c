// ONNX: a computation graph as one protobuf message (ModelProto) without magic number. Operators may stand in the main
// graph, in subgraphs, in local functions and in training graphs; weights in the file or in files beside it.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { graphProto, modelProto, nodeProto, operatorSetIdProto } from './onnx/onnx-schema.ts';
import { readFunction, readGraph, readMetadata, readTrainingInfo } from './onnx/read-graph.ts';
import { looksLike, type MessageShape } from './protobuf/looks-like.ts';
import { MessageCursor } from './protobuf/message-cursor.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'onnx',
  title: 'ONNX model',
  specification: 'https://github.com/onnx/onnx/blob/main/onnx/onnx.proto',
  loading:
    'Read by onnx, ONNX Runtime and many converters. Loading runs no code by itself; operators of foreign domains call native libraries or Python, and tensors may name other files.',
  extensions: ['onnx'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const first = sample.head[0] ?? 0;
  // Every field of ModelProto has a number below 32, so a first byte above 0x7f only starts functions or training_info.
  if (first !== 0xca && first !== 0xa2 && (first > 0x7f || first < 0x08)) return byName(sample);
  return looksLike(sample.source, modelShape) ? 'content' : byName(sample);
}

function byName(sample: Sample): Match {
  return sample.extension === 'onnx' ? 'name' : 'no';
}

function read(source: ByteSource, context: ReadContext): GraphView {
  const into = new GraphBuilder('onnx', source, context.budget);
  const model = MessageCursor.open(source, context.budget);
  let graphs = 0;
  while (model.next()) {
    switch (model.tag) {
      case modelProto.graph:
        graphs += 1;
        readGraph(model.child(), into);
        break;
      case modelProto.functions:
        readFunction(model.child(), into);
        break;
      case modelProto.trainingInfo:
        readTrainingInfo(model.child(), into);
        break;
      case modelProto.docString:
        into.remark('doc_string', model.text());
        break;
      case modelProto.metadataProps:
        readMetadata(model.child(), into);
        break;
      default:
        if (!knownModelTags.has(model.tag)) into.unknownField(model);
    }
  }
  if (graphs === 0) throw new FormatError('FORMAT_MALFORMED', 'the model has no graph', { offset: 0 });
  if (graphs > 1) {
    const message = 'the model has more than one graph field; protobuf merges them, other readers take one of them';
    into.oddity({ kind: 'two-readings', message, where: { offset: 0 } });
  }
  return into.build();
}

const knownModelTags: ReadonlySet<number> = new Set(Object.values(modelProto));

const nodeShape: MessageShape = {
  known: new Set(Object.values(nodeProto)),
  required: [[nodeProto.opType]],
  names: new Set([nodeProto.opType]),
};

const graphShape: MessageShape = {
  known: new Set(Object.values(graphProto)),
  required: [],
  nested: new Map([[graphProto.node, nodeShape]]),
};

const opsetShape: MessageShape = {
  known: new Set(Object.values(operatorSetIdProto)),
  required: [],
  names: new Set([operatorSetIdProto.domain]),
};

const modelShape: MessageShape = {
  known: knownModelTags,
  required: [[modelProto.graph], [modelProto.irVersion, modelProto.opsetImport]],
  nested: new Map([
    [modelProto.graph, graphShape],
    [modelProto.opsetImport, opsetShape],
  ]),
  names: new Set([modelProto.producerName]),
};
