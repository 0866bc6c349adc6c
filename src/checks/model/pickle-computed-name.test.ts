import { expect, test } from 'vitest';
import { call, get, op, put, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-computed-name.ts';

test('a module that is the result of a call is critical', () => {
  const code = [call(stackGlobal('builtins', 'str'), text('os')), text('system'), op('STACK_GLOBAL')];
  expect(weights(check.check(viewPickle(code), contextAllowing()))).toEqual(['critical']);
});

test('constants that come through the memo pass', () => {
  const code = [text('collections'), put(0), op('POP'), get(0), text('OrderedDict'), op('STACK_GLOBAL')];
  expect(check.check(viewPickle(code), contextAllowing())).toEqual([]);
});
