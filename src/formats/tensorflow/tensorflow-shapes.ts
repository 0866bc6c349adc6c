// What TensorFlow's messages look like, for telling them apart from other protobuf without a magic number.
import type { MessageShape } from '../protobuf/looks-like.ts';
import { lengthTag, varintTag } from '../protobuf/message-cursor.ts';
import {
  functionDef,
  functionDefLibrary,
  functionFields,
  graphDef,
  metaGraphDef,
  metaInfoDef,
  nodeDef,
  opDef,
  savedModel,
} from './tensorflow-schema.ts';

const nodeShape: MessageShape = {
  known: new Set(Object.values(nodeDef)),
  required: [[nodeDef.name], [nodeDef.op]],
  names: new Set([nodeDef.op]),
};

// OpDef: name, arguments, summaries, deprecation, controls and full type; five flags.
const signatureTags: ReadonlySet<number> = new Set([
  ...[1, 2, 3, 4, 5, 6, 8, 20].map(lengthTag),
  ...[16, 17, 18, 19, 21].map(varintTag),
]);

const functionShape: MessageShape = {
  known: new Set([...functionFields].map(lengthTag)),
  required: [[functionDef.signature]],
  nested: new Map([
    [
      functionDef.signature,
      {
        known: signatureTags,
        required: [[opDef.name]],
        names: new Set([opDef.name]),
      },
    ],
  ]),
};

const libraryShape: MessageShape = {
  known: new Set(Object.values(functionDefLibrary)),
  required: [],
  nested: new Map([[functionDefLibrary.function, functionShape]]),
};

/** A frozen graph: nodes, or a library of functions. */
export const graphShape: MessageShape = {
  known: new Set(Object.values(graphDef)),
  required: [[graphDef.node, graphDef.library]],
  nested: new Map([
    [graphDef.node, nodeShape],
    [graphDef.library, libraryShape],
  ]),
};

const emptyGraphShape: MessageShape = { ...graphShape, required: [] };

export const metaGraphShape: MessageShape = {
  known: new Set(Object.values(metaGraphDef)),
  required: [[metaGraphDef.metaInfoDef], [metaGraphDef.graphDef]],
  nested: new Map([
    [
      metaGraphDef.metaInfoDef,
      // A NodeDef has the same field numbers; its field 5 is a map entry and no printable text.
      {
        known: new Set(Object.values(metaInfoDef)),
        required: [[metaInfoDef.tensorflowVersion]],
        names: new Set([metaInfoDef.tensorflowVersion]),
      },
    ],
    [metaGraphDef.graphDef, emptyGraphShape],
  ]),
};

export const savedModelShape: MessageShape = {
  known: new Set(Object.values(savedModel)),
  required: [[savedModel.metaGraphs]],
  nested: new Map([
    [
      savedModel.metaGraphs,
      {
        known: metaGraphShape.known,
        required: [[metaGraphDef.graphDef]],
        nested: new Map([[metaGraphDef.graphDef, emptyGraphShape]]),
      },
    ],
  ]),
};
