// What must stay quiet: every common data type in every protocol, dangerous words as data, and streams of the libraries
// that people keep models with, written with the names those libraries write.
import {
  appends,
  assemble,
  bool,
  build,
  buildPickle,
  bytes,
  type Code,
  call,
  dict,
  emptyDict,
  emptyList,
  emptyTuple,
  float,
  frame,
  frozenset,
  get,
  global,
  int,
  list,
  memoize,
  newObj,
  newObjEx,
  none,
  op,
  set,
  setItems,
  stackGlobal,
  text,
  tuple,
  u64,
  unicode,
  utf8,
} from '../pickle.ts';
import type { Sample } from '../sample.ts';

function clean(name: string, because: string, build: () => Uint8Array): Sample {
  return { name: `${name}.pkl`, build, verdict: 'clean', because };
}

function one(name: string, because: string, protocol: number, code: Code): Sample {
  return clean(name, because, () => buildPickle(protocol, code));
}

/** A name as the protocol writes it. */
function named(protocol: number, module: string, name: string): Code {
  return protocol < 4 ? global(module, name) : stackGlobal(module, name);
}

function str(protocol: number, value: string): Code {
  return protocol < 1 ? unicode(value) : text(value);
}

function latin1(protocol: number, value: string): Code {
  return protocol < 3
    ? call(global('_codecs', 'encode'), unicode(value), unicode('latin1'))
    : bytes(Buffer.from(value, 'latin1'));
}

const protocols = [0, 1, 2, 3, 4, 5] as const;
const words = [
  'os',
  'system',
  'eval',
  'exec',
  '__import__',
  'subprocess',
  'Popen',
  'builtins',
  'os.system',
  'cos\nsystem\n',
  '__reduce__',
  'rm -rf /',
  'c__builtin__\neval\n',
];

const dataTypes: readonly Sample[] = protocols.flatMap((protocol) => [
  one(
    `literals-${protocol}`,
    'numbers, text, None and containers',
    protocol,
    list(int(1), float(0.25), none, str(protocol, 'text'), tuple(int(1), int(2)), dict(str(protocol, 'a'), list())),
  ),
  one(
    `datetime-${protocol}`,
    'a datetime',
    protocol,
    call(named(protocol, 'datetime', 'datetime'), latin1(protocol, '\x07\xe8\x01\x02\x03\x04\x05\x00\x00\x00')),
  ),
  one(
    `ordered-${protocol}`,
    'an OrderedDict',
    protocol,
    setItems(call(named(protocol, 'collections', 'OrderedDict')), str(protocol, 'a'), int(1)),
  ),
  one(`decimal-${protocol}`, 'a Decimal', protocol, call(named(protocol, 'decimal', 'Decimal'), str(protocol, '1.5'))),
  one(
    `defaultdict-${protocol}`,
    'a defaultdict of lists',
    protocol,
    setItems(
      call(
        named(protocol, 'collections', 'defaultdict'),
        named(protocol, protocol < 3 ? '__builtin__' : 'builtins', 'list'),
      ),
      str(protocol, 'a'),
      list(int(1)),
    ),
  ),
  one(
    `words-${protocol}`,
    'dangerous words as data',
    protocol,
    list(...words.map((word) => (protocol < 1 ? unicode(word.replaceAll('\n', '\\u000a')) : text(word)))),
  ),
  one(
    `ndarray-${protocol}`,
    'a numpy array',
    protocol,
    ndarray(protocol, 'numpy.core.multiarray', latin1(protocol, '\x00\x00\x80\x3f')),
  ),
]);

