// Names that act when they are called, with the reason and the advisories that were filed for them. In the standard
// library this only adds the reason: there, calling whatever is not listed as data is malicious anyway.

export interface Danger {
  readonly why: string;
  readonly references: readonly string[];
}

export interface KnownDanger extends Danger {
  /** Makes code or a function out of bytes. */
  readonly buildsCode: boolean;
  /** Runs a command or text with nothing in between: no object of data ever keeps a reference to it. */
  readonly runs: boolean;
}

const classes = {
  command: { why: 'it runs commands or starts processes', references: ['CWE-78'] },
  code: { why: 'it runs Python code given as text or as an object', references: ['CWE-95'] },
  import: { why: 'it imports modules named by the stream', references: ['GHSA-vvpj-8cmc-gx39'] },
  resolver: {
    why: 'it fetches names or attributes chosen by the stream',
    references: ['GHSA-vvpj-8cmc-gx39', 'GHSA-84r2-jw7c-4r5q', 'GHSA-955r-x9j8-7rhh', 'GHSA-46h3-79wf-xr6c'],
  },
  indirect: {
    why: 'it runs code or commands given to it by way of a tool',
    references: ['CVE-2025-1716', 'CVE-2025-10157', 'GHSA-655q-fx9r-782v', 'GHSA-f7qq-56ww-84cr'],
  },
  deferred: { why: 'it calls what is given to it, now or later', references: ['https://arxiv.org/abs/2508.19774'] },
  file: {
    why: 'it reads, writes or removes files named by the stream',
    references: ['GHSA-m273-6v24-x4m4', 'GHSA-9726-w42j-3qjr', 'GHSA-m7j5-r2p5-c39r'],
  },
  network: { why: 'it opens network connections or looks up names', references: ['GHSA-9726-w42j-3qjr'] },
  native: { why: 'it calls native code', references: ['CWE-94'] },
  unpickle: { why: 'it unpickles what is given to it', references: ['GHSA-h3qp-7fh3-f8h4', 'GHSA-vv6j-3g6g-2pvj'] },
  built: {
    why: 'it builds code from bytes in the file',
    references: ['GHSA-9m3x-qqw2-h32h', 'GHSA-565g-hwwr-4pp3'],
  },
  interpreter: { why: 'it changes the interpreter or the process', references: ['CWE-94'] },
  evaluates: {
    why: 'it is known to evaluate text, import or start a process',
    references: [
      'GHSA-4r9r-ch6f-vxmx',
      'GHSA-4whj-rm5r-c2v8',
      'GHSA-86cj-95qr-2p4f',
      'GHSA-f4x7-rfwp-v3xw',
      'GHSA-f745-w6jp-hpxx',
      'GHSA-vr7h-p6mm-wpmh',
      'GHSA-cffc-mxrf-mhh4',
    ],
  },
} as const satisfies Record<string, Danger>;

type DangerClass = keyof typeof classes;

const kinds: readonly DangerClass[] = [
  'command',
  'code',
  'import',
  'resolver',
  'indirect',
  'deferred',
  'file',
  'network',
  'native',
  'unpickle',
  'built',
  'interpreter',
  'evaluates',
];

