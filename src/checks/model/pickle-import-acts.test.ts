import { expect, test } from 'vitest';
import { stackGlobal } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-import-acts.ts';

test('importing antigravity is critical, importing datetime passes', () => {
  expect(weights(check.check(viewPickle(stackGlobal('antigravity', 'geohash')), contextAllowing()))).toEqual([
    'critical',
  ]);
  expect(check.check(viewPickle(stackGlobal('datetime', 'date')), contextAllowing())).toEqual([]);
});
