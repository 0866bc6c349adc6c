import { expect, test } from 'vitest';
import { call, int, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-built-code.ts';

test.each([
  ['marshal', 'loads'],
  ['types', 'CodeType'],
  ['types', 'FunctionType'],
  ['dill._dill', '_create_function'],
  ['cloudpickle.cloudpickle', '_make_function'],
  ['joblib.externals.cloudpickle.cloudpickle', '_builtin_type'],
])('%s.%s builds code', (module, name) => {
  expect(weights(check.check(viewPickle(call(stackGlobal(module, name), text('x'))), contextAllowing()))).toEqual([
    'critical',
  ]);
});

test('data passes', () => {
  expect(check.check(viewPickle(int(1)), contextAllowing())).toEqual([]);
});