/** Whole modules, by class; what lies below them is meant too. */
const modules: Readonly<Record<DangerClass, string>> = {
  command:
    'os posix nt subprocess _posixsubprocess _winapi popen2 commands pty sh plumbum pexpect ptyprocess ' +
    'invoke fabric paramiko psutil docker asyncio.subprocess asyncio.unix_events asyncio.windows_events',
  code:
    'code codeop timeit doctest runpy IPython ipykernel jupyter_client nbconvert _xxsubinterpreters _interpreters jedi ' +
    'execnet pyximport cython Cython RestrictedPython asteval py_mini_racer js2py six past future.utils',
  import:
    'imp importlib zipimport pkgutil pkg_resources site _frozen_importlib _frozen_importlib_external ihooks imputil',
  resolver: 'inspect gc pyclbr traceback xmlrpc.server',
  indirect:
    'cProfile profile trace pdb bdb pydoc idlelib lib2to3 ensurepip pip distutils setuptools venv webbrowser test ' +
    'unittest pydoc_data turtledemo turtle tkinter cgitb rlcompleter _pyrepl _osx_support _aix_support zipapp ' +
    'compileall py_compile sysconfig pipes mailcap optparse smtpd wsgiref cgi crypt nntplib pytest nose conda ' +
    'virtualenv mlflow jupyter notebook debugpy pydevd',
  deferred:
    'threading _thread thread multiprocessing concurrent sched atexit contextlib contextvars asyncio signal weakref ' +
    '_weakref queue dummy_threading selectors joblib.parallel joblib._parallel_backends loky billiard ' +
    'gevent eventlet',
  file:
    'shutil tempfile fileinput glob linecache zipfile tarfile gzip bz2 lzma shelve dbm sqlite3 _sqlite3 mailbox wave ' +
    'aifc sunau netrc mmap filecmp logging.handlers logging.config readline faulthandler _pyio codecs fsspec smart_open ' +
    'py.path aiofiles watchdog',
  network:
    'socket _socket ssl _ssl urllib http ftplib smtplib imaplib poplib telnetlib socketserver xmlrpc SocketServer urllib2 ' +
    'httplib requests urllib3 httpx aiohttp websocket websockets ' +
    'huggingface_hub gdown wget pycurl',
  native: 'ctypes _ctypes cffi _cffi_backend llvmlite jnius pythonnet clr win32com win32api',
  unpickle: 'pickle _pickle cPickle dill.session jsonpickle shelve klepto hickle',
  built:
    'marshal dill cloudpickle joblib.externals.cloudpickle ray.cloudpickle pyspark.cloudpickle pyspark.serializers',
  interpreter:
    'sys _imp _testcapi _testinternalcapi _testbuffer resource fcntl termios _signal _tracemalloc tracemalloc winreg _winreg msvcrt nis syslog',
  evaluates:
    'torch.hub torch.utils.cpp_extension torch.multiprocessing torch._dynamo torch._inductor torch.package ' +
    'torch.utils.bottleneck torch.utils.collect_env torch.utils.model_zoo torch.utils.data.datapipes torch.testing ' +
    'torch.utils._config_module torch.onnx torch.distributed.rpc torch.distributed.elastic torch.distributed.run ' +
    'torch.distributed.launch torch.distributed.launcher torch.distributed.nn.jit torch.jit.unsupported_tensor_ops ' +
    'torch.fx.experimental torch.export torch._export torch._C._jit torch.utils.tensorboard torch.utils.mobile_optimizer ' +
    'numpy.testing numpy.f2py numpy.distutils numpy.ctypeslib numpy.lib.npyio numpy.lib._npyio_impl numpy.lib.format ' +
    'numpy.lib._datasource numpy._pyinstaller numpy.compat.py3k pandas.io pandas.core.computation pandas.testing ' +
    'sklearn.datasets sklearn.utils._testing joblib.memory joblib.pool joblib.hashing joblib.backports scipy.io ' +
    'scipy.weave scipy._lib._testutils transformers.commands transformers.dynamic_module_utils transformers.utils.hub ' +
    'transformers.pipelines transformers.agents transformers.tools transformers.file_utils tensorflow.python.util ' +
    'tensorflow.io tensorflow.saved_model keras.saving keras.utils.file_utils nltk.data nltk.downloader ' +
    'spacy.cli datasets.load gradio streamlit ultralytics.utils.downloads pytorch_lightning.utilities.cloud_io ' +
    'lightning_fabric.utilities.cloud_io fastai.data.external',
};

