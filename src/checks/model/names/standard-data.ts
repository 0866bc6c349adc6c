// The data types of Python's standard library: what pickles of plain data name, and nothing that acts.
import type { NameTable } from './name-table.ts';

export const standardData: NameTable = {
  versions: 'CPython 2.7 (through the mapping of fix_imports) to 3.14',
  lines: `
builtins|object int float complex bool str bytes bytearray list tuple dict set frozenset range slice ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError EncodingWarning PythonFinalizationError|getattr=getattr type=typeof|Ellipsis NotImplemented None True False abs len max min sum round repr sorted any all callable divmod hash hex id isinstance issubclass oct ord chr pow bin format ascii
__builtin__|NoneType|
types|SimpleNamespace NoneType EllipsisType NotImplementedType MappingProxyType GenericAlias UnionType|
collections|OrderedDict Counter deque defaultdict=calls ChainMap UserDict UserList UserString|
collections.abc|||Mapping MutableMapping Sequence MutableSequence Set Iterable Iterator Callable Hashable Sized Container
_collections|OrderedDict deque defaultdict=calls|
datetime|date time datetime timedelta timezone tzinfo|
_datetime|date time datetime timedelta timezone tzinfo|
zoneinfo|ZoneInfo|ZoneInfo._unpickle
zoneinfo._zoneinfo|ZoneInfo|ZoneInfo._unpickle
_zoneinfo|ZoneInfo|ZoneInfo._unpickle
decimal|Decimal DefaultContext Context|
_decimal|Decimal|
_pydecimal|Decimal|
fractions|Fraction|
uuid|UUID SafeUUID|
pathlib|PurePath PurePosixPath PureWindowsPath Path PosixPath WindowsPath|
pathlib._local|PurePath PurePosixPath PureWindowsPath Path PosixPath WindowsPath|
ipaddress|IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface|
re|Pattern RegexFlag|_compile=pattern|
array|array|_array_reconstructor=class|
copyreg||_reconstructor=class|
_codecs||encode=encoding|
functools|partial=calls||total_ordering
_functools|partial=calls|
operator|itemgetter||add sub mul truediv floordiv mod pow neg pos abs eq ne lt le gt ge and_ or_ xor not_ matmul
_operator|itemgetter||add sub mul truediv floordiv mod pow neg pos abs eq ne lt le gt ge and_ or_ xor not_ matmul
math|||acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt tan tanh tau trunc ulp
cmath|||exp log sqrt sin cos
itertools|count chain cycle repeat islice zip_longest product permutations combinations|
random|Random|
_random|Random|
string|Template|
time|struct_time|
argparse|Namespace|
logging||getLogger|
io|BytesIO StringIO|
_io|BytesIO StringIO|
http|HTTPStatus HTTPMethod|
signal|Signals|
inspect|_ParameterKind Parameter Signature _empty|
enum|||EnumMeta EnumType Enum IntEnum Flag IntFlag StrEnum auto
numbers|||Number Complex Real Rational Integral
abc|||ABC ABCMeta
typing|||Any Optional Union List Dict Tuple Set Callable Type Sequence Mapping Iterable Generic NamedTuple
statistics|NormalDist|
`,
};
