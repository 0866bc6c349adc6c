// TensorFlow MetaGraphDef: the `.meta` file beside a TensorFlow 1 checkpoint.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike } from './protobuf/looks-like.ts';
import { MessageCursor } from './protobuf/message-cursor.ts';
import { readMetaGraph } from './tensorflow/read-meta-graph.ts';
import { metaGraphShape } from './tensorflow/tensorflow-shapes.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'tensorflow-meta-graph',
  title: 'TensorFlow meta graph',
  specification: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/meta_graph.proto',
  loading:
    'Read by tf.train.import_meta_graph. The graph runs when it is used: operators can read and write files and call Python.',
  extensions: ['meta'],
  identify: (sample: Sample): Match => {
    if (looksLike(sample.source, metaGraphShape)) return 'content';
    return sample.extension === 'meta' ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('tensorflow-meta-graph', source, context.budget);
    readMetaGraph(MessageCursor.open(source, context.budget), into);
    return into.build();
  },
};