/** Exact names, by class. */
const names: Readonly<Record<DangerClass, string>> = {
  command: 'uuid._get_command_stdout platform._syscmd_file platform.popen imaplib.IMAP4_stream',
  code:
    'builtins.eval builtins.exec builtins.execfile builtins.compile builtins.breakpoint builtins.help ' +
    'dataclasses._create_fn typing.ForwardRef typing._eval_type typing.get_type_hints',
  import: 'builtins.__import__ pydoc.locate warnings._getcategory unittest.mock._importer',
  resolver:
    'operator.attrgetter operator.methodcaller _operator.attrgetter _operator.methodcaller operator.getitem ' +
    '_operator.getitem builtins.globals builtins.locals builtins.vars builtins.setattr builtins.delattr ' +
    'builtins.hasattr builtins.object.__getattribute__ builtins.object.__subclasses__ string.Formatter builtins.__dict__ ' +
    'builtins.super builtins.dir',
  indirect: 'copy._reconstruct copyreg.__newobj__ copyreg.__newobj_ex__ copyreg.add_extension copyreg.pickle',
  deferred:
    'operator.call _operator.call builtins.map builtins.filter builtins.iter builtins.next functools.reduce ' +
    '_functools.reduce functools.partialmethod functools.cached_property functools.lru_cache functools.singledispatch ' +
    'functools.cmp_to_key itertools.starmap itertools.takewhile itertools.dropwhile itertools.filterfalse ' +
    'itertools.groupby itertools.accumulate builtins.property builtins.staticmethod builtins.classmethod ' +
    'builtins.sorted builtins.type types.MethodType types.new_class types.coroutine heapq.nlargest heapq.nsmallest',
  file:
    'builtins.open io.open _io.open io.FileIO _io.FileIO io.open_code logging.FileHandler io.TextIOWrapper ' +
    'numpy.load numpy.save numpy.savez numpy.savez_compressed numpy.savetxt numpy.loadtxt numpy.genfromtxt ' +
    'numpy.fromfile numpy.memmap numpy.DataSource numpy.lib.npyio.load numpy.lib._npyio_impl.load ' +
    'torch.save torch.serialization.save pandas.DataFrame.to_pickle',
  network: 'torch.hub.load torch.hub.download_url_to_file torch.hub.load_state_dict_from_url',
  native: 'torch.ops.load_library torch.classes.load_library numpy.ctypeslib.load_library',
  unpickle:
    'joblib.load joblib.numpy_pickle.load torch.load torch.serialization.load torch.jit.load pandas.read_pickle ' +
    'pandas.io.pickle.read_pickle sklearn.externals.joblib.load joblib.numpy_pickle_compat.load_compatibility',
  built: 'types.FunctionType types.LambdaType types.CodeType types.CellType builtins.code builtins.function',
  interpreter: '',
  evaluates:
    'torch.fx.graph_module.reduce_graph_module torch.fx.graph_module.reduce_package_graph_module ' +
    'torch.fx.graph_module._forward_from_src torch.fx.graph_module._exec_with_source ' +
    'torch.fx.experimental.symbolic_shapes.ShapeEnv.evaluate_guards_expression ' +
    'torch._dynamo.guards.GuardBuilder.get torch.utils._config_module.ConfigModule.load_config ' +
    'torch.utils.collect_env.run torch.utils.bottleneck.__main__.run_cprofile ' +
    'torch.utils.bottleneck.__main__.run_autograd_prof torch.jit.unsupported_tensor_ops.execWrapper ' +
    'torch.utils.data.datapipes.utils.decoder.basichandlers torch._inductor.codecache.compile_file ' +
    'torch.utils._import_utils.import_dill torch.package.package_importer.PackageImporter ' +
    'torch.distributed.rpc.internal.deserialize torch.distributed.rpc.internal._run_function ' +
    'numpy.f2py.crackfortran.getlincoef numpy.f2py.crackfortran.param_eval numpy.f2py.crackfortran._eval_length ' +
    'numpy.f2py.crackfortran.myeval numpy.f2py.diagnose.run_command numpy.testing._private.utils.runstring ' +
    'numpy.testing.runstring numpy.testing._private.utils.rundocs numpy.distutils.exec_command.exec_command ' +
    'numpy.ma.mrecords.fromtextfile pandas.eval pandas.core.computation.eval.eval pandas.core.computation.expr.Expr ' +
    'pandas.core.frame.DataFrame.eval pandas.core.frame.DataFrame.query scipy._lib._testutils.PytestTester ' +
    'sklearn.utils._testing.check_skip_network transformers.dynamic_module_utils.get_class_from_dynamic_module ' +
    'transformers.dynamic_module_utils.get_class_in_module yaml.load yaml.unsafe_load yaml.full_load ' +
    'yaml.load_all jinja2.Template jinja2.environment.Environment jinja2.Environment sympy.sympify ' +
    'sympy.core.sympify.sympify sympy.parsing.sympy_parser.parse_expr sympy.parsing.sympy_parser.eval_expr ' +
    'sympy.utilities.lambdify.lambdify sympy.lambdify numexpr.evaluate numexpr.necompiler.evaluate ' +
    'matplotlib.cbook._unpickle matplotlib.cbook._exec git.Repo.clone_from git.cmd.Git.execute git.Git.execute ' +
    'django.core.management.call_command nltk.internals.java py._path.local.LocalPath.sysexec ' +
    'twisted.internet.utils.getProcessOutput distributed.utils.import_file dask.utils.import_required ' +
    'keras.models.load_model keras.src.saving.saving_api.load_model keras.src.saving.deserialize_keras_object ' +
    'keras.utils.get_file keras.src.utils.file_utils.get_file keras.config.enable_unsafe_deserialization ' +
    'tensorflow.keras.models.load_model tensorflow.keras.utils.get_file tensorflow.py_function ' +
    'tensorflow.numpy_function tensorflow.load_op_library tensorflow.load_library apsw.Connection ' +
    'joblib.externals.loky.backend.spawn.main gensim.utils.unpickle nose.tools.run',
};

