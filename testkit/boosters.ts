// Builds small models of XGBoost (JSON, UBJSON, binary), LightGBM and CatBoost.
import type { Sample } from './sample.ts';

const learner = {
  learner: {
    attributes: { best_iteration: '3' },
    feature_names: [],
    gradient_booster: { model: { trees: [] }, name: 'gbtree' },
    learner_model_param: { base_score: '5E-1', num_feature: '4' },
    objective: { name: 'reg:squarederror' },
  },
  version: [3, 2, 0],
};

/** XGBoost JSON. @param attributes - free key and value pairs */
export function buildXgboostJson(attributes: Readonly<Record<string, string>> = {}): string {
  return JSON.stringify({ ...learner, learner: { ...learner.learner, attributes } });
}

/** UBJSON as XGBoost writes it: 64-bit lengths, big-endian. */
export function buildUbjson(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.from('S'), ubjsonText(value)]);
  if (typeof value === 'number') return ubjsonInteger(value);
  if (value instanceof Float32Array) return ubjsonFloats(value);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from('['), ...value.map(buildUbjson), Buffer.from(']')]);
  const entries = Object.entries(value ?? {}).flatMap(([key, item]) => [ubjsonText(key), buildUbjson(item)]);
  return Buffer.concat([Buffer.from('{'), ...entries, Buffer.from('}')]);
}

function ubjsonText(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([ubjsonInteger(bytes.length), bytes]);
}

function ubjsonInteger(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.write('L', 'latin1');
  bytes.writeBigInt64BE(BigInt(value), 1);
  return bytes;
}

/** `[$d#L...`: a typed array with a count. */
function ubjsonFloats(values: Float32Array): Buffer {
  const body = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) body.writeFloatBE(value, index * 4);
  return Buffer.concat([Buffer.from('[$d#'), ubjsonInteger(values.length), body]);
}

/** The binary model of XGBoost 1.7 with trees of one node. @param declared - trees that the header claims */
export function buildXgboostBinary(trees = 1, declared: number = trees): Buffer {
  const head = Buffer.alloc(4 + 136);
  head.write('binf', 'latin1');
  const forest = Buffer.alloc(160);
  forest.writeInt32LE(declared, 0);
  const tree = Buffer.alloc(148 + 36);
  tree.writeInt32LE(1, 0);
  tree.writeInt32LE(1, 4);
  const all = Array.from({ length: trees }, () => tree);
  return Buffer.concat([head, named('reg:squarederror'), named('gbtree'), forest, ...all, Buffer.alloc(4 * trees)]);
}

function named(text: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, Buffer.from(text)]);
}

/** A LightGBM text model with one tree. */
export function buildLightgbm(tail = 'pandas_categorical:null\n'): string {
  const tree = 'Tree=0\nnum_leaves=2\nnum_cat=0\nleaf_value=0.5 -0.5\n\n\n';
  const header = `tree\nversion=v4\nnum_class=1\nobjective=regression\nfeature_names=a b\ntree_sizes=${tree.length}\n\n`;
  return `${header}${tree}end of trees\n\nfeature_importances:\na=1\n\nparameters:\n[boosting: gbdt]\n\nend of parameters\n\n${tail}`;
}

/** A CatBoost binary model whose core has a version and empty trees. @param length - declared length of the core */
export function buildCatboost(length?: number): Buffer {
  const version = Buffer.from('FlabuffersModel_v1\0\0');
  const core = Buffer.alloc(40 + version.length + 4);
  core.writeUInt32LE(16, 0);
  // Layout of the root: 2 fields in a table of 12 bytes.
  core.writeUInt16LE(8, 4);
  core.writeUInt16LE(12, 6);
  core.writeUInt16LE(4, 8);
  core.writeUInt16LE(8, 10);
  core.writeInt32LE(12, 16);
  core.writeUInt32LE(20, 20);
  core.writeUInt32LE(12, 24);
  // An empty table at 36: its layout stands at 28.
  core.writeUInt16LE(4, 28);
  core.writeUInt16LE(4, 30);
  core.writeInt32LE(8, 36);
  core.writeUInt32LE(18, 40);
  core.set(version, 44);
  const head = Buffer.alloc(8);
  head.write('CBM1', 'latin1');
  head.writeUInt32LE(length ?? core.length, 4);
  return Buffer.concat([head, core]);
}

const pickle = Buffer.from("cposix\nsystem\n(S'touch marker'\ntR.");

export const samples: readonly Sample[] = [
  {
    name: 'model.xgb.json',
    build: () => Buffer.from(buildXgboostJson()),
    verdict: 'clean',
    because: 'an ordinary model',
  },
  {
    name: 'model.ubj',
    build: () => buildUbjson({ ...learner, weights: new Float32Array([1, 2]) }),
    verdict: 'clean',
    because: 'the same in UBJSON',
  },
  {
    name: 'binf.model',
    build: () => buildXgboostBinary(2),
    verdict: 'clean',
    because: 'the binary form of release 1.7',
  },
  { name: 'lightgbm.txt', build: () => Buffer.from(buildLightgbm()), verdict: 'clean', because: 'an ordinary model' },
  { name: 'model.cbm', build: () => buildCatboost(), verdict: 'clean', because: 'an ordinary model' },
  {
    name: 'attribute-words.xgb.json',
    build: () => Buffer.from(buildXgboostJson({ note: 'os.system is only a word here.' })),
    verdict: 'clean',
    because: 'a dangerous word inside data',
  },
  {
    name: 'attribute-pickle.xgb.json',
    build: () => Buffer.from(buildXgboostJson({ state: pickle.toString('latin1') })),
    verdict: 'malicious',
    because: 'a pickle kept as an attribute',
  },
  {
    name: 'cut.ubj',
    build: () => buildUbjson(learner).subarray(0, 150),
    verdict: 'incomplete',
    because: 'the model ends in the middle',
  },
  {
    name: 'count.ubj',
    build: () => Buffer.concat([Buffer.from('{'), ubjsonText('learner'), Buffer.from('[$d#'), ubjsonInteger(2 ** 50)]),
    verdict: 'incomplete',
    because: 'an array that declares 2^50 numbers',
  },
  {
    name: 'count.model',
    build: () => buildXgboostBinary(1, 2 ** 30),
    verdict: 'incomplete',
    because: 'a forest that declares 2^30 trees',
  },
  {
    name: 'cut.lightgbm.txt',
    build: () => Buffer.from(buildLightgbm().slice(0, 120)),
    verdict: 'incomplete',
    because: 'trees are missing',
  },
  {
    name: 'cut-later.lightgbm.txt',
    build: () => Buffer.from(buildLightgbm().split('end of parameters')[0] ?? ''),
    verdict: 'incomplete',
    because: 'the parameters do not end',
  },
  {
    name: 'tail.lightgbm.txt',
    build: () => Buffer.concat([Buffer.from(buildLightgbm()), pickle]),
    verdict: 'malicious',
    because: 'a pickle after the last line',
  },
  {
    name: 'length.cbm',
    build: () => buildCatboost(2 ** 31),
    verdict: 'incomplete',
    because: 'a core that is longer than the file',
  },
];