const standard: readonly Sample[] = [
  one(
    'counter',
    'a Counter',
    4,
    call(stackGlobal('collections', 'Counter'), dict(text('os'), int(3), text('system'), int(2))),
  ),
  one('deque', 'a deque', 4, appends(call(stackGlobal('collections', 'deque'), emptyTuple, int(10)), int(1), int(2))),
  one('uuid', 'a UUID', 4, build(newObj(stackGlobal('uuid', 'UUID')), dict(text('int'), int(7)))),
  one('path', 'a pure path', 4, call(stackGlobal('pathlib', 'PurePosixPath'), text('models'), text('a.bin'))),
  one('path-concrete', 'a path object', 4, call(stackGlobal('pathlib', 'PosixPath'), text('/tmp'), text('a.bin'))),
  one(
    'path-local',
    'a path object as Python 3.13 writes it',
    4,
    call(stackGlobal('pathlib._local', 'PosixPath'), text('/tmp')),
  ),
  one('sets', 'sets of protocol 4', 4, list(set(int(1), int(2)), frozenset(int(3)))),
  one('set-2', 'a set of protocol 2', 2, call(global('__builtin__', 'set'), list(int(1), int(2)))),
  one('frozenset-2', 'a frozenset of protocol 2', 2, call(global('__builtin__', 'frozenset'), list(int(1)))),
  one('complex', 'a complex number', 2, call(global('__builtin__', 'complex'), float(1), float(2))),
  one('bytearray', 'a bytearray', 4, call(stackGlobal('builtins', 'bytearray'), bytes(utf8('abc')))),
  one(
    'range-slice',
    'a range and a slice',
    4,
    list(
      call(stackGlobal('builtins', 'range'), int(0), int(9), int(1)),
      call(stackGlobal('builtins', 'slice'), int(0), none, none),
    ),
  ),
  one('fraction', 'a Fraction', 4, call(stackGlobal('fractions', 'Fraction'), text('1/2'))),
  one('exception', 'an exception', 4, call(stackGlobal('builtins', 'ValueError'), text('no'))),
  one(
    'timezone',
    'a timezone',
    4,
    call(stackGlobal('datetime', 'timezone'), call(stackGlobal('datetime', 'timedelta'), int(0), int(3600), int(0))),
  ),
  one(
    'bound-method',
    'a bound method, as pickle writes one',
    4,
    call(stackGlobal('builtins', 'getattr'), call(stackGlobal('collections', 'OrderedDict')), text('keys')),
  ),
  one(
    'type-references',
    'classes as values',
    4,
    list(
      ...['int', 'float', 'str', 'dict', 'object', 'type', 'NoneType']
        .slice(0, 6)
        .map((name) => stackGlobal('builtins', name)),
    ),
  ),
  one(
    'reconstructor',
    'copyreg._reconstructor with a listed class',
    0,
    call(
      global('copy_reg', '_reconstructor'),
      global('collections', 'UserDict'),
      global('__builtin__', 'object'),
      none,
    ),
  ),
  one(
    'namedtuple-new',
    'NEWOBJ_EX of a listed class',
    4,
    newObjEx(stackGlobal('collections', 'OrderedDict'), emptyTuple, emptyDict),
  ),
  one(
    'simple-namespace',
    'a SimpleNamespace',
    4,
    build(call(stackGlobal('types', 'SimpleNamespace')), dict(text('lr'), float(0.1))),
  ),
  one(
    'regex',
    'a compiled regular expression',
    4,
    call(stackGlobal('re', '_compile'), text('(?u)\\b\\w\\w+\\b'), int(32)),
  ),
  one(
    'array',
    'an array.array',
    4,
    call(
      stackGlobal('array', '_array_reconstructor'),
      stackGlobal('array', 'array'),
      text('i'),
      int(8),
      bytes(Uint8Array.of(1, 0, 0, 0)),
    ),
  ),
  one(
    'partial',
    'a partial of a listed callable',
    4,
    build(
      call(stackGlobal('functools', 'partial'), stackGlobal('builtins', 'int')),
      tuple(stackGlobal('builtins', 'int'), emptyTuple, dict(text('base'), int(2)), none),
    ),
  ),
  one('deep', 'lists in lists, 400 deep', 2, [
    ...Array.from({ length: 400 }, () => emptyList),
    ...Array.from({ length: 399 }, () => op('APPEND')),
  ]),
  one('memo-heavy', 'one text used ten thousand times', 4, [
    text('os'),
    memoize,
    op('POP'),
    list(...Array.from({ length: 10_000 }, () => get(0))),
  ]),
  one(
    'vocabulary',
    'a vocabulary with every dangerous word',
    4,
    dict(...words.flatMap((word, at) => [text(word), int(at)])),
  ),
  one(
    'base64-text',
    'base64 text that is no pickle',
    4,
    list(text(Buffer.from('the quick brown fox jumps over the lazy dog').toString('base64'))),
  ),
  one(
    'nested-without-import',
    'a pickle inside bytes that imports nothing',
    4,
    list(bytes(buildPickle(4, list(int(1), text('a'))))),
  ),
  one('shell-text', 'a shell command as text', 4, text('touch "$ASSAY_MARKER"')),
  one('frames', 'frames that end on opcode boundaries', 4, [
    frame([emptyList, memoize]),
    frame([int(1), op('APPEND')]),
  ]),
  one('buffers-5', 'a bytearray of protocol 5', 5, op('BYTEARRAY8', u64(3), utf8('abc'))),
  clean('two-streams', 'two streams in a row', () => assemble(buildPickle(2, int(1)), buildPickle(2, list(int(2))))),
];

