// Field tags of ONNX's messages, named as in onnx.proto (github.com/onnx/onnx, IR version 13).
import { lengthTag, type Tags, varintTag } from '../protobuf/message-cursor.ts';

export const modelProto: Tags<
  | 'irVersion'
  | 'producerName'
  | 'producerVersion'
  | 'domain'
  | 'modelVersion'
  | 'docString'
  | 'graph'
  | 'opsetImport'
  | 'metadataProps'
  | 'trainingInfo'
  | 'functions'
  | 'configuration'
> = {
  irVersion: varintTag(1),
  producerName: lengthTag(2),
  producerVersion: lengthTag(3),
  domain: lengthTag(4),
  modelVersion: varintTag(5),
  docString: lengthTag(6),
  graph: lengthTag(7),
  opsetImport: lengthTag(8),
  metadataProps: lengthTag(14),
  trainingInfo: lengthTag(20),
  functions: lengthTag(25),
  configuration: lengthTag(26),
};

export const graphProto: Tags<
  | 'node'
  | 'name'
  | 'initializer'
  | 'docString'
  | 'input'
  | 'output'
  | 'valueInfo'
  | 'quantizationAnnotation'
  | 'sparseInitializer'
  | 'metadataProps'
> = {
  node: lengthTag(1),
  name: lengthTag(2),
  initializer: lengthTag(5),
  docString: lengthTag(10),
  input: lengthTag(11),
  output: lengthTag(12),
  valueInfo: lengthTag(13),
  quantizationAnnotation: lengthTag(14),
  sparseInitializer: lengthTag(15),
  metadataProps: lengthTag(16),
};

export const nodeProto: Tags<
  | 'input'
  | 'output'
  | 'name'
  | 'opType'
  | 'attribute'
  | 'docString'
  | 'domain'
  | 'overload'
  | 'metadataProps'
  | 'deviceConfigurations'
> = {
  input: lengthTag(1),
  output: lengthTag(2),
  name: lengthTag(3),
  opType: lengthTag(4),
  attribute: lengthTag(5),
  docString: lengthTag(6),
  domain: lengthTag(7),
  overload: lengthTag(8),
  metadataProps: lengthTag(9),
  deviceConfigurations: lengthTag(10),
};

export const attributeProto: Tags<
  'name' | 'i' | 's' | 't' | 'g' | 'strings' | 'tensors' | 'graphs' | 'sparseTensor' | 'sparseTensors'
> = {
  name: lengthTag(1),
  i: varintTag(3),
  s: lengthTag(4),
  t: lengthTag(5),
  g: lengthTag(6),
  strings: lengthTag(9),
  tensors: lengthTag(10),
  graphs: lengthTag(11),
  sparseTensor: lengthTag(22),
  sparseTensors: lengthTag(23),
};

/** The other fields of AttributeProto, either wire type where numbers may be packed. */
export const attributeFields: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 20, 21, 22, 23,
]);

export const functionProto: Tags<
  'name' | 'node' | 'opsetImport' | 'domain' | 'attributeProto' | 'overload' | 'metadataProps'
> = {
  name: lengthTag(1),
  node: lengthTag(7),
  opsetImport: lengthTag(9),
  domain: lengthTag(10),
  attributeProto: lengthTag(11),
  overload: lengthTag(13),
  metadataProps: lengthTag(14),
};

export const functionFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);

export const trainingInfoProto: Tags<'initialization' | 'algorithm' | 'initializationBinding' | 'updateBinding'> = {
  initialization: lengthTag(1),
  algorithm: lengthTag(2),
  initializationBinding: lengthTag(3),
  updateBinding: lengthTag(4),
};

export const tensorProto: Tags<
  | 'dims'
  | 'dimsPacked'
  | 'dataType'
  | 'floatData'
  | 'int32Data'
  | 'stringData'
  | 'int64Data'
  | 'name'
  | 'rawData'
  | 'doubleData'
  | 'uint64Data'
  | 'docString'
  | 'externalData'
  | 'dataLocation'
  | 'metadataProps'
> = {
  dims: varintTag(1),
  dimsPacked: lengthTag(1),
  dataType: varintTag(2),
  floatData: lengthTag(4),
  int32Data: lengthTag(5),
  stringData: lengthTag(6),
  int64Data: lengthTag(7),
  name: lengthTag(8),
  rawData: lengthTag(9),
  doubleData: lengthTag(10),
  uint64Data: lengthTag(11),
  docString: lengthTag(12),
  externalData: lengthTag(13),
  dataLocation: varintTag(14),
  metadataProps: lengthTag(16),
};

export const tensorFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]);

export const sparseTensorProto: Tags<'values' | 'indices' | 'dims'> = {
  values: lengthTag(1),
  indices: lengthTag(2),
  dims: varintTag(3),
};

export const stringStringEntryProto: Tags<'key' | 'value'> = { key: lengthTag(1), value: lengthTag(2) };

export const operatorSetIdProto: Tags<'domain' | 'version'> = { domain: lengthTag(1), version: varintTag(2) };
