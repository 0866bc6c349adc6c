// TensorFlow SavedModel: `saved_model.pb`, one or more MetaGraphDefs. Variables and assets lie in files beside it.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike } from './protobuf/looks-like.ts';
import { MessageCursor } from './protobuf/message-cursor.ts';
import { readMetaGraph } from './tensorflow/read-meta-graph.ts';
import { savedModel } from './tensorflow/tensorflow-schema.ts';
import { savedModelShape } from './tensorflow/tensorflow-shapes.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'tensorflow-saved-model',
  title: 'TensorFlow SavedModel',
  specification: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto',
  loading:
    'Read by tf.saved_model.load, Keras 2 and TensorFlow Serving. Its graph runs when it is served, and on loading where it has initialisers: operators can read and write files and call Python.',
  extensions: ['pb'],
  identify: (sample: Sample): Match => {
    if (looksLike(sample.source, savedModelShape)) return 'content';
    return /(?:^|\/)saved_model\.pb$/i.test(sample.name) ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('tensorflow-saved-model', source, context.budget);
    const model = MessageCursor.open(source, context.budget);
    let graphs = 0;
    while (model.next()) {
      if (model.tag === savedModel.metaGraphs) {
        graphs += 1;
        readMetaGraph(model.child(), into);
      } else if (model.tag !== savedModel.schemaVersion) into.unknownField(model);
    }
    if (graphs === 0) throw new FormatError('FORMAT_MALFORMED', 'the SavedModel has no graph', { offset: 0 });
    return into.build();
  },
};
