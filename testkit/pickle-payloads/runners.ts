// Class: callables of the standard library that run code, commands or imports as a side effect of something else.
import { bytes, utf8 } from '../pickle.ts';
import { C, calls, D, N, type Payload, python, shell, T } from './payload.ts';

const sh = ['/bin/sh', '-c', shell];
const pickled = { code: bytes(utf8(`cos\nsystem\n(V${shell}\ntR.`)) };
const example = `\n>>> ${python}\n`;
const before12 = { pythons: { before: 12 } };
const before13 = { pythons: { before: 13 } };

export const runners: readonly Payload[] = [
  ...calls('a callable of the standard library runs its argument', [
    ['cprofile-run', 'cProfile run', python],
    ['cprofile-runctx', 'cProfile runctx', python, D(), D()],
    ['profile-run', 'profile run', python],
    ['profile-runctx', 'profile runctx', python, D(), D()],
    ['timeit-timeit', 'timeit timeit', 'pass', python],
    ['timeit-repeat', 'timeit repeat', 'pass', python],
    ['timeit-main', 'timeit main', ['-n1', '-r1', python]],
    ['doctest-run-examples', 'doctest run_docstring_examples', example, D()],
    ['pydoc-tempfilepager', 'pydoc tempfilepager', '', shell],
    ['pickle-loads', 'pickle loads', pickled],
    ['c-pickle-loads', '_pickle loads', pickled],
    ['py-pickle-loads', 'pickle _loads', pickled],
    ['copy-reconstruct', 'copy _reconstruct', null, null, N('os', 'system'), T(shell)],
    ['uuid-command', 'uuid _get_command_stdout', 'sh', '-c', shell],
    ['osx-support', '_osx_support _read_output', shell],
    ['script-helper-assert', 'test.support.script_helper assert_python_ok', '-c', python],
    ['script-helper-run', 'test.support.script_helper run_python_until_end', '-c', python],
    ['script-helper-spawn', 'test.support.script_helper spawn_python', '-c', python],
    ['atexit-register', 'atexit register', N('os', 'system'), shell],
    ['weakref-finalize', 'weakref finalize', N('uuid', 'UUID'), N('os', 'system'), shell],
    ['thread-start', '_thread start_new_thread', N('os', 'system'), T(shell)],
    ['pool-initializer', 'multiprocessing.pool ThreadPool', 1, N('os', 'system'), T(shell)],
    ['idlelib-get-entity', 'idlelib.calltip get_entity', python],
    ['idlelib-complete', 'idlelib.autocomplete AutoComplete.get_entity', null, python],
    [
      'logging-dict-config',
      'logging.config dictConfig',
      D('version', 1, 'filters', D('f', D('()', 'os.system', 'command', shell))),
    ],
    ['functools-reduce', 'functools reduce', N('builtins', 'eval'), [python, D()]],
    ['c-functools-reduce', '_functools reduce', N('builtins', 'eval'), [python, D()]],
    [
      'webbrowser-background',
      'webbrowser BackgroundBrowser.open',
      C('webbrowser', 'BackgroundBrowser', ['touch', '%s']),
      'assay-marker',
    ],
    [
      'webbrowser-generic',
      'webbrowser GenericBrowser.open',
      C('webbrowser', 'GenericBrowser', ['touch', '%s']),
      'assay-marker',
    ],
    ['codeop-compile', 'builtins eval', C('codeop', 'compile_command', python, 'x', 'eval')],
    [
      'multiprocessing-process',
      'multiprocessing Process.run',
      C('multiprocessing', 'Process', null, N('os', 'system'), null, T(shell)),
    ],
    [
      'multiprocessing-start',
      'multiprocessing Process.start',
      C('multiprocessing', 'Process', null, N('os', 'system'), null, T(shell)),
    ],
    ['threading-run', 'threading Thread.run', C('threading', 'Thread', null, N('os', 'system'), null, T(shell))],
    ['threading-start', 'threading Thread.start', C('threading', 'Thread', null, N('os', 'system'), null, T(shell))],
    ['threading-timer', 'threading Timer.start', C('threading', 'Timer', 0, N('os', 'system'), [shell])],
    [
      'executor-submit',
      'concurrent.futures ThreadPoolExecutor.submit',
      C('concurrent.futures', 'ThreadPoolExecutor', 1),
      N('os', 'system'),
      shell,
    ],
    [
      'executor-thread-item',
      'concurrent.futures.thread _WorkItem.run',
      C('concurrent.futures.thread', '_WorkItem', C('concurrent.futures', 'Future'), N('os', 'system'), [shell], D()),
    ],
    [
      'typing-forward-ref',
      'typing ForwardRef._evaluate',
      C('typing', 'ForwardRef', python),
      D(),
      D(),
      C('builtins', 'frozenset'),
    ],
    ['bdb-runeval', 'bdb Bdb.runeval', C('bdb', 'Bdb'), python],
    ['code-runsource', 'code InteractiveInterpreter.runsource', C('code', 'InteractiveInterpreter'), python],
    [
      'code-runcode',
      'code InteractiveInterpreter.runcode',
      C('code', 'InteractiveInterpreter'),
      C('builtins', 'compile', python, 'x', 'exec'),
    ],
    ['trace-run', 'trace Trace.run', C('trace', 'Trace', 0, 0), python],
    ['trace-runfunc', 'trace Trace.runfunc', C('trace', 'Trace', 0, 0), N('os', 'system'), shell],
    ['cprofile-runcall', 'cProfile Profile.runcall', C('cProfile', 'Profile'), N('os', 'system'), shell],
    ['profile-runcall', 'profile Profile.runcall', C('profile', 'Profile'), N('os', 'system'), shell],
    ['context-run', 'contextvars Context.run', C('contextvars', 'Context'), N('os', 'system'), shell],
    [
      'asyncio-loop',
      'asyncio.runners Runner.run',
      C('asyncio', 'Runner'),
      C('asyncio', 'create_subprocess_shell', shell),
    ],
    [
      'unittest-function',
      'unittest FunctionTestCase.runTest',
      C('unittest', 'FunctionTestCase', C('functools', 'partial', N('os', 'system'), shell)),
    ],
    ['process-chunk', 'concurrent.futures.process _process_chunk', N('os', 'system'), [T(shell)]],
    ['pool-mapstar', 'multiprocessing.pool mapstar', T(N('os', 'system'), [shell])],
    ['heapq-nlargest', 'heapq nlargest', 1, [shell], N('os', 'system')],
    ['heapq-nsmallest', 'heapq nsmallest', 2, [shell, shell], N('os', 'system')],
    ['support-subinterpreter', 'test.support run_in_subinterp', python],
  ]),
  ...calls('a callable of the standard library runs its argument; gone since', [
    ['distutils-spawn', 'distutils.spawn spawn', sh],
    ['lib2to3-grammar-loads', 'lib2to3.pgen2.grammar Grammar.loads', C('lib2to3.pgen2.grammar', 'Grammar'), pickled],
  ]).map((payload) => ({ ...payload, ...before12 })),
  ...calls('a callable of the standard library runs its argument; gone since', [
    ['mailcap-test', 'mailcap findmatch', D('a/b', [D('test', shell, 'view', '')]), 'a/b'],
    ['pydoc-pipepager', 'pydoc pipepager', '', shell],
    ['typing-forward-eval', 'typing _eval_type', C('typing', 'ForwardRef', python), D(), D()],
  ]).map((payload) => ({ ...payload, ...before13 })),
];
