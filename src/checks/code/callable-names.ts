// What a dotted Python name does when it is called, as far as that decides a verdict.

/**
 * - `executes`: runs text, bytes or a file as code
 * - `starts-process`: starts a program or a shell
 * - `network`: opens a connection, or downloads
 * - `unpickles`: loads a format that runs code while it is read
 * - `imports`: finds a module or attribute by a name that is only known at run time
 * - `native`: calls native code by address or loads a library
 */
export type Effect = 'executes' | 'starts-process' | 'network' | 'unpickles' | 'imports' | 'native';

/** The effect of calling `name` (modules resolved, `builtins.` left out), undefined when it has none that is listed. */
export function effectOf(name: string): Effect | undefined {
  const bare = name.replace(/^(?:builtins|__builtin__|__builtins__)\./, '');
  const exact = exactNames.get(bare);
  if (exact !== undefined) return exact;
  for (let dot = bare.lastIndexOf('.'); dot > 0; dot = bare.lastIndexOf('.', dot - 1)) {
    const effect = modules.get(bare.slice(0, dot));
    if (effect !== undefined) return harmless.has(bare) ? undefined : effect;
  }
  return undefined;
}

const exactNames: ReadonlyMap<string, Effect> = table({
  executes: `eval exec execfile compile runpy.run_module runpy.run_path code.interact codeop.compile_command
    code.InteractiveInterpreter code.InteractiveConsole cProfile.run cProfile.runctx profile.run profile.runctx pdb.run
    pdb.runeval pdb.runcall bdb.Bdb.run timeit.timeit timeit.repeat timeit.Timer trace.Trace.run trace.Trace doctest.debug_script
    IPython.get_ipython.system IPython.start_ipython IPython.embed numpy.f2py.crackfortran.getlincoef numpy.f2py.compile
    torch.utils._config_module.load_config
    torch._dynamo.guards.GuardBuilder.get torch.jit.unsupported_tensor_ops.execWrapper torch.fx.experimental.symbolic_shapes.ShapeEnv.evaluate_guards_expression
    torch._inductor.codecache.compile_file torch.distributed.rpc.rpc_sync types.FunctionType types.CodeType
    pandas.eval pandas.core.computation.eval.eval sympy.sympify sympy.parsing.sympy_parser.parse_expr numexpr.evaluate
    tensorflow.py_function tensorflow.numpy_function importlib._bootstrap._exec pip.main pip._internal.main.main
    setuptools.sandbox.run_setup distutils.core.run_setup hydra.utils.call fire.Fire mlflow.projects.run`,
  'starts-process': `os.system os.popen os.popen2 os.popen3 os.popen4 os.startfile os.fork os.forkpty posix.fork posix.system
    nt.system posix.popen posix.posix_spawn os.posix_spawn os.posix_spawnp os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp
    os.execvpe os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe pty.spawn pty.fork
    subprocess.run subprocess.call subprocess.Popen subprocess.check_call subprocess.check_output subprocess.getoutput
    subprocess.getstatusoutput commands.getoutput commands.getstatusoutput asyncio.create_subprocess_exec
    asyncio.create_subprocess_shell asyncio.subprocess.create_subprocess_shell asyncio.subprocess.create_subprocess_exec
    webbrowser.open webbrowser.open_new webbrowser.get platform.popen pexpect.spawn pexpect.run sh.bash sh.Command paramiko.SSHClient
    distutils.spawn.spawn _posixsubprocess.fork_exec invoke.run plumbum.local`,
  network: `socket.socket socket.create_connection socket.socketpair socket.create_server urllib.request.urlopen
    urllib.request.urlretrieve urllib.request.Request urllib.urlopen urllib.urlretrieve urllib2.urlopen urllib2.Request
    http.client.HTTPConnection http.client.HTTPSConnection ftplib.FTP smtplib.SMTP smtplib.SMTP_SSL telnetlib.Telnet
    requests.get requests.post requests.put requests.request requests.patch requests.delete requests.Session httpx.get httpx.post httpx.Client
    httpx.AsyncClient httpx.stream aiohttp.ClientSession urllib3.PoolManager wget.download xmlrpc.client.ServerProxy
    asyncio.open_connection asyncio.start_server ssl.wrap_socket torch.hub.download_url_to_file
    socketserver.TCPServer http.server.HTTPServer`,
  unpickles: `pickle.load pickle.loads pickle.Unpickler _pickle.load _pickle.loads _pickle.Unpickler cPickle.load cPickle.loads
    dill.load dill.loads cloudpickle.load cloudpickle.loads joblib.load marshal.load marshal.loads shelve.open
    pandas.read_pickle jsonpickle.decode yaml.unsafe_load yaml.full_load torch.load torch.hub.load torch.package.PackageImporter
    keras.models.load_model`,
  imports: `__import__ importlib.import_module importlib.__import__ importlib.util.spec_from_file_location
    importlib.machinery.SourceFileLoader imp.load_source imp.load_module pydoc.locate pkgutil.resolve_name
    hydra.utils.get_method hydra.utils.get_class hydra.utils.get_object hydra.utils.instantiate zipimport.zipimporter
    getattr operator.attrgetter operator.methodcaller globals locals vars`,
  native: `ctypes.CDLL ctypes.cdll.LoadLibrary ctypes.WinDLL ctypes.windll.LoadLibrary ctypes.PyDLL ctypes.memmove
    torch.utils.cpp_extension.load torch.utils.cpp_extension.load_inline
    ctypes.string_at ctypes.cast cffi.FFI.dlopen torch.ops.load_library torch.classes.load_library tensorflow.load_op_library`,
});

/** Modules of which any attribute that is called has the effect. */
const modules: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ['subprocess', 'starts-process'],
  ['pty', 'starts-process'],
  ['_posixsubprocess', 'starts-process'],
  ['ctypes.windll', 'native'],
  ['ctypes.cdll', 'native'],
  ['numpy.distutils.exec_command', 'starts-process'],
]);

const harmless: ReadonlySet<string> = new Set([
  'subprocess.CalledProcessError',
  'subprocess.TimeoutExpired',
  'subprocess.list2cmdline',
  'subprocess.SubprocessError',
  'subprocess.CompletedProcess',
  'subprocess.STARTUPINFO',
]);

function table(rows: Readonly<Record<Effect, string>>): ReadonlyMap<string, Effect> {
  const map = new Map<string, Effect>();
  const effects: readonly Effect[] = ['executes', 'starts-process', 'network', 'unpickles', 'imports', 'native'];
  for (const effect of effects) for (const name of rows[effect].split(/\s+/)) map.set(name, effect);
  return map;
}
