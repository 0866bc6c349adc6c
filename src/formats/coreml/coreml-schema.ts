// Field tags of Core ML's messages, named as in mlmodel/format/*.proto of coremltools 9.
import { lengthTag, varintTag } from '../protobuf/message-cursor.ts';

export const model = {
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
} as const;

/** Numbers of all fields of the `Type` choice of Model: what kind of model it is. */
export const modelTypes: ReadonlySet<number> = new Set([
  200, 201, 202, 300, 301, 302, 303, 304, 400, 401, 402, 403, 404, 500, 501, 502, 555, 556, 560, 600, 601, 602, 603,
  604, 606, 607, 609, 610, 900, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 3000,
]);

export const pipeline = { models: lengthTag(1) } as const;
export const wrappedPipeline = { pipeline: lengthTag(1) } as const;
export const neuralNetwork = { layers: lengthTag(1) } as const;
export const layer = {
  name: lengthTag(1),
  custom: lengthTag(500),
  branch: lengthTag(605),
  loop: lengthTag(615),
} as const;
export const branch = { ifBranch: lengthTag(1), elseBranch: lengthTag(2) } as const;
export const loop = { conditionNetwork: lengthTag(3), bodyNetwork: lengthTag(4) } as const;
/** CustomLayerParams and CustomModel alike. */
export const custom = { className: lengthTag(10) } as const;
export const linkedModel = { linkedModelFile: lengthTag(1) } as const;
export const linkedModelFile = { name: lengthTag(1), searchPath: lengthTag(2) } as const;
export const stringParameter = { defaultValue: lengthTag(1) } as const;
export const mapEntry = { key: lengthTag(1), value: lengthTag(2) } as const;
export const program = { functions: lengthTag(2) } as const;
export const programFunction = { blocks: lengthTag(3) } as const;
export const block = { operations: lengthTag(3) } as const;
export const operation = {
  type: lengthTag(1),
  inputs: lengthTag(2),
  blocks: lengthTag(4),
  attributes: lengthTag(5),
} as const;
export const argument = { arguments: lengthTag(1) } as const;
export const binding = { value: lengthTag(2) } as const;
export const value = { immediateValue: lengthTag(3), blobFileValue: lengthTag(5) } as const;
export const blobFileValue = { fileName: lengthTag(1) } as const;
