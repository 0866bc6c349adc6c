// Class: a command, code or import function is called, directly or under the name of its C twin.
import { buildPickle, bytes, call, global, unicode, utf8 } from '../pickle.ts';
import { apply, attribute, C, calls, D, executing, N, type Payload, python, shell, T, unproven } from './payload.ts';

const sh = ['/bin/sh', '-c', shell];
const shBytes = { code: bytes(utf8('/bin/sh')) };

export const commands: readonly Payload[] = [
  ...calls('a command, code or import function is called', [
    ['os-system', 'os system', shell],
    ['posix-system', 'posix system', shell],
    ['os-popen', 'os popen', shell],
    ['os-execv', 'os execv', '/bin/sh', sh],
    ['os-execl', 'os execl', '/bin/sh', ...sh],
    ['os-execvp', 'os execvp', 'sh', sh],
    ['os-execlp', 'os execlp', 'sh', ...sh],
    ['posix-execv', 'posix execv', '/bin/sh', sh],
    ['os-spawnv', 'os spawnv', 0, '/bin/sh', sh],
    ['os-spawnl', 'os spawnl', 0, '/bin/sh', ...sh],
    ['os-spawnlp', 'os spawnlp', 0, 'sh', ...sh],
    ['os-spawnvp', 'os spawnvp', 0, 'sh', sh],
    ['os-posix-spawn', 'os posix_spawn', '/bin/sh', sh, N('os', 'environ')],
    ['posix-posix-spawnp', 'posix posix_spawnp', 'sh', sh, N('os', 'environ')],
    ['subprocess-popen', 'subprocess Popen', sh],
    ['subprocess-run', 'subprocess run', sh],
    ['subprocess-call', 'subprocess call', sh],
    ['subprocess-check-call', 'subprocess check_call', sh],
    ['subprocess-check-output', 'subprocess check_output', sh],
    ['subprocess-getoutput', 'subprocess getoutput', shell],
    ['subprocess-getstatusoutput', 'subprocess getstatusoutput', shell],
    ['pty-spawn', 'pty spawn', sh],
    ['builtins-eval', 'builtins eval', python],
    ['builtins-exec', 'builtins exec', python],
    ['multiprocessing-spawnv', 'multiprocessing.util spawnv_passfds', shBytes, sh, []],
    ['imaplib-stream', 'imaplib IMAP4_stream', shell],
  ]),
  executing('builtins-compile-exec', 'compiles, then runs', {
    code: call(global('builtins', 'exec'), call(global('builtins', 'compile'), ...[python, 'x', 'exec'].map(unicode))),
  }),
  executing(
    'py2-builtin-eval',
    'the name of Python 2, mapped in protocols below 3',
    buildPickle(2, call(global('__builtin__', 'eval'), unicode(python))),
  ),
  executing(
    'py2-commands',
    'commands.getoutput is mapped to subprocess in protocol 0',
    buildPickle(0, call(global('commands', 'getoutput'), unicode(shell))),
  ),
  executing('operator-call', 'operator.call calls its argument', C('operator', 'call', N('os', 'system'), shell), {
    pythons: { from: 11 },
  }),
  executing('c-operator-call', 'the C twin of operator.call', C('_operator', 'call', N('os', 'system'), shell), {
    pythons: { from: 11 },
  }),
  executing(
    'ctypes-cdll',
    'libc.system through ctypes',
    apply(attribute(C('ctypes', 'CDLL', null), 'system'), { code: bytes(utf8(shell)) }),
  ),
  executing(
    'ctypes-pydll',
    'libc.system through ctypes.PyDLL',
    apply(attribute(C('ctypes', 'PyDLL', null), 'system'), { code: bytes(utf8(shell)) }),
  ),
  executing(
    'ctypes-library-loader',
    'libc.system through a loader that stands in ctypes',
    apply(attribute(apply(N('ctypes', 'cdll.LoadLibrary'), null), 'system'), { code: bytes(utf8(shell)) }),
  ),
  executing(
    'c-ctypes-dlopen',
    'libc.system by address',
    C(
      '_ctypes',
      'call_function',
      C('_ctypes', 'dlsym', C('_ctypes', 'dlopen', null, 2), 'system'),
      T({ code: bytes(utf8(shell)) }),
    ),
  ),
  executing(
    'asyncio-run',
    'a coroutine that starts a process',
    C('asyncio', 'run', C('asyncio', 'create_subprocess_shell', shell)),
  ),
  executing(
    'asyncio-run-exec',
    'a coroutine that starts a program',
    C('asyncio', 'run', C('asyncio.subprocess', 'create_subprocess_exec', ...sh)),
  ),
  unproven('nt-system', 'the C twin of os.system on Windows', C('nt', 'system', shell)),
  unproven('os-startfile', 'opens a program on Windows', C('os', 'startfile', 'calc.exe')),
  unproven(
    'posixsubprocess-fork-exec',
    'the C half of subprocess',
    C('_posixsubprocess', 'fork_exec', sh, [shBytes], D()),
  ),
  unproven(
    'winapi-create-process',
    'the C half of subprocess on Windows',
    C('_winapi', 'CreateProcess', null, 'calc.exe'),
  ),
];
