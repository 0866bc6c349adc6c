import { expect, test } from 'vitest';
import { saysItActs } from './acting-words.ts';
import { boosters } from './boosters.ts';
import { dangerOf, importActs } from './dangerous.ts';
import { isListedAttribute, judgeName } from './judge-name.ts';
import { libraryOf } from './libraries.ts';
import type { NameTable } from './name-table.ts';
import { numpy } from './numpy.ts';
import { otherLibraries } from './other-libraries.ts';
import { pandas } from './pandas.ts';
import { scikitLearn } from './scikit-learn.ts';
import { scipy } from './scipy.ts';
import { standardData } from './standard-data.ts';
import { torch } from './torch.ts';
import { torchvision } from './torchvision.ts';
import { transformers } from './transformers.ts';
import { isWeightsOnly } from './weights-only.ts';

const nothing = { allowsGlobal: () => false };
const kindOf = (qualifiedName: string): string => {
  const [module = '', name = ''] = qualifiedName.split(' ');
  return judgeName({ module, name }, nothing).kind;
};

test.each([
  'collections OrderedDict',
  'numpy.core.multiarray _reconstruct',
  'numpy._core.multiarray scalar',
  'sklearn.ensemble.forest RandomForestClassifier',
  'sklearn.ensemble._forest RandomForestClassifier',
  'sklearn.tree._tree Tree',
  'pandas.core.internals.managers BlockManager',
  'pandas._libs.internals _unpickle_block',
  'scipy.sparse.csr csr_matrix',
  'scipy.sparse._csr csr_matrix',
  'torch._utils _rebuild_tensor_v2',
  'torch FloatStorage',
  'torch.nn.modules.conv Conv2d',
  'torchvision.models.resnet ResNet',
  'xgboost.sklearn XGBClassifier',
  'lightgbm.basic Booster',
  'transformers.models.bert.modeling_bert BertLayer',
  'transformers.training_args TrainingArguments',
  'joblib.numpy_pickle NumpyArrayWrapper',
  '__torch__.torch.nn.modules.linear Linear',
])('%s is listed', (name) => {
  expect(kindOf(name)).toBe('listed');
});

test.each([
  ['os system', 'dangerous'],
  ['posix system', 'dangerous'],
  ['numpy.f2py.crackfortran getlincoef', 'dangerous'],
  ['statistics mean', 'standard'],
  ['numpy os.system', 'library'],
  ['sklearn.nowhere Thing', 'library'],
  ['acme Thing', 'foreign'],
  ['__main__ Net', 'foreign'],
  ['collections OrderedDict.fromkeys', 'standard'],
  ['Numpy ndarray', 'foreign'],
])('%s is %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});

test('a policy lists foreign names, and cannot list dangerous ones', () => {
  const all = { allowsGlobal: () => true };
  expect(judgeName({ module: 'acme', name: 'Net' }, all).kind).toBe('listed');
  expect(judgeName({ module: 'os', name: 'system' }, all).kind).toBe('dangerous');
});

test('a dotted name that leads into the standard library or special attributes acts', () => {
  expect(judgeName({ module: 'acme', name: 'os.system' }, nothing)).toEqual({ kind: 'foreign', acts: true });
  expect(judgeName({ module: 'acme', name: 'X.__init__' }, nothing)).toEqual({ kind: 'foreign', acts: true });
  expect(judgeName({ module: 'acme', name: 'Outer.Inner' }, nothing)).toEqual({ kind: 'foreign', acts: false });
});

test('words that act stand anywhere in the last component, as whole words', () => {
  expect(saysItActs('load_model')).toBe(true);
  expect(saysItActs('ShapeEnv.evaluate')).toBe(true);
  expect(saysItActs('runString')).toBe(true);
  expect(saysItActs('to_csv')).toBe(true);
  expect(saysItActs('Payload')).toBe(false);
  expect(saysItActs('Evaluator')).toBe(false);
  expect(saysItActs('loader.Thing')).toBe(false);
});

test('no table lists a name that is known to act', () => {
  const tables: readonly NameTable[] = [
    numpy,
    scipy,
    pandas,
    scikitLearn,
    torch,
    torchvision,
    transformers,
    boosters,
    otherLibraries,
  ];
  const wrong: string[] = [];
  for (const { lines } of tables) {
    for (const line of lines.trim().split('\n')) {
      const [module = '', ...columns] = line.split('|');
      const names = columns
        .join(' ')
        .split(' ')
        .filter((word) => word !== '');
      for (const name of names)
        if (!module.startsWith('dill.') && dangerOf(module, name.replace(/=.*/, ''))) wrong.push(`${module} ${name}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('of the standard library only data types and a few reconstructors are listed', () => {
  const functions = standardData.lines.split('\n').flatMap((line) => (line.split('|')[2] ?? '').split(' '));
  expect(functions.filter((name) => name !== '').sort()).toEqual([
    'ZoneInfo._unpickle',
    'ZoneInfo._unpickle',
    'ZoneInfo._unpickle',
    '_array_reconstructor=class',
    '_compile=pattern',
    '_reconstructor=class',
    'encode=encoding',
    'getLogger',
    'getattr=getattr',
    'type=typeof',
  ]);
});

test('private attributes are listed letter by letter', () => {
  expect(isListedAttribute({ module: 'zoneinfo', name: 'ZoneInfo' }, '_unpickle')).toBe(true);
  expect(isListedAttribute({ module: 'zoneinfo', name: 'ZoneInfo' }, '_load')).toBe(false);
});

test('modules that act on import', () => {
  expect(importActs('antigravity')).toBe(true);
  expect(importActs('torch.utils.bottleneck.__main__')).toBe(true);
  expect(importActs('__main__')).toBe(false);
});

test('the weights-only list is its own', () => {
  expect(isWeightsOnly('torch._utils', '_rebuild_tensor_v2')).toBe(true);
  expect(isWeightsOnly('torch.nn.modules.linear', 'Linear')).toBe(false);
});

test('the tables are parsed in a few milliseconds', () => {
  const from = performance.now();
  for (const root of ['numpy', 'scipy', 'sklearn', 'pandas', 'torch', 'transformers', 'xgboost']) {
    libraryOf(root)?.find(root, 'x');
  }
  expect(performance.now() - from).toBeLessThan(50);
});
