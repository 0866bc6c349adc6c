// Class: a code object or function is built from bytes; names whose import alone acts.
import { bytes, utf8 } from '../pickle.ts';
import { apply, attribute, C, D, executing, N, type Payload, python, unproven } from './payload.ts';

const code = C('builtins', 'compile', python, 'x', 'exec');
const compiled = C('marshal', 'loads', C('marshal', 'dumps', code));
const sideEffect = { check: 'pickle-import-acts' };

export const codes: readonly Payload[] = [
  executing(
    'marshal-function',
    'a function from marshalled code, called',
    apply(C('types', 'FunctionType', compiled, D())),
    { check: 'pickle-dangerous-call' },
  ),
  executing('marshal-exec', 'exec of marshalled code', C('builtins', 'exec', compiled), {
    check: 'pickle-dangerous-call',
  }),
  executing('lambda-type', 'types.LambdaType', apply(C('types', 'LambdaType', code, D()))),
  executing(
    'code-replace',
    'the replace method of a code object',
    apply(C('types', 'FunctionType', apply(attribute(code, 'replace')), D())),
  ),
  executing(
    'type-of-function',
    'the function type by type()',
    apply(apply(C('builtins', 'type', N('copyreg', '_reconstructor')), code, D())),
  ),
  unproven('code-type', 'a code object from its parts', C('types', 'CodeType', 0, 0, 0, 0, 0, 0)),
  unproven(
    'dill-create-code',
    'the function builder of dill',
    C('dill._dill', '_create_function', C('dill._dill', '_create_code', 0, 0), D()),
  ),
  unproven(
    'dill-create-function-old',
    'the same under its old module',
    C('dill.dill', '_create_function', C('dill.dill', '_unmarshal', { code: bytes(utf8('x')) }), D()),
  ),
  unproven('dill-loads', 'the loader of dill', C('dill', 'loads', { code: bytes(utf8('x')) })),
  unproven(
    'cloudpickle-function',
    'the function builder of cloudpickle',
    C('cloudpickle.cloudpickle', '_make_function', C('cloudpickle.cloudpickle', '_builtin_type', 'CodeType'), null),
  ),
  unproven(
    'cloudpickle-fill',
    'the function builder of older cloudpickle',
    C('cloudpickle.cloudpickle', '_fill_function', C('cloudpickle.cloudpickle', '_make_skel_func', null, 0)),
  ),
  unproven(
    'joblib-cloudpickle',
    'the copy of cloudpickle in joblib',
    C('joblib.externals.cloudpickle.cloudpickle', '_make_function', null),
  ),
  unproven('import-antigravity', 'importing it opens a browser', N('antigravity', 'fly'), sideEffect),
  unproven('import-idle', 'importing it starts a window', N('idlelib.idle', 'x'), sideEffect),
  unproven('import-main', 'importing it runs a command line', N('pip.__main__', 'x'), sideEffect),
  unproven('import-this', 'importing it prints', N('lib2to3.__main__', 's'), sideEffect),
];
