// What TensorFlow's messages look like, for telling them apart from other protobuf without a magic number.
import type { MessageShape } from '../protobuf/looks-like.ts';
import {
  functionDef,
  functionDefLibrary,
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

const functionShape: MessageShape = {
  known: new Set([...Object.values(functionDef), 18, 34, 50, 58, 66]),
  required: [[functionDef.signature]],
  nested: new Map([
    [
      functionDef.signature,
      {
        known: new Set([10, 18, 26, 34, 42, 50, 66, 128, 136, 144, 152, 162, 168]),
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
