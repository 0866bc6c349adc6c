import { expect, test } from 'vitest';
import { call, list, newObj, stackGlobal, text } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-unknown-name.ts';

test('a foreign class is suspicious by name, unless the policy lists it', () => {
  const view = viewPickle(newObj(stackGlobal('acme', 'Net')));
  const [found] = check.check(view, contextAllowing());
  expect(found).toMatchObject({ severity: 'medium' });
  expect(found?.message).toContain('"acme.Net"');
  expect(found?.remedy).toContain('policy');
  expect(check.check(view, contextAllowing('acme.Net'))).toEqual([]);
});

test('calling what picklers only refer to is suspicious; making classes is critical', () => {
  expect(weights(check.check(viewPickle(call(stackGlobal('numpy', 'log1p'), text('x'))), contextAllowing()))).toEqual([
    'medium',
  ]);
  const made = call(stackGlobal('enum', 'EnumMeta'), text('X'));
  expect(weights(check.check(viewPickle(made), contextAllowing()))).toEqual(['critical']);
});

test('listed names pass, called or referred to', () => {
  const view = viewPickle(list(stackGlobal('numpy', 'log1p'), call(stackGlobal('collections', 'OrderedDict'))));
  expect(check.check(view, contextAllowing())).toEqual([]);
});