const libraries: readonly Sample[] = [
  one(
    'none-type',
    'the type of None',
    4,
    list(call(stackGlobal('builtins', 'type'), none), call(stackGlobal('builtins', 'type'), none)),
  ),
  one(
    'dill-array',
    'an array as dill writes it',
    4,
    call(
      stackGlobal('dill._dill', '_create_array'),
      stackGlobal('numpy._core.multiarray', '_reconstruct'),
      tuple(stackGlobal('numpy', 'ndarray'), tuple(int(0)), bytes(utf8('b'))),
      tuple(int(1), tuple(int(1)), dtype('f4'), bool(false), bytes(new Uint8Array(4))),
      none,
    ),
  ),
  one(
    'dill-slice',
    'a slice as dill writes it',
    4,
    call(call(stackGlobal('dill._dill', '_load_type'), text('SliceType')), int(0), int(1), int(1)),
  ),

  one(
    'ndarray-new',
    'an array of numpy 2',
    4,
    ndarray(4, 'numpy._core.multiarray', bytes(Uint8Array.of(0, 0, 128, 63))),
  ),
  one(
    'ndarray-buffer',
    'an array of protocol 5',
    5,
    call(
      stackGlobal('numpy._core.numeric', '_frombuffer'),
      op('BYTEARRAY8', u64(4), Uint8Array.of(0, 0, 128, 63)),
      dtype('f4'),
      tuple(int(1)),
      text('C'),
    ),
  ),
  one(
    'ndarray-buffer-old',
    'the same in numpy 1',
    5,
    call(
      stackGlobal('numpy.core.numeric', '_frombuffer'),
      op('BYTEARRAY8', u64(4), Uint8Array.of(0, 0, 128, 63)),
      dtype('f4'),
      tuple(int(1)),
      text('C'),
    ),
  ),
  one('ndarray-objects', 'an array of objects', 4, ndarray(4, 'numpy.core.multiarray', list(text('os'), none), 'O8')),
  one(
    'numpy-scalar',
    'a numpy scalar',
    4,
    call(stackGlobal('numpy.core.multiarray', 'scalar'), dtype('f8'), bytes(new Uint8Array(8))),
  ),
  one(
    'numpy-ufunc',
    'a FunctionTransformer with a ufunc',
    4,
    build(
      newObj(stackGlobal('sklearn.preprocessing._function_transformer', 'FunctionTransformer')),
      dict(text('func'), stackGlobal('numpy', 'log1p'), text('inverse_func'), none),
    ),
  ),
  one(
    'numpy-ufunc-old',
    'a ufunc as older numpy writes it',
    2,
    call(global('numpy.core', '_ufunc_reconstruct'), unicode('numpy.core._multiarray_umath'), unicode('log1p')),
  ),
  one(
    'numpy-random',
    'a RandomState',
    4,
    build(
      call(
        stackGlobal('numpy.random._pickle', '__randomstate_ctor'),
        text('MT19937'),
        stackGlobal('numpy.random._pickle', '__bit_generator_ctor'),
      ),
      dict(text('bit_generator'), text('MT19937')),
    ),
  ),
  one(
    'numpy-masked',
    'a masked array',
    4,
    call(
      stackGlobal('numpy.ma.core', '_mareconstruct'),
      stackGlobal('numpy.ma.core', 'MaskedArray'),
      stackGlobal('numpy', 'ndarray'),
      tuple(int(0)),
      bytes(utf8('b')),
    ),
  ),
  one(
    'sklearn-linear',
    'a fitted LogisticRegression',
    3,
    build(
      newObj(global('sklearn.linear_model._logistic', 'LogisticRegression')),
      dict(
        text('C'),
        float(1),
        text('coef_'),
        ndarray(3, 'numpy.core.multiarray', bytes(new Uint8Array(4))),
        text('_sklearn_version'),
        text('1.2.0'),
      ),
    ),
  ),
  one(
    'sklearn-tree',
    'a decision tree',
    3,
    build(
      newObj(global('sklearn.tree._classes', 'DecisionTreeClassifier')),
      dict(
        text('tree_'),
        build(
          call(
            global('sklearn.tree._tree', 'Tree'),
            int(2),
            ndarray(3, 'numpy.core.multiarray', bytes(new Uint8Array(4))),
            int(1),
          ),
          dict(text('max_depth'), int(1)),
        ),
      ),
    ),
  ),
  one(
    'sklearn-pipeline',
    'a pipeline with a vectorizer',
    3,
    build(
      newObj(global('sklearn.pipeline', 'Pipeline')),
      dict(
        text('steps'),
        list(
          tuple(
            text('v'),
            build(
              newObj(global('sklearn.feature_extraction.text', 'TfidfVectorizer')),
              dict(text('vocabulary_'), dict(text('eval'), int(0)), text('dtype'), global('numpy', 'float64')),
            ),
          ),
        ),
      ),
    ),
  ),
  one(
    'sklearn-old',
    'an estimator under its old module',
    2,
    build(
      call(
        global('copy_reg', '_reconstructor'),
        global('sklearn.linear_model.logistic', 'LogisticRegression'),
        global('__builtin__', 'object'),
        none,
      ),
      dict(unicode('C'), float(1)),
    ),
  ),
  one(
    'scipy-sparse',
    'a sparse matrix',
    4,
    build(newObj(stackGlobal('scipy.sparse._csr', 'csr_matrix')), dict(text('_shape'), tuple(int(1), int(1)))),
  ),
  one(
    'scipy-sparse-old',
    'a sparse matrix under its old module',
    2,
    build(newObj(global('scipy.sparse.csr', 'csr_matrix')), dict(unicode('_shape'), tuple(int(1), int(1)))),
  ),
  one(
    'pandas-frame',
    'a DataFrame',
    4,
    build(
      newObj(stackGlobal('pandas.core.frame', 'DataFrame')),
      dict(text('_mgr'), blockManager(), text('_typ'), text('dataframe'), text('attrs'), emptyDict),
    ),
  ),
  one(
    'pandas-index',
    'an Index',
    4,
    call(
      stackGlobal('pandas.core.indexes.base', '_new_Index'),
      stackGlobal('pandas.core.indexes.base', 'Index'),
      dict(text('data'), list(text('a')), text('name'), none),
    ),
  ),
  one(
    'pandas-timestamp',
    'a Timestamp',
    4,
    call(stackGlobal('pandas._libs.tslibs.timestamps', '_unpickle_timestamp'), int(1), none, none, int(10)),
  ),
  clean('torch-state-dict', 'the pickle of a torch zip', () => buildPickle(2, stateDict())),
  clean('torch-legacy-object', 'a state dict with persistent ids in text', () =>
    buildPickle(
      2,
      setItems(
        call(global('collections', 'OrderedDict')),
        unicode('w'),
        call(
          global('torch._utils', '_rebuild_tensor_v2'),
          storage('HalfStorage'),
          int(0),
          tuple(int(4)),
          tuple(int(1)),
          bool(false),
          call(global('collections', 'OrderedDict')),
        ),
      ),
    ),
  ),
  one(
    'torch-module',
    'a whole module',
    2,
    build(
      [global('torch.nn.modules.linear', 'Linear'), emptyTuple, op('NEWOBJ')],
      dict(
        unicode('training'),
        bool(true),
        unicode('_parameters'),
        call(global('collections', 'OrderedDict')),
        unicode('in_features'),
        int(4),
      ),
    ),
  ),
  one(
    'torch-parameter',
    'a parameter',
    2,
    call(
      global('torch._utils', '_rebuild_parameter'),
      call(
        global('torch._utils', '_rebuild_tensor_v2'),
        storage('FloatStorage'),
        int(0),
        tuple(int(4)),
        tuple(int(1)),
        bool(false),
        call(global('collections', 'OrderedDict')),
      ),
      bool(true),
      call(global('collections', 'OrderedDict')),
    ),
  ),
  one(
    'torch-dtype',
    'a dtype, a device and a size',
    2,
    list(
      global('torch', 'float16'),
      call(global('torch', 'device'), unicode('cpu')),
      call(global('torch', 'Size'), list(int(1), int(2))),
    ),
  ),
  one(
    'torchvision',
    'a torchvision model',
    2,
    build(
      [global('torchvision.models.resnet', 'ResNet'), emptyTuple, op('NEWOBJ')],
      dict(unicode('training'), bool(false)),
    ),
  ),
  one(
    'xgboost',
    'a booster',
    4,
    build(newObj(stackGlobal('xgboost.core', 'Booster')), dict(text('handle'), op('BYTEARRAY8', u64(3), utf8('abc')))),
  ),
  one(
    'lightgbm',
    'a LightGBM model',
    4,
    build(
      newObj(stackGlobal('lightgbm.sklearn', 'LGBMClassifier')),
      dict(
        text('_Booster'),
        build(newObj(stackGlobal('lightgbm.basic', 'Booster')), dict(text('handle'), text('tree\nversion=v4\n'))),
      ),
    ),
  ),
  one(
    'transformers-args',
    'training arguments',
    2,
    build(
      newObj(global('transformers.training_args', 'TrainingArguments')),
      dict(
        unicode('output_dir'),
        unicode('out'),
        unicode('evaluation_strategy'),
        call(global('transformers.trainer_utils', 'IntervalStrategy'), unicode('no')),
      ),
    ),
  ),
];

