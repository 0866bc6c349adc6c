// Top-level modules of Python's standard library, CPython 3.6 to 3.14, with those of Python 2 that have no new name.
// Source: sys.stdlib_module_names of 3.10 to 3.13; the documentation's module index for others.

const modules =
  'BaseHTTPServer CGIHTTPServer ConfigParser DocXMLRPCServer MimeWriter Queue SimpleHTTPServer ' +
  'SimpleXMLRPCServer SocketServer StringIO Tkinter __builtin__ __future__ _abc _aix_support _android_support ' +
  '_apple_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk ' +
  '_codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle ' +
  '_compression _contextvars _crypt _csv _ctypes _ctypes_test _curses _curses_panel _datetime _dbm _decimal ' +
  '_dummy_thread _dummy_threading _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm ' +
  '_hashlib _heapq _imp _interpchannels _interpqueues _interpreters _io _ios_support _json _locale _lsprof ' +
  '_lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _opcode_metadata _operator _osx_support ' +
  '_overlapped _pickle _posixshmem _posixsubprocess _py_abc _py_warnings _pydatetime _pydecimal _pyio _pylong ' +
  '_pyrepl _queue _random _remote_debugging _scproxy _sha1 _sha2 _sha256 _sha3 _sha512 _signal _sitebuiltins ' +
  '_socket _sqlite3 _sre _ssl _stat _statistics _string _strptime _struct _suggestions _symtable _sysconfig ' +
  '_sysconfigdata _testbuffer _testcapi _testinternalcapi _testmultiphase _thread _threading_local _tkinter ' +
  '_tokenize _tracemalloc _types _typing _uuid _warnings _weakref _weakrefset _winapi _wmi _zoneinfo _zstd abc ' +
  'aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb ' +
  'binascii binhex bisect builtins bz2 cPickle cProfile cStringIO calendar ce cgi cgitb chunk cmath cmd code ' +
  'codecs codeop collections colorsys commands compileall compiler compression concurrent configparser ' +
  'contextlib contextvars copy copy_reg copyreg crypt csv ctypes curses dataclasses datetime dbm decimal ' +
  'difflib dircache dis distutils doctest dummy_thread dummy_threading email encodings ensurepip enum errno ' +
  'exceptions faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools future_builtins ' +
  'gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac hotshot html http httplib ' +
  'idlelib ihooks imaplib imghdr imp importlib imputil inspect io ipaddress itertools json keyword lib2to3 ' +
  'linecache locale logging lzma macpath mailbox mailcap marshal math mimetools mimetypes mmap modulefinder ' +
  'msilib msvcrt multiprocessing netrc new nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ' +
  'os2 os2emxpath ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib popen2 ' +
  'poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri ' +
  'random re readline reprlib resource rexec rfc822 riscospath rlcompleter runpy sched secrets select selectors ' +
  'sets shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile ' +
  'sre_constants sre_parse ssl stat statistics string stringold stringprep strop struct subprocess sunau symbol ' +
  'symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this thread ' +
  'threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types ' +
  'typing unicodedata unittest urllib urllib2 urlparse user uu uuid venv warnings wave weakref webbrowser ' +
  'winreg winsound wsgiref xdrlib xml xmlrpc xmlrpclib zipapp zipfile zipimport zlib zoneinfo ';

let known: ReadonlySet<string> | undefined;

/** True when `module` belongs to the standard library, by its first part. */
export function isStandardModule(module: string): boolean {
  known ??= new Set(modules.trim().split(' '));
  const dot = module.indexOf('.');
  return known.has(dot < 0 ? module : module.slice(0, dot));
}
