import { expect, test } from 'vitest';
import { call, int, op, pop, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-extension-code.ts';

const code = op('EXT1', Uint8Array.of(7));

test('an extension code needs a decision; one that the stream registers itself is critical', () => {
  expect(weights(check.check(viewPickle(code), contextAllowing()))).toEqual(['medium']);
  const register = call(stackGlobal('copyreg', 'add_extension'), text('os'), text('system'), int(7));
  expect(weights(check.check(viewPickle(register, pop, code), contextAllowing()))).toEqual(['critical']);
});

test('a stream without one passes', () => {
  expect(check.check(viewPickle(int(1)), contextAllowing())).toEqual([]);
});
