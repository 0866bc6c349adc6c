// Field tags of ONNX's messages, named as in onnx.proto (github.com/onnx/onnx, IR version 13).
import { lengthTag, varintTag } from '../protobuf/message-cursor.ts';

export const modelProto = {
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
} as const;

export const graphProto = {
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
} as const;

export const nodeProto = {
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
} as const;

export const attributeProto = {
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
} as const;

/** The other fields of AttributeProto, either wire type where numbers may be packed. */
export const attributeFields: ReadonlySet<number> = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 20, 21, 22, 23,
]);

export const functionProto = {
  name: lengthTag(1),
  node: lengthTag(7),
  opsetImport: lengthTag(9),
  domain: lengthTag(10),
  attributeProto: lengthTag(11),
  overload: lengthTag(13),
  metadataProps: lengthTag(14),
} as const;

export const functionFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);

export const trainingInfoProto = {
  initialization: lengthTag(1),
  algorithm: lengthTag(2),
  initializationBinding: lengthTag(3),
  updateBinding: lengthTag(4),
} as const;

export const tensorProto = {
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
} as const;

export const tensorFields: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]);

export const sparseTensorProto = { values: lengthTag(1), indices: lengthTag(2), dims: varintTag(3) } as const;

export const stringStringEntryProto = { key: lengthTag(1), value: lengthTag(2) } as const;

export const operatorSetIdProto = { domain: lengthTag(1), version: varintTag(2) } as const;
