import { expect, test } from 'vitest';
import { append, build, call, dict, int, list, none, setItem, stackGlobal, text, tuple } from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-state-on-import.ts';

const made = call(stackGlobal('collections', 'UserDict'));

test.each([
  ['BUILD on a class', build(stackGlobal('collections', 'UserDict'), dict(text('a'), int(1)))],
  ['SETITEM on a table of a module', setItem(stackGlobal('sys', 'modules'), text('a'), int(1))],
  ['APPEND on a list of a module', append(stackGlobal('sys', 'path'), text('a'))],
  ['BUILD on what getattr gave', build(call(stackGlobal('builtins', 'getattr'), made, text('data')), dict())],
  ['a special name in the half that goes through setattr', build(made, tuple(none, dict(text('__class__'), int(1))))],
  [
    'a special name in the state, where something that acts can be put there',
    build(made, dict(text('__setstate__'), stackGlobal('os', 'system'))),
  ],
  [
    'a method of the object, where something that acts can be one',
    append(build(made, dict(text('append'), stackGlobal('os', 'system'))), text('id')),
  ],
])('%s is critical', (_, code) => {
  expect(weights(check.check(viewPickle(code), contextAllowing()))).toEqual(['critical']);
});

test('state of made objects passes, with special names too when nothing acts', () => {
  const code = list(
    build(made, dict(text('a'), int(1))),
    build(made, dict(text('__doc__'), text('x'))),
    append(made, int(1)),
  );
  expect(check.check(viewPickle(code), contextAllowing())).toEqual([]);
});