/** What starts a program, among the many functions of the modules of class `command`. */
const running =
  /^(?:system|popen\d?|exec[lv]p?e?|spawn\w{0,4}|posix_spawnp?|startfile|fork\w{0,5}|Popen|call|run|check_call|check_output|getoutput|getstatusoutput|create_subprocess_\w+|bash|Command)$/;

const evaluators: ReadonlySet<string> = new Set(
  'builtins.eval builtins.exec builtins.execfile builtins.compile builtins.breakpoint builtins.__import__ importlib.import_module importlib.__import__ runpy.run_path runpy.run_module runpy._run_code code.interact timeit.timeit pkgutil.resolve_name'.split(
    ' ',
  ),
);

interface Tables {
  readonly modules: ReadonlyMap<string, DangerClass>;
  readonly names: ReadonlyMap<string, DangerClass>;
}

let tables: Tables | undefined;

/** Why calling `module.name` is dangerous; undefined when nothing is known against it. */
export function dangerOf(module: string, name: string): KnownDanger | undefined {
  tables ??= { modules: tableOf(modules), names: tableOf(names) };
  let kind = tables.names.get(`${module}.${name}`);
  for (let part = module; kind === undefined && part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('.')))) {
    kind = tables.modules.get(part);
  }
  if (kind === undefined) return undefined;
  const runs = (kind === 'command' && running.test(name)) || evaluators.has(`${module}.${name}`);
  return { ...classes[kind], buildsCode: kind === 'built', runs };
}

/** Modules whose import alone acts: a window, a browser, a command line. */
export function importActs(module: string): boolean {
  return module.endsWith('.__main__') || sideEffects.has(module);
}

const sideEffects: ReadonlySet<string> = new Set([
  'antigravity',
  'idlelib.idle',
  'idlelib.__main__',
  'test.autotest',
  'test.__main__',
  'turtledemo.__main__',
  '__phello__',
  'site',
  'sitecustomize',
  'usercustomize',
]);

function tableOf(lists: Readonly<Record<DangerClass, string>>): ReadonlyMap<string, DangerClass> {
  const table = new Map<string, DangerClass>();
  for (const kind of kinds) {
    for (const word of lists[kind].split(' ')) if (word !== '') table.set(word, kind);
  }
  return table;
}
