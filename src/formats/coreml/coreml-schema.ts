// Field tags of Core ML's messages, named as in mlmodel/format/*.proto of coremltools 9.
import { lengthTag, type Tags, varintTag } from '../protobuf/message-cursor.ts';

export const model: Tags<
  | 'specificationVersion'
  | 'description'
  | 'isUpdatable'
  | 'pipelineClassifier'
  | 'pipelineRegressor'
  | 'pipeline'
  | 'neuralNetworkRegressor'
  | 'neuralNetworkClassifier'
  | 'neuralNetwork'
  | 'mlProgram'
  | 'customModel'
  | 'linkedModel'
> = {
  specificationVersion: varintTag(1),
  description: lengthTag(2),
  isUpdatable: varintTag(10),
  pipelineClassifier: lengthTag(200),
  pipelineRegressor: lengthTag(201),
  pipeline: lengthTag(202),
  neuralNetworkRegressor: lengthTag(303),
  neuralNetworkClassifier: lengthTag(403),
  neuralNetwork: lengthTag(500),
  mlProgram: lengthTag(502),
  customModel: lengthTag(555),
  linkedModel: lengthTag(556),
};

/** Numbers of all fields of the `Type` choice of Model: what kind of model it is. */
export const modelTypes: ReadonlySet<number> = new Set([
  200, 201, 202, 300, 301, 302, 303, 304, 400, 401, 402, 403, 404, 500, 501, 502, 555, 556, 560, 600, 601, 602, 603,
  604, 606, 607, 609, 610, 900, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 3000,
]);

export const pipeline: Tags<'models'> = { models: lengthTag(1) };
export const wrappedPipeline: Tags<'pipeline'> = { pipeline: lengthTag(1) };
export const neuralNetwork: Tags<'layers'> = { layers: lengthTag(1) };
export const layer: Tags<'name' | 'custom' | 'branch' | 'loop'> = {
  name: lengthTag(1),
  custom: lengthTag(500),
  branch: lengthTag(605),
  loop: lengthTag(615),
};
export const branch: Tags<'ifBranch' | 'elseBranch'> = { ifBranch: lengthTag(1), elseBranch: lengthTag(2) };
export const loop: Tags<'conditionNetwork' | 'bodyNetwork'> = {
  conditionNetwork: lengthTag(3),
  bodyNetwork: lengthTag(4),
};
/** CustomLayerParams and CustomModel alike. */
export const custom: Tags<'className'> = { className: lengthTag(10) };
export const linkedModel: Tags<'linkedModelFile'> = { linkedModelFile: lengthTag(1) };
export const linkedModelFile: Tags<'name' | 'searchPath'> = { name: lengthTag(1), searchPath: lengthTag(2) };
export const stringParameter: Tags<'defaultValue'> = { defaultValue: lengthTag(1) };
export const mapEntry: Tags<'key' | 'value'> = { key: lengthTag(1), value: lengthTag(2) };
export const program: Tags<'functions'> = { functions: lengthTag(2) };
export const programFunction: Tags<'blocks'> = { blocks: lengthTag(3) };
export const block: Tags<'operations'> = { operations: lengthTag(3) };
export const operation: Tags<'type' | 'inputs' | 'blocks' | 'attributes'> = {
  type: lengthTag(1),
  inputs: lengthTag(2),
  blocks: lengthTag(4),
  attributes: lengthTag(5),
};
export const argument: Tags<'arguments'> = { arguments: lengthTag(1) };
export const binding: Tags<'value'> = { value: lengthTag(2) };
export const value: Tags<'immediateValue' | 'blobFileValue'> = {
  immediateValue: lengthTag(3),
  blobFileValue: lengthTag(5),
};
export const blobFileValue: Tags<'fileName'> = { fileName: lengthTag(1) };
