import { expect, test } from 'vitest';
import {
  build,
  type Code,
  call,
  dict,
  emptyTuple,
  int,
  list,
  newObj,
  none,
  op,
  reduce,
  stackGlobal,
  text,
  tuple,
} from '#testkit/pickle';
import { contextAllowing, viewPickle, weights } from '#testkit/pickle-view';
import { check } from './pickle-callable-argument.ts';

const of = (...code: readonly Code[]): readonly string[] =>
  weights(check.check(viewPickle(...code), contextAllowing()));
const system = stackGlobal('os', 'system');
const frame = call(stackGlobal('pandas.core.frame', 'DataFrame'));
const getattr = (object: Code, name: Code): Code => call(stackGlobal('builtins', 'getattr'), object, name);

test('a callable that is given one that acts is critical', () => {
  expect(of(call(stackGlobal('functools', 'partial'), system, text('id')))).toEqual(['critical']);
  expect(of(call(stackGlobal('collections', 'defaultdict'), system))).toEqual(['critical']);
  expect(of(call(stackGlobal('numpy', 'apply_along_axis'), system))).toEqual(['critical']);
  const partial = call(stackGlobal('functools', 'partial'), stackGlobal('builtins', 'int'));
  expect(of(build(partial, tuple(system, emptyTuple, dict(), none)))).toEqual(['critical']);
});

test('listed callables with listed callables pass', () => {
  expect(of(call(stackGlobal('collections', 'defaultdict'), stackGlobal('builtins', 'list')))).toEqual([]);
  expect(of(call(stackGlobal('functools', 'partial'), stackGlobal('builtins', 'int')))).toEqual([]);
});

test('getattr: public names and hooks of listed objects only', () => {
  expect(of(getattr(frame, text('mean')))).toEqual([]);
  expect(of(getattr(frame, text('_hook')))).toEqual([]);
  expect(of(getattr(stackGlobal('zoneinfo', 'ZoneInfo'), text('_unpickle')))).toEqual([]);
  expect(of(getattr(frame, text('__class__')))).toEqual(['critical']);
  expect(of(getattr(frame, call(stackGlobal('builtins', 'str'))))).toEqual(['critical']);
  expect(of(getattr(stackGlobal('numpy', 'log1p'), text('types')))).toEqual(['critical']);
  expect(of(getattr(getattr(frame, text('columns')), text('str')))).toEqual(['critical']);
});

test('reconstructors: listed classes only', () => {
  const reconstruct = (type: Code): Code =>
    call(stackGlobal('numpy.core.multiarray', '_reconstruct'), type, tuple(int(0)), text('b'));
  expect(of(reconstruct(stackGlobal('numpy', 'ndarray')))).toEqual([]);
  expect(of(reconstruct(stackGlobal('acme', 'Array')))).toEqual(['medium']);
  expect(of(reconstruct(stackGlobal('queue', 'Queue')))).toEqual(['critical']);
});

test('_rebuild_from_type_v2 is judged as the call it makes', () => {
  const rebuild = (callee: Code): Code =>
    call(
      stackGlobal('torch._tensor', '_rebuild_from_type_v2'),
      callee,
      stackGlobal('torch', 'Tensor'),
      tuple(text('x')),
      dict(),
    );
  expect(of(rebuild(stackGlobal('torch._utils', '_rebuild_tensor_v2')))).toEqual([]);
  expect(of(rebuild(system))).toEqual(['critical']);
});

test('ufuncs by text, encodings, text that is executed', () => {
  expect(of(call(stackGlobal('numpy.core', '_ufunc_reconstruct'), text('numpy'), text('exp')))).toEqual([]);
  expect(of(call(stackGlobal('numpy.core', '_ufunc_reconstruct'), text('os'), text('system')))).toEqual(['critical']);
  expect(of(call(stackGlobal('_codecs', 'encode'), text('x'), text('latin1')))).toEqual([]);
  expect(of(call(stackGlobal('_codecs', 'encode'), text('x'), text('rot13')))).toEqual(['medium']);
  expect(of(build(newObj(stackGlobal('scipy.stats._continuous_distns', 'norm_gen')), dict()))).toEqual(['medium']);
});

test('a persistent id names a class of a legacy torch file', () => {
  const type = [
    tuple(text('module'), stackGlobal('torch.nn.modules.linear', 'Linear'), text('f'), text('s')),
    op('BINPERSID'),
  ];
  expect(of(list([type, emptyTuple, op('NEWOBJ')]))).toEqual([]);
});

test('arguments that are no literal tuple hide what is looked at', () => {
  const computed = call(stackGlobal('builtins', 'tuple'), list(frame, text('mean')));
  expect(of(reduce(stackGlobal('builtins', 'getattr'), computed))).toEqual(['critical']);
});

test('type() of None is data, anything else is not', () => {
  expect(of(call(stackGlobal('builtins', 'type'), none))).toEqual([]);
  expect(of(call(stackGlobal('builtins', 'type'), stackGlobal('copyreg', '_reconstructor')))).toEqual(['critical']);
  expect(of(call(stackGlobal('builtins', 'type'), text('X'), emptyTuple, dict()))).toEqual(['critical']);
});

test('dill: arrays by a listed reconstructor, types that are data', () => {
  const array = (callee: Code): Code =>
    call(
      stackGlobal('dill._dill', '_create_array'),
      callee,
      tuple(stackGlobal('numpy', 'ndarray'), tuple(int(0)), text('b')),
      tuple(),
      none,
    );
  expect(of(array(stackGlobal('numpy.core.multiarray', '_reconstruct')))).toEqual([]);
  expect(of(array(system))).toEqual(['critical']);
  expect(of(call(stackGlobal('dill._dill', '_load_type'), text('SliceType')))).toEqual([]);
  expect(of(call(stackGlobal('dill._dill', '_load_type'), text('CodeType')))).toEqual(['critical']);
});
