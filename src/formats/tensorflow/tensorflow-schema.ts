// Field tags of TensorFlow's graph messages, named as in tensorflow/core/protobuf and tensorflow/core/framework (2.21).
import { lengthTag, type Tags, varintTag } from '../protobuf/message-cursor.ts';

export const savedModel: Tags<'schemaVersion' | 'metaGraphs'> = {
  schemaVersion: varintTag(1),
  metaGraphs: lengthTag(2),
};

export const metaGraphDef: Tags<
  'metaInfoDef' | 'graphDef' | 'saverDef' | 'collectionDef' | 'signatureDef' | 'assetFileDef' | 'objectGraphDef'
> = {
  metaInfoDef: lengthTag(1),
  graphDef: lengthTag(2),
  saverDef: lengthTag(3),
  collectionDef: lengthTag(4),
  signatureDef: lengthTag(5),
  assetFileDef: lengthTag(6),
  objectGraphDef: lengthTag(7),
};

export const metaInfoDef: Tags<
  | 'metaGraphVersion'
  | 'strippedOpList'
  | 'anyInfo'
  | 'tags'
  | 'tensorflowVersion'
  | 'tensorflowGitVersion'
  | 'strippedDefaultAttrs'
  | 'functionAliases'
> = {
  metaGraphVersion: lengthTag(1),
  strippedOpList: lengthTag(2),
  anyInfo: lengthTag(3),
  tags: lengthTag(4),
  tensorflowVersion: lengthTag(5),
  tensorflowGitVersion: lengthTag(6),
  strippedDefaultAttrs: varintTag(7),
  functionAliases: lengthTag(8),
};

export const assetFileDef: Tags<'tensorInfo' | 'filename'> = { tensorInfo: lengthTag(1), filename: lengthTag(2) };

export const graphDef: Tags<'node' | 'library' | 'version' | 'versions' | 'debugInfo'> = {
  node: lengthTag(1),
  library: lengthTag(2),
  version: varintTag(3),
  versions: lengthTag(4),
  debugInfo: lengthTag(5),
};

export const nodeDef: Tags<'name' | 'op' | 'input' | 'device' | 'attr' | 'experimentalDebugInfo' | 'experimentalType'> =
  {
    name: lengthTag(1),
    op: lengthTag(2),
    input: lengthTag(3),
    device: lengthTag(4),
    attr: lengthTag(5),
    experimentalDebugInfo: lengthTag(6),
    experimentalType: lengthTag(7),
  };

/** A map<string, AttrValue> entry. */
export const attrEntry: Tags<'key' | 'value'> = { key: lengthTag(1), value: lengthTag(2) };

export const attrValue: Tags<'list' | 's' | 'tensor' | 'func'> = {
  list: lengthTag(1),
  s: lengthTag(2),
  tensor: lengthTag(8),
  func: lengthTag(10),
};

export const attrList: Tags<'s' | 'tensor' | 'func'> = { s: lengthTag(2), tensor: lengthTag(8), func: lengthTag(9) };

export const nameAttrList: Tags<'name' | 'attr'> = { name: lengthTag(1), attr: lengthTag(2) };

export const tensorProto: Tags<
  'tensorContent' | 'floatVal' | 'doubleVal' | 'intVal' | 'stringVal' | 'int64Val' | 'halfVal' | 'variantVal'
> = {
  tensorContent: lengthTag(4),
  floatVal: lengthTag(5),
  doubleVal: lengthTag(6),
  intVal: lengthTag(7),
  stringVal: lengthTag(8),
  int64Val: lengthTag(10),
  halfVal: lengthTag(13),
  variantVal: lengthTag(15),
};

export const functionDefLibrary: Tags<'function' | 'gradient' | 'registeredGradients'> = {
  function: lengthTag(1),
  gradient: lengthTag(2),
  registeredGradients: lengthTag(3),
};

export const functionDef: Tags<'signature' | 'nodeDef' | 'attr'> = {
  signature: lengthTag(1),
  nodeDef: lengthTag(3),
  attr: lengthTag(5),
};

export const functionFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8]);

export const opDef: Tags<'name'> = { name: lengthTag(1) };

export const savedObjectGraph: Tags<'nodes' | 'concreteFunctions'> = {
  nodes: lengthTag(1),
  concreteFunctions: lengthTag(2),
};

export const savedObject: Tags<'userObject'> = { userObject: lengthTag(4) };

export const savedUserObject: Tags<'identifier' | 'version' | 'metadata'> = {
  identifier: lengthTag(1),
  version: lengthTag(2),
  metadata: lengthTag(3),
};
