// TensorFlow GraphDef: a frozen graph (`.pb`) with its weights as constants.
import type { ByteSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import { GraphBuilder } from './graph/graph-builder.ts';
import { looksLike } from './protobuf/looks-like.ts';
import { MessageCursor } from './protobuf/message-cursor.ts';
import { readGraphDef } from './tensorflow/read-graph-def.ts';
import { graphShape } from './tensorflow/tensorflow-shapes.ts';
import type { GraphView } from './views/graph.ts';

export const format: Format = {
  id: 'tensorflow-graph',
  title: 'TensorFlow frozen graph',
  specification: 'https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/graph.proto',
  loading:
    'Read by tf.import_graph_def, OpenCV and converters. The graph runs when it is used: operators can read and write files and call Python.',
  extensions: ['pb', 'graphdef'],
  identify: (sample: Sample): Match => {
    if (looksLike(sample.source, graphShape)) return 'content';
    return sample.extension === 'graphdef' || /(?:^|[/_.-])(?:frozen|graph)[^/]*\.pb$/i.test(sample.name)
      ? 'name'
      : 'no';
  },
  read: (source: ByteSource, context: ReadContext): GraphView => {
    const into = new GraphBuilder('tensorflow-graph', source, context.budget);
    readGraphDef(MessageCursor.open(source, context.budget), into);
    return into.build();
  },
};