export const benign: readonly Sample[] = [...dataTypes, ...standard, ...libraries];

function dtype(code: string): Code {
  return build(
    call(stackGlobal('numpy', 'dtype'), text(code), bool(false), bool(true)),
    tuple(int(3), text('<'), none, none, none, int(-1), int(-1), int(0)),
  );
}

function ndarray(protocol: number, module: string, data: Code, type = 'f4'): Code {
  const made = call(
    named(protocol, module, '_reconstruct'),
    named(protocol, 'numpy', 'ndarray'),
    tuple(int(0)),
    latin1(protocol, 'b'),
  );
  const made2 = call(named(protocol, 'numpy', 'dtype'), str(protocol, type), int(0), int(1));
  const kind = build(
    made2,
    tuple(int(3), str(protocol, type === 'f4' ? '<' : '|'), none, none, none, int(-1), int(-1), int(0)),
  );
  return build(made, tuple(int(1), tuple(int(type === 'f4' ? 1 : 2)), kind, int(0), data));
}

function blockManager(): Code {
  const block = call(
    stackGlobal('pandas._libs.internals', '_unpickle_block'),
    ndarray(4, 'numpy.core.multiarray', bytes(new Uint8Array(4))),
    call(stackGlobal('builtins', 'slice'), int(0), int(1), int(1)),
    int(2),
  );
  const index = call(
    stackGlobal('pandas.core.indexes.base', '_new_Index'),
    stackGlobal('pandas.core.indexes.base', 'Index'),
    dict(text('data'), list(text('a')), text('name'), none),
  );
  return call(stackGlobal('pandas.core.internals.managers', 'BlockManager'), tuple(block), list(index, index));
}

function storage(type: string): Code {
  return [tuple(unicode('storage'), global('torch', type), unicode('0'), unicode('cpu'), int(4)), op('BINPERSID')];
}

function stateDict(): Code {
  const tensor = (key: string): Code =>
    call(
      global('torch._utils', '_rebuild_tensor_v2'),
      [
        tuple(unicode('storage'), global('torch', 'FloatStorage'), unicode(key), unicode('cpu'), int(4)),
        op('BINPERSID'),
      ],
      int(0),
      tuple(int(4)),
      tuple(int(1)),
      bool(false),
      call(global('collections', 'OrderedDict')),
    );
  const metadata = dict(
    text('_metadata'),
    setItems(call(global('collections', 'OrderedDict')), text(''), dict(text('version'), int(1))),
  );
  return build(
    setItems(call(global('collections', 'OrderedDict')), text('weight'), tensor('0'), text('bias'), tensor('1')),
    metadata,
  );
}
