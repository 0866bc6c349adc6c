import { expect, test } from 'vitest';
import { list, newObj, stackGlobal } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-weights-only.ts';

test('a whole module gets a note, a tensor and a pickle without torch get none', () => {
  const linear = newObj(stackGlobal('torch.nn.modules.linear', 'Linear'));
  expect(weights(check.check(viewPickle(list(linear, stackGlobal('torch', 'float32'))), contextAllowing()))).toEqual([
    'info',
  ]);
  expect(check.check(viewPickle(stackGlobal('torch._utils', '_rebuild_tensor_v2')), contextAllowing())).toEqual([]);
  expect(check.check(viewPickle(stackGlobal('datetime', 'date')), contextAllowing())).toEqual([]);
});
