import { expect, test } from 'vitest';
import { call, int, stackGlobal } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-costly-call.ts';

test('a container out of an endless sequence is refused; a bounded one passes', () => {
  const endless = call(stackGlobal('itertools', 'count'));
  expect(weights(check.check(viewPickle(call(stackGlobal('builtins', 'list'), endless)), contextAllowing()))).toEqual([
    'high',
  ]);
  const few = call(stackGlobal('builtins', 'range'), int(9));
  expect(check.check(viewPickle(call(stackGlobal('builtins', 'list'), few)), contextAllowing())).toEqual([]);
  expect(check.check(viewPickle(endless), contextAllowing())).toEqual([]);
});
