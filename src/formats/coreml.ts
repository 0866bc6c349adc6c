// Core ML models (`.mlmodel`): one protobuf message Model without magic number. Custom layers and custom models name
// classes of the application that loads them; a linked model names another file.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as schema from './coreml/coreml-schema.ts';
import { readProgram } from './coreml/read-program.ts';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike, type MessageShape } from './protobuf/looks-like.ts';
import { lengthTag, MessageCursor } from './protobuf/message-cursor.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'coreml',
  title: 'Core ML model',
  specification: 'https://apple.github.io/coremltools/mlmodel/Format/Model.html',
  loading: 'Read by Core ML and coremltools. Custom layers and models call classes of the application by name.',
  extensions: ['mlmodel'],
  identify: (sample: Sample): Match => {
    if (sample.head[0] === schema.model.specificationVersion && looksLike(sample.source, modelShape)) return 'content';
    // MLflow names its description `MLmodel`, without a dot.
    return sample.extension === 'mlmodel' && sample.name.includes('.') ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('coreml', source, context.budget);
    readModel(MessageCursor.open(source, context.budget), into);
    return into.build();
  },
};

function readModel(message: MessageCursor, into: GraphBuilder): void {
  let types = 0;
  while (message.next()) {
    switch (message.tag) {
      case schema.model.pipeline:
        readPipeline(message.child(), into);
        break;
      case schema.model.pipelineClassifier:
      case schema.model.pipelineRegressor: {
        const wrapped = message.child();
        while (wrapped.next()) if (wrapped.tag === schema.wrappedPipeline.pipeline) readPipeline(wrapped.child(), into);
        break;
      }
      case schema.model.neuralNetwork:
      case schema.model.neuralNetworkClassifier:
      case schema.model.neuralNetworkRegressor:
        readNetwork(message.child(), into);
        break;
      case schema.model.mlProgram:
        readProgram(message.child(), into);
        break;
      case schema.model.customModel:
        readCustom(message.child(), 'custom model', into);
        break;
      case schema.model.linkedModel:
        readLinked(message.child(), into);
        break;
      default:
        if (schema.modelTypes.has(message.field)) into.raw('model', message.from, message.to);
        else if (!headTags.has(message.tag)) into.unknownField(message);
    }
    if (schema.modelTypes.has(message.field)) types += 1;
  }
  if (types === 0) throw new FormatError('FORMAT_MALFORMED', 'the message holds no model', { offset: 0 });
}

function readPipeline(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) if (message.tag === schema.pipeline.models) readModel(message.child(), into);
}

function readNetwork(message: MessageCursor, into: GraphBuilder): void {
  while (message.next()) if (message.tag === schema.neuralNetwork.layers) readLayer(message.child(), into);
}

function readLayer(message: MessageCursor, into: GraphBuilder): void {
  let name = 'layer';
  while (message.next()) {
    if (message.tag === schema.layer.name) name = message.text();
    else if (message.tag === schema.layer.custom) readCustom(message.child(), 'custom layer', into);
    else if (message.tag === schema.layer.branch) readInner(message.child(), schema.branch, into);
    else if (message.tag === schema.layer.loop) readInner(message.child(), schema.loop, into);
    else if (message.field >= firstLayerType) {
      into.node({ operator: `layer type ${message.field}`, name, at: message.at });
      into.raw(name.slice(0, 60), message.from, message.to);
    }
  }
}

function readInner(message: MessageCursor, networks: Readonly<Record<string, number>>, into: GraphBuilder): void {
  const tags = Object.values(networks);
  while (message.next()) if (tags.includes(message.tag)) readNetwork(message.child(), into);
}

function readCustom(message: MessageCursor, kind: string, into: GraphBuilder): void {
  const at = message.start;
  let className = '';
  while (message.next()) {
    if (message.tag === schema.custom.className) className = message.text();
    else into.raw(kind, message.from, message.to);
  }
  into.node({ domain: kind, operator: className, at });
}

/** LinkedModelFile: a compiled model beside this one, or below one of the search paths. */
function readLinked(message: MessageCursor, into: GraphBuilder): void {
  const at = message.start;
  const names = new Map<number, string>();
  while (message.next()) {
    if (message.tag !== schema.linkedModel.linkedModelFile) continue;
    const file = message.child();
    while (file.next()) {
      const parameter = file.child();
      while (parameter.next())
        if (parameter.tag === schema.stringParameter.defaultValue) names.set(file.tag, parameter.text());
    }
  }
  into.node({ domain: 'linked model', operator: names.get(schema.linkedModelFile.name) ?? '', at });
  for (const location of names.values()) into.externalFile({ location, where: { offset: at, element: 'linkedModel' } });
}

const firstLayerType = 100;

const headTags: ReadonlySet<number> = new Set([
  schema.model.specificationVersion,
  schema.model.description,
  schema.model.isUpdatable,
]);

const modelShape: MessageShape = {
  known: new Set([...headTags, ...[...schema.modelTypes].map(lengthTag)]),
  required: [[schema.model.specificationVersion], [...schema.modelTypes].map(lengthTag)],
};
