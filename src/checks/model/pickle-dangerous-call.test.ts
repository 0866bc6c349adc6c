import { expect, test } from 'vitest';
import { call, global, inst, list, newObj, obj, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-dangerous-call.ts';

const context = contextAllowing();

test.each([
  ['REDUCE', call(stackGlobal('os', 'system'), text('id'))],
  ['INST', inst('os', 'system', text('id'))],
  ['OBJ', obj(global('os', 'system'), text('id'))],
  ['NEWOBJ', newObj(stackGlobal('subprocess', 'Popen'), text('id'))],
])('%s of a name that acts is critical and says where', (opcode, code) => {
  const [found] = check.check(viewPickle(code), context);
  expect(found).toMatchObject({ severity: 'critical', where: { element: opcode } });
  expect(found?.message).toContain(opcode);
});

test('a function of the standard library that is no data type is critical even when nobody reported it', () => {
  expect(weights(check.check(viewPickle(call(stackGlobal('statistics', 'mean'), list())), context))).toEqual([
    'critical',
  ]);
});

test('data types, own classes and words in data pass', () => {
  const view = viewPickle(
    list(call(stackGlobal('collections', 'OrderedDict')), newObj(stackGlobal('acme', 'Net')), text('os.system')),
  );
  expect(check.check(view, context)).toEqual([]);
});

test('equal findings are said once, and many are counted', () => {
  const calls = Array.from({ length: 300 }, (_, at) => call(stackGlobal('os', `f${at}`), text('x')));
  const found = check.check(viewPickle(list(...calls, ...calls)), context);
  expect(found).toHaveLength(101);
  expect(found.at(-1)?.message).toBe('200 more of this kind');
});
