// Field tags of TensorFlow's graph messages, named as in tensorflow/core/protobuf and tensorflow/core/framework (2.21).
import { lengthTag, varintTag } from '../protobuf/message-cursor.ts';

export const savedModel = { schemaVersion: varintTag(1), metaGraphs: lengthTag(2) } as const;

export const metaGraphDef = {
  metaInfoDef: lengthTag(1),
  graphDef: lengthTag(2),
  saverDef: lengthTag(3),
  collectionDef: lengthTag(4),
  signatureDef: lengthTag(5),
  assetFileDef: lengthTag(6),
  objectGraphDef: lengthTag(7),
} as const;

export const metaInfoDef = {
  metaGraphVersion: lengthTag(1),
  strippedOpList: lengthTag(2),
  anyInfo: lengthTag(3),
  tags: lengthTag(4),
  tensorflowVersion: lengthTag(5),
  tensorflowGitVersion: lengthTag(6),
  strippedDefaultAttrs: varintTag(7),
  functionAliases: lengthTag(8),
} as const;

export const assetFileDef = { tensorInfo: lengthTag(1), filename: lengthTag(2) } as const;

export const graphDef = {
  node: lengthTag(1),
  library: lengthTag(2),
  version: varintTag(3),
  versions: lengthTag(4),
  debugInfo: lengthTag(5),
} as const;

export const nodeDef = {
  name: lengthTag(1),
  op: lengthTag(2),
  input: lengthTag(3),
  device: lengthTag(4),
  attr: lengthTag(5),
  experimentalDebugInfo: lengthTag(6),
  experimentalType: lengthTag(7),
} as const;

/** A map<string, AttrValue> entry. */
export const attrEntry = { key: lengthTag(1), value: lengthTag(2) } as const;

export const attrValue = { list: lengthTag(1), s: lengthTag(2), tensor: lengthTag(8), func: lengthTag(10) } as const;

export const attrList = { s: lengthTag(2), tensor: lengthTag(8), func: lengthTag(9) } as const;

export const nameAttrList = { name: lengthTag(1), attr: lengthTag(2) } as const;

export const tensorProto = {
  tensorContent: lengthTag(4),
  floatVal: lengthTag(5),
  doubleVal: lengthTag(6),
  intVal: lengthTag(7),
  stringVal: lengthTag(8),
  int64Val: lengthTag(10),
  halfVal: lengthTag(13),
  variantVal: lengthTag(15),
} as const;

export const functionDefLibrary = {
  function: lengthTag(1),
  gradient: lengthTag(2),
  registeredGradients: lengthTag(3),
} as const;

export const functionDef = { signature: lengthTag(1), nodeDef: lengthTag(3), attr: lengthTag(5) } as const;

export const functionFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

export const opDef = { name: lengthTag(1) } as const;

export const savedObjectGraph = { nodes: lengthTag(1), concreteFunctions: lengthTag(2) } as const;

export const savedObject = { userObject: lengthTag(4) } as const;

export const savedUserObject = { identifier: lengthTag(1), version: lengthTag(2), metadata: lengthTag(3) } as const;
