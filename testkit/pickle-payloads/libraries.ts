// Class: callables of machine learning libraries that evaluate text, import, load or start processes. The libraries are
// not part of CPython, so nothing here is executed in tests.
import { build, buildPickle, call, dict, global, newObj, stackGlobal, text, tuple } from '../pickle.ts';
import { apply, attribute, C, calls, D, N, type Payload, push, python, shell, T, unproven } from './payload.ts';

export const libraryCalls: readonly Payload[] = [
  ...calls(
    'a callable of a library evaluates text, loads or starts a process',
    [
      ['torch-load', 'torch load', 'x.pt'],
      ['torch-serialization-load', 'torch.serialization load', 'x.pt'],
      ['torch-jit-load', 'torch.jit load', 'x.pt'],
      ['torch-hub-load', 'torch.hub load', 'a/b', 'c'],
      ['torch-hub-url', 'torch.hub load_state_dict_from_url', 'http://x'],
      ['torch-collect-env', 'torch.utils.collect_env run', shell],
      ['torch-exec-wrapper', 'torch.jit.unsupported_tensor_ops execWrapper', python, D(), D()],
      [
        'torch-shape-env',
        'torch.fx.experimental.symbolic_shapes ShapeEnv.evaluate_guards_expression',
        null,
        python,
        [],
      ],
      ['torch-guard-builder', 'torch._dynamo.guards GuardBuilder.get', null, python],
      ['torch-config-module', 'torch.utils._config_module ConfigModule.load_config', null, 'x'],
      ['torch-compile-file', 'torch._inductor.codecache compile_file', 'x', 'y', shell],
      ['torch-decoder', 'torch.utils.data.datapipes.utils.decoder basichandlers', 'pickle', 'x'],
      ['torch-bottleneck', 'torch.utils.bottleneck.__main__ run_cprofile', python, D()],
      ['torch-cpp-load', 'torch.utils.cpp_extension load', 'x', ['x.cpp']],
      ['torch-spawn', 'torch.multiprocessing.spawn spawn', N('os', 'system'), T()],
      ['torch-rpc', 'torch.distributed.rpc rpc_sync', 'x', N('os', 'system')],
      ['torch-elastic', 'torch.distributed.elastic.multiprocessing.api start_processes', 'x'],
      ['torch-graph-module', 'torch.fx.graph_module reduce_graph_module', D(), 'import os'],
      ['torch-ops-library', 'torch ops.load_library', 'x.so'],
      ['torch-dotted-os', 'torch os.system', shell],
      ['torch-dotted-subprocess', 'torch.serialization os.system', shell],
      ['numpy-runstring', 'numpy.testing._private.utils runstring', python, D()],
      ['numpy-getlincoef', 'numpy.f2py.crackfortran getlincoef', python, D()],
      ['numpy-param-eval', 'numpy.f2py.crackfortran param_eval', python, D(), D()],
      ['numpy-load', 'numpy load', 'x.npy'],
      ['numpy-fromfile', 'numpy fromfile', '/etc/passwd'],
      ['numpy-savetxt', 'numpy savetxt', 'x', [1]],
      ['numpy-exec-command', 'numpy.distutils.exec_command exec_command', shell],
      ['numpy-load-library', 'numpy.ctypeslib load_library', 'x', '.'],
      ['pandas-eval', 'pandas eval', `@__import__('os').system('id')`],
      ['pandas-eval-module', 'pandas.core.computation.eval eval', 'x'],
      ['pandas-read-pickle', 'pandas read_pickle', 'http://x/y.pkl'],
      ['pandas-read-csv', 'pandas.io.parsers.readers read_csv', '/etc/passwd'],
      ['pandas-frame-query', 'pandas.core.frame DataFrame.query', null, 'x'],
      ['joblib-load', 'joblib load', 'x.joblib'],
      ['joblib-memory', 'joblib.memory Memory', 'x'],
      ['mlflow-run', 'mlflow.projects.backend.local _run_entry_point', shell, '.'],
      ['yaml-load', 'yaml unsafe_load', '!!python/object/apply:os.system [id]'],
      ['transformers-dynamic', 'transformers.dynamic_module_utils get_class_from_dynamic_module', 'a.B', 'c'],
      ['transformers-pretrained', 'transformers.models.auto.modeling_auto AutoModel.from_pretrained', 'a/b'],
      ['requests-get', 'requests.api get', 'http://x'],
      ['aiohttp-session', 'aiohttp.client ClientSession'],
      ['setuptools-run', 'setuptools.sandbox run_setup', 'setup.py', []],
      ['ipython-system', 'IPython.utils.process system', shell],
      ['sklearn-call-unlisted', 'sklearn.utils._testing run_check', 'x'],
      ['scipy-loadmat', 'scipy.io loadmat', 'x.mat'],
      ['foreign-dotted', 'acme.tools os.system', shell],
      ['foreign-dunder', 'acme.tools Thing.__init__.__globals__.get', 'os'],
    ],
    unproven,
  ),
  ...calls(
    'a harmless callable of a library is given one that acts',
    [
      ['numpy-apply', 'numpy apply_along_axis', N('os', 'system'), 0, [shell]],
      ['numpy-fromfunction', 'numpy fromfunction', N('os', 'system'), T(1)],
      ['numpy-frompyfunc', 'numpy frompyfunc', N('os', 'system'), 1, 1],
      ['numpy-vectorize', 'numpy vectorize', N('os', 'system')],
    ],
    unproven,
  ).map((payload) => ({ ...payload, check: 'pickle-callable-argument' })),
  unproven(
    'frame-method-eval',
    'a bound method of a DataFrame that evaluates',
    apply(attribute(C('pandas.core.frame', 'DataFrame'), 'eval'), python),
  ),
  unproven(
    'array-method-dump',
    'a bound method of an array that writes',
    apply(attribute(C('numpy', 'zeros', 1), 'tofile'), '/tmp/x'),
  ),
  unproven(
    'rebuild-from-type',
    '_rebuild_from_type_v2 calls what it is given',
    C('torch._tensor', '_rebuild_from_type_v2', N('os', 'system'), N('torch', 'Tensor'), T(shell), D()),
  ),
  unproven(
    'randomstate-constructor',
    'the constructor of a RandomState calls what it is given',
    C('numpy.random._pickle', '__randomstate_ctor', 'x', N('os', 'system')),
  ),
  unproven(
    'ufunc-by-text',
    'the reconstructor of ufuncs imports text',
    C('numpy.core', '_ufunc_reconstruct', 'os', 'system'),
  ),
  unproven(
    'reconstruct-unlisted',
    'the reconstructor of arrays makes another class',
    C('numpy.core.multiarray', '_reconstruct', N('subprocess', 'Popen'), T(0), 'b'),
  ),
  unproven(
    'new-index-unlisted',
    'the reconstructor of indexes makes another class',
    C('pandas.core.indexes.base', '_new_Index', N('subprocess', 'Popen'), D('args', ['id'])),
  ),
  unproven('legacy-module-class', 'a class that a legacy torch file names by a persistent id', {
    code: [
      tuple(text('module'), stackGlobal('subprocess', 'Popen'), text('x.py'), text('')),
      Uint8Array.of(0x51),
      tuple(push(['id'])),
      Uint8Array.of(0x52),
    ],
  }),
  unproven(
    'torch-hook',
    'a hook that acts, on a module that is called',
    buildPickle(
      4,
      call(
        build(
          newObj(stackGlobal('torch.nn.modules.linear', 'Identity')),
          dict(text('_forward_pre_hooks'), dict(text('a'), stackGlobal('os', 'system'))),
        ),
        text(shell),
      ),
    ),
  ),
  unproven(
    'class-attribute',
    'a method of a library class is replaced',
    buildPickle(
      2,
      build(
        global('sklearn.linear_model._logistic', 'LogisticRegression'),
        tuple(dict(), dict(text('predict'), global('os', 'system'))),
      ),
    ),
  ),
  unproven('bomb-repeat', 'a tuple of a sequence without end', C('builtins', 'tuple', C('itertools', 'repeat', 1)), {
    check: 'pickle-costly-call',
  }),
];
