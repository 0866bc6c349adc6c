import { expect, test } from 'vitest';
import { assemble, call, int, proto, stackGlobal, u8 } from '#testkit/pickle';
import { contextAllowing, viewBytes, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-broken-stream.ts';

test('a stream that breaks off is not told, with the offset', () => {
  const view = viewBytes(assemble(proto(4), call(stackGlobal('collections', 'OrderedDict')), u8(0xff)));
  const found = check.check(view, contextAllowing());
  expect(weights(found)).toEqual(['medium inconclusive']);
  expect(found[0]?.where.offset).toBe(view.streams[0]?.to);
});

test('a whole stream passes', () => {
  expect(check.check(viewPickle(int(1)), contextAllowing())).toEqual([]);
});
