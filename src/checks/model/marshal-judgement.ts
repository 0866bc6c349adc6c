// What compiled Python code can do, told from the names it looks up. Shared by the checks on Lambda layers and bytecode.
import type { CodeFacts } from '#formats/marshal/code-facts';

/** What the names of a piece of code give away. */
export interface CodeJudgement {
  /** Names that run commands or code, import, or reach files or the network; none: arithmetic as far as names tell. */
  readonly dangerous: readonly string[];
  /** The other names it looks up. */
  readonly others: readonly string[];
}

/**
 * Judges an expression that should only compute numbers. Names decide: without one of these the code can reach nothing
 * but the methods of its arguments.
 */
export function judgeExpression(facts: Pick<CodeFacts, 'names'>): CodeJudgement {
  return split(facts.names, (name) => running.has(name) || reaching.has(name) || isHiddenAttribute(name));
}

/** Judges a whole module, for which imports and files are normal: only what runs commands or other code counts. */
export function judgeModule(facts: Pick<CodeFacts, 'names'>): CodeJudgement {
  return split(facts.names, (name) => running.has(name) && !normalInModules.has(name));
}

/**
 * Whether a module runs commands or hidden code while it is imported, as far as names tell: its outermost code looks up
 * something that runs, or the module decodes bytes and executes what comes out.
 */
export function actsOnImport(moduleNames: readonly string[], allNames: readonly string[]): boolean {
  if (moduleNames.some((name) => commands.has(name))) return true;
  return allNames.some((name) => executing.has(name)) && allNames.some((name) => decoding.has(name));
}

const commands: ReadonlySet<string> = new Set(
  'system popen getoutput getstatusoutput exec eval execfile __import__ Popen check_output check_call call posix_spawn spawnl spawnv execv execve execl urlretrieve startfile'.split(
    ' ',
  ),
);

const executing: ReadonlySet<string> = new Set(['exec', 'eval', 'execfile', 'CodeType', 'FunctionType', 'run_code']);

const decoding: ReadonlySet<string> = new Set(
  'b64decode b32decode a85decode b85decode decodebytes decodestring fromhex unhexlify decompress marshal urlopen urlretrieve Fernet'.split(
    ' ',
  ),
);

function split(names: readonly string[], isDangerous: (name: string) => boolean): CodeJudgement {
  return { dangerous: names.filter(isDangerous), others: names.filter((name) => !isDangerous(name)) };
}

/** `__globals__`, `__subclasses__`, ...: the ways from any object to everything. */
function isHiddenAttribute(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__') && !harmlessAttributes.has(name);
}

const harmlessAttributes: ReadonlySet<string> = new Set(
  '__name__ __qualname__ __module__ __doc__ __init__ __call__ __len__ __version__'.split(' '),
);

/** Runs a command or code, or turns bytes into either. */
const running: ReadonlySet<string> = new Set(
  `system popen popen2 popen3 popen4 Popen getoutput getstatusoutput check_output check_call subprocess posix_spawn
  posix_spawnp spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe execl execle execlp execlpe execv execve
  execvp execvpe startfile fork forkpty pty exec eval execfile compile __import__ __builtins__ __builtin__ builtins
  import_module exec_module load_module load_source run_module run_path run_code runcode runsource InteractiveConsole
  runpy ctypes CDLL cdll windll WinDLL PyDLL LoadLibrary marshal pickle cPickle _pickle dill cloudpickle Unpickler
  b64decode b32decode a85decode b85decode decodebytes decodestring unhexlify fromhex CodeType FunctionType LambdaType
  create_subprocess_exec create_subprocess_shell subprocess_exec subprocess_shell urlopen urlretrieve Request socket
  create_connection webbrowser pip pdb set_trace breakpoint py_function py_func numpy_function EagerPyFunc PyFunc
  load_op_library load_library enable_unsafe_deserialization get_file load_model __subclasses__ __globals__
  func_globals __code__ func_code __reduce__ __reduce_ex__ __getattribute__ posix nt commands`.split(/\s+/),
);

/** Reaches files, the network, other modules or hidden attributes: normal in a module, not in a formula. */
const reaching: ReadonlySet<string> = new Set(
  `os sys importlib imp open file raw_input getattr setattr delattr globals locals vars environ getenv putenv
  pathlib Path PosixPath shutil rmtree copyfile copytree unlink rename replace_file mkdir makedirs listdir
  scandir chmod chown symlink codecs fdopen tempfile mkstemp NamedTemporaryFile read_text write_text read_bytes
  write_bytes gfile GFile read_file write_file matching_files ReadFile WriteFile fromfile tofile memmap save
  savez savetxt loadtxt genfromtxt loads load urllib urllib2 urllib3 requests httplib http ftplib smtplib
  telnetlib paramiko asyncio aiohttp connect sendall threading Thread multiprocessing Process concurrent
  ThreadPoolExecutor kill atexit site sysconfig platform getpass zipimport zipfile tarfile inspect gc attrgetter
  methodcaller f_globals f_builtins f_back gi_frame tb_frame meta_path load_weights save_weights save_model
  saved_model joblib base64 zlib bz2 lzma decompress codeop timeit cProfile bdb doctest ipdb IPython get_ipython`.split(
    /\s+/,
  ),
);

/** Names that run code in a formula and mean little in a module: `re.compile`, imports of its own parts. */
const normalInModules: ReadonlySet<string> = new Set(
  `compile import_module pickle cPickle _pickle fromhex unhexlify builtins __builtins__ Request socket pdb set_trace
  breakpoint py_function numpy_function load_library load_op_library get_file load_model __code__ func_code posix nt
  commands Unpickler __reduce__ __reduce_ex__ __getattribute__ FunctionType b64decode decodebytes`.split(/\s+/),
);
