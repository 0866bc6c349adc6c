// `keras_metadata.pb` beside a SavedModel: one JSON description per Keras layer, from which Keras 2 rebuilds the layers,
// Lambda layers with their code included.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike, type MessageShape } from './protobuf/looks-like.ts';
import { lengthTag, MessageCursor, varintTag } from './protobuf/message-cursor.ts';
import { addKerasMetadata } from './tensorflow/read-meta-graph.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'keras-metadata',
  title: 'Keras metadata of a SavedModel',
  specification: 'https://github.com/keras-team/tf-keras/blob/master/tf_keras/protobuf/saved_metadata.proto',
  loading: 'Read by tf.keras.models.load_model of Keras 2. Lambda layers in it carry Python byte code that runs.',
  extensions: ['pb'],
  identify: (sample: Sample): Match => {
    if (looksLike(sample.source, metadataShape)) return 'content';
    return /(?:^|\/)keras_metadata\.pb$/i.test(sample.name) ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('keras-metadata', source, context.budget);
    const metadata = MessageCursor.open(source, context.budget);
    while (metadata.next()) {
      if (metadata.tag === nodesTag) readObject(metadata.child(), into);
      else into.unknownField(metadata);
    }
    return into.build();
  },
};

function readObject(object: MessageCursor, into: GraphBuilder): void {
  let path = 'object';
  while (object.next()) {
    if (object.tag === savedObject.nodePath) path = object.text();
    else if (object.tag === savedObject.metadata) addKerasMetadata(object, path, into);
    else if (object.field > 6) into.unknownField(object);
  }
}

const nodesTag = lengthTag(1);

const savedObject = {
  nodeId: varintTag(2),
  nodePath: lengthTag(3),
  identifier: lengthTag(4),
  metadata: lengthTag(5),
  version: lengthTag(6),
} as const;

const metadataShape: MessageShape = {
  known: new Set([nodesTag]),
  required: [[nodesTag]],
  nested: new Map([
    [
      nodesTag,
      {
        known: new Set(Object.values(savedObject)),
        required: [[savedObject.nodePath], [savedObject.identifier], [savedObject.metadata]],
        names: new Set([savedObject.nodePath, savedObject.identifier]),
      },
    ],
  ]),
};
