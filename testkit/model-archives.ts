// Archives with a layout of their own beside torch's: Keras v3, npz, skops, TorchServe, office documents.
import { buildNpy } from './npy.ts';
import { touchPickle } from './pickle-in-zip.ts';
import type { Sample } from './sample.ts';
import { buildZip, type ZipMember } from './zip-writer.ts';

function sample(
  name: string,
  verdict: Sample['verdict'],
  because: string,
  members: readonly ZipMember[],
  check?: string,
): Sample {
  return { name, build: () => buildZip(members), verdict, because, ...(check === undefined ? {} : { check }) };
}

function json(name: string, value: unknown): ZipMember {
  return { name, data: JSON.stringify(value) };
}

const numbers = buildNpy("{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }", Buffer.alloc(16, 1));
const objects = buildNpy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", touchPickle);

const dense = {
  module: 'keras',
  class_name: 'Sequential',
  config: {
    name: 'sequential',
    layers: [{ module: 'keras.layers', class_name: 'Dense', config: { units: 2 }, registered_name: null }],
  },
  registered_name: null,
};
const keras: readonly ZipMember[] = [
  json('metadata.json', { keras_version: '3.12.0', date_saved: '2026-01-01@00:00:00' }),
  json('config.json', dense),
];

interface SkopsNode {
  readonly __class__: string;
  readonly __module__: string;
  readonly __loader__: string;
  readonly [key: string]: unknown;
}

function node(loader: string, module: string, name: string, rest: object = {}): SkopsNode {
  return { __class__: name, __module__: module, __loader__: loader, ...rest };
}

function skops(name: string, verdict: Sample['verdict'], because: string, content: SkopsNode, check?: string): Sample {
  const attributes = {
    content: { coef: content, array },
    key_types: node('ListNode', 'builtins', 'list', { content: [] }),
  };
  const state = node('DictNode', 'builtins', 'dict', attributes);
  const root = node('ObjectNode', 'sklearn.linear_model._logistic', 'LogisticRegression', { content: state });
  const schema = json('schema.json', { ...root, protocol: 2, _skops_version: '0.13.0' });
  return sample(`${name}.skops`, verdict, because, [schema, { name: '1.npy', data: numbers }], check);
}

const array = node('NdArrayNode', 'numpy', 'ndarray', { type: 'numpy', file: '1.npy' });
const pipeline = node('ObjectNode', 'sklearn.pipeline', 'Pipeline', { content: array });
const method = { content: { func: 'predict', obj: pipeline } };

const skopsSamples: readonly Sample[] = [
  skops('numbers', 'clean', 'an estimator and an array', node('JsonNode', 'builtins', 'str', { content: '1.5' })),
  skops('ufunc', 'clean', 'a function of numpy', node('FunctionNode', 'numpy', 'log1p')),
  skops('system', 'malicious', 'a function that runs commands', node('FunctionNode', 'os', 'system'), 'skops-type'),
  skops('eval', 'malicious', 'a type that evaluates text', node('TypeNode', 'builtins', 'eval'), 'skops-type'),
  skops('own', 'suspicious', 'a type of the author', node('ObjectNode', 'my_models', 'Model'), 'skops-type'),
  skops(
    'operator',
    'malicious',
    'declared as one type, loaded as another',
    node('OperatorFuncNode', 'sklearn', 'call'),
    'skops-type',
  ),
  skops(
    'method',
    'malicious',
    'a method of another object',
    node('MethodNode', 'builtins', 'str', method),
    'skops-type',
  ),
  skops(
    'dotted-method',
    'malicious',
    'a dotted method leads into the object',
    node('MethodNode', 'sklearn.pipeline', 'Pipeline', { content: { func: '__class__.__init__', obj: pipeline } }),
    'skops-type',
  ),
  sample('pickle-inside.skops', 'malicious', 'a member is a pickle', [
    json('schema.json', { ...pipeline, protocol: 2, _skops_version: '0.13.0' }),
    { name: 'model.pkl', data: touchPickle },
  ]),
];

const handler = 'class Handler:\n    def handle(self, data, context):\n        return data\n';
const hostileHandler = 'import os\nos.system("touch \\"$ASSAY_MARKER\\"")\n';
const manifest = json('MAR-INF/MANIFEST.json', {
  createdOn: '01/01/2026',
  runtime: 'python',
  model: { modelName: 'm', handler: 'handler.py', modelVersion: '1.0' },
  archiverVersion: '0.12.0',
});

const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
const document: readonly ZipMember[] = [
  { name: '[Content_Types].xml', data: types, deflate: true },
  { name: 'word/document.xml', data: '<?xml version="1.0"?><document/>', deflate: true },
  { name: 'word/media/image1.emf', data: Buffer.from([1, 0, 0, 0, 0x88, 2, 3, 4]) },
];

export const samples: readonly Sample[] = [
  sample('dense.keras', 'clean', 'a plain Keras model', keras),
  sample(
    'case.keras',
    'malicious',
    'two names that are one on some systems',
    [...keras, json('Config.json', {})],
    'two-readings',
  ),
  sample('pickle.keras', 'malicious', 'an asset is a pickle', [
    ...keras,
    { name: 'assets/vocabulary.txt', data: touchPickle },
  ]),
  sample('numbers.npz', 'clean', 'arrays whose names differ in case', [
    { name: 'x.npy', data: numbers },
    { name: 'X.npy', data: numbers, deflate: true },
  ]),
  sample('objects.npz', 'malicious', 'an array of objects that act', [{ name: 'x.npy', data: objects, deflate: true }]),
  sample('odd-name.npz', 'malicious', 'an array whatever its name', [
    { name: 'x.npy', data: numbers },
    { name: 'readme.txt', data: objects },
  ]),
  ...skopsSamples,
  sample('handler.mar', 'clean', 'a handler that handles', [manifest, { name: 'handler.py', data: handler }]),
  sample('attack.mar', 'malicious', 'a handler that acts on import', [
    manifest,
    { name: 'handler.py', data: hostileHandler },
  ]),
  sample('weights.mar', 'malicious', 'weights that are a pickle', [manifest, { name: 'model.bin', data: touchPickle }]),
  sample('plain.docx', 'clean', 'a document with a picture', document),
  sample(
    'macro.docm',
    'suspicious',
    'a document with macros',
    [...document, { name: 'word/vbaProject.bin', data: Buffer.alloc(64, 3) }],
    'office-macro',
  ),
];
