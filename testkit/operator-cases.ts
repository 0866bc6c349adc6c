// Small graphs, one per operator and form of it, for gradients and engines: each is differentiated and run.
import type { Attributes, Builder, Shape } from '#numeric/graph/graph';
import { GraphBuilder } from '#numeric/graph/graph-builder';
import { batchNormalization } from '#numeric/graph/operators/batch-normalization';
import { gelu } from '#numeric/graph/operators/gelu';
import { seeded } from '#numeric/random/seeded';

/** A graph of float32 inputs that all are differentiated to. */
export interface OperatorCase {
  readonly name: string;
  /** Shapes of `a`, `b`, ...; a string is a size that the graph does not know. */
  readonly inputs: readonly Shape[];
  readonly build: (g: Builder, ...inputs: readonly string[]) => string;
  /** Values of the inputs lie in [low, high]; absent: [-1, 1]. */
  readonly range?: readonly [number, number];
  /** Version of the operators; absent: the one that graphs made here have. */
  readonly opset?: number;
}

/** An empty graph for a case. */
export function builderFor({ opset = 17 }: Pick<OperatorCase, 'opset'>): GraphBuilder {
  return new GraphBuilder({ opset, nodes: [], initializers: [], inputs: [], outputs: [] });
}

/** The size that stands for every name. */
export const namedSize = 3;

/** The inputs of a case by name, the same for the same seed. */
export function valuesOf(
  one: OperatorCase,
  seed: number,
): readonly { readonly name: string; readonly dims: readonly number[]; readonly data: Float32Array }[] {
  const random = seeded(seed);
  const [low, high] = one.range ?? [-1, 1];
  return one.inputs.map((shape, i) => {
    const dims = shape.map((dim) => (typeof dim === 'string' ? namedSize : dim));
    const count = dims.reduce((a, b) => a * b, 1);
    // Numbers at least 0.02 apart: no maximum and no corner of Relu lies within a step of a finite difference.
    const places = random.shuffle(Int32Array.from({ length: count }, (_, place) => place));
    const data = Float32Array.from(
      places,
      (place) => low + ((high - low) * (place + 0.3 + 0.4 * random.uniform())) / count,
    );
    return { name: nameOf(i), dims, data };
  });
}

export function nameOf(input: number): string {
  return String.fromCharCode(97 + input);
}

function simple(
  type: string,
  inputs: readonly Shape[],
  attributes: Attributes = {},
  range?: readonly [number, number],
): OperatorCase {
  const name = `${type} ${inputs.map((shape) => `[${shape.join()}]`).join(' ')} ${JSON.stringify(attributes)}`;
  return {
    name,
    inputs,
    build: (g, ...names) => g.op(type, names, attributes),
    ...(range === undefined ? {} : { range }),
  };
}

const unary = [
  'Neg',
  'Exp',
  'Cos',
  'Sin',
  'Abs',
  'Relu',
  'Sigmoid',
  'Tanh',
  'Softplus',
  'Identity',
  'Erf',
  'LeakyRelu',
];

export const operatorCases: readonly OperatorCase[] = [
  ...unary.map((type) => simple(type, [[2, 5]])),
  ...['Log', 'Sqrt', 'Reciprocal'].map((type) => simple(type, [[7]], {}, [0.5, 2])),
  simple('HardSigmoid', [[12]], { alpha: { float: 0.3 }, beta: { float: 0.5 } }, [-3, 3]),
  simple('HardSwish', [[16]], {}, [-4, 4]),
  { name: 'gelu of erf', inputs: [[9]], build: gelu, range: [-2, 2] },
  { ...simple('Gelu', [[9]], {}, [-2, 2]), opset: 20 },
  { ...simple('Gelu', [[9]], { approximate: 'tanh' }, [-2, 2]), opset: 20 },
  { ...simple('Sub', [[2, 3], [3]]), name: 'Sub with operators of version 11', opset: 11 },
  { ...simple('Softmax', [[2, 3]], { axis: 1 }), name: 'Softmax with operators of version 11', opset: 11 },
  { ...simple('Conv', [[2, 2, 5, 5], [3, 2, 3, 3], [3]]), name: 'Conv with operators of version 11', opset: 11 },
  {
    name: 'LayerNormalization with operators of version 18',
    opset: 18,
    inputs: [[3, 5], [5], [5]],
    build: (g, ...names) => g.op('LayerNormalization', names),
  },
  { name: 'Clip', inputs: [[9]], build: (g, a = '') => g.op('Clip', [a, g.float(-0.4), g.float(0.6)]) },
  { name: 'Pow 3', inputs: [[5]], build: (g, a = '') => g.op('Pow', [a, g.float(3)]), range: [0.5, 1.5] },
  ...['Add', 'Sub', 'Mul'].flatMap((type) => [
    simple(type, [
      [2, 3],
      [2, 3],
    ]),
    simple(type, [[2, 3], [3]]),
    simple(type, [
      [2, 1, 3],
      [4, 1],
    ]),
    simple(type, [
      ['N', 3],
      ['M', 3],
    ]),
  ]),
  simple('Div', [[2, 3], [3]], {}, [0.5, 1.5]),
  simple('Div', [[1], ['N', 2]], {}, [0.5, 1.5]),
  {
    name: 'Where',
    inputs: [[2, 3], [3]],
    build: (g, a = '', b = '') => g.op('Where', [g.op('Greater', [a, g.float(0)]), a, b]),
  },
  simple('Softmax', [[3, 4]], { axis: -1 }),
  simple('Softmax', [[2, 3, 2]], { axis: 1 }),
  simple('LogSoftmax', [[3, 4]], { axis: -1 }),
  simple('ReduceMean', [[2, 3, 4]], { axes: [0, 2], keepdims: 0 }),
  simple('ReduceMean', [[2, 3]], { keepdims: 0 }),
  {
    name: 'ReduceSum kept',
    inputs: [[2, 3]],
    build: (g, a = '') => g.op('ReduceSum', [a, g.integers([-1])], { keepdims: 1 }),
  },
  {
    name: 'ReduceSum dropped',
    inputs: [['N', 3]],
    build: (g, a = '') => g.op('ReduceSum', [a, g.integers([0])], { keepdims: 0 }),
  },
  { name: 'Reshape', inputs: [[2, 6]], build: (g, a = '') => g.op('Reshape', [a, g.integers([0, 2, -1])]) },
  simple('Flatten', [[2, 3, 2]]),
  {
    name: 'Unsqueeze, Squeeze',
    inputs: [[2, 3]],
    build: (g, a = '') => g.op('Squeeze', [g.op('Unsqueeze', [a, g.integers([0, 3])]), g.integers([0])]),
  },
  simple('Transpose', [[2, 3, 4]], { perm: [2, 0, 1] }),
  simple('Transpose', [[2, 3]]),
  simple(
    'Concat',
    [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    { axis: 1 },
  ),
  simple(
    'Concat',
    [
      ['N', 2],
      [1, 2],
    ],
    { axis: 0 },
  ),
  {
    name: 'Split',
    inputs: [[2, 6]],
    build: (g, a = '') => {
      const [first = '', , third = ''] = g.ops('Split', [a, g.integers([1, 2, 3])], { axis: 1 }, 3);
      return g.op('Mul', [first, third]);
    },
  },
  {
    name: 'Slice',
    inputs: [[4, 5]],
    build: (g, a = '') =>
      g.op('Slice', [a, g.integers([3, 0]), g.integers([-9, 4]), g.integers([0, 1]), g.integers([-2, 3])]),
  },
  { name: 'Expand', inputs: [[3, 1]], build: (g, a = '') => g.op('Expand', [a, g.integers([2, 3, 2])]) },
  {
    name: 'Gather rows, some twice',
    inputs: [[4, 3]],
    build: (g, a = '') => g.op('Gather', [a, g.integers([2, 0, 2])], { axis: 0 }),
  },
  {
    name: 'Gather columns',
    inputs: [[2, 4, 2]],
    build: (g, a = '') => g.op('Gather', [a, g.integers([3, 3, 1])], { axis: 1 }),
  },
  { name: 'Gather one', inputs: [[4, 3]], build: (g, a = '') => g.op('Gather', [a, g.integer(-1)], { axis: -1 }) },
  { name: 'Dropout', inputs: [[4]], build: (g, a = '') => g.ops('Dropout', [a], {}, 1)[0] ?? '' },
  simple('MatMul', [
    [2, 3],
    [3, 4],
  ]),
  simple('MatMul', [
    [2, 5, 3],
    [2, 3, 4],
  ]),
  simple('MatMul', [
    ['N', 5, 3],
    [3, 2],
  ]),
  simple('MatMul', [
    [2, 1, 5, 3],
    [4, 3, 2],
  ]),
  simple('MatMul', [[3], [3, 2]]),
  simple('MatMul', [[2, 4, 3], [3]]),
  simple('Gemm', [[2, 3], [3, 4], [4]]),
  simple(
    'Gemm',
    [
      [3, 2],
      [4, 3],
      [2, 1],
    ],
    { transA: 1, transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } },
  ),
  simple('Gemm', [[3, 2], [3, 4], [4]], { transA: 1 }),
  simple(
    'Gemm',
    [
      [2, 3],
      [4, 3],
    ],
    { transB: 1 },
  ),
  simple('Conv', [[2, 2, 5, 5], [3, 2, 3, 3], [3]]),
  simple('Conv', [['N', 1, 6, 5], [2, 1, 3, 2], [2]], { strides: [2, 3], pads: [1, 0, 0, 2], kernel_shape: [3, 2] }),
  simple(
    'Conv',
    [
      [1, 4, 6, 6],
      [6, 2, 3, 3],
    ],
    { group: 2, dilations: [2, 1], pads: [2, 1, 2, 1] },
  ),
  simple(
    'Conv',
    [
      [2, 3, 7, 7],
      [3, 1, 3, 3],
    ],
    { group: 3, strides: [2, 2], pads: [1, 1, 1, 1] },
  ),
  simple(
    'Conv',
    [
      [1, 2, 8, 8],
      [2, 2, 3, 3],
    ],
    { strides: [3, 2] },
  ),
  simple(
    'Conv',
    [
      [1, 2, 9],
      [3, 2, 4],
    ],
    { strides: [2], dilations: [2] },
  ),
  simple(
    'Conv',
    [
      [1, 2, 'H', 'W'],
      [2, 2, 2, 2],
    ],
    { strides: [2, 2], pads: [1, 0, 1, 1] },
  ),
  simple(
    'Conv',
    [
      [1, 1, 7, 7],
      [1, 1, 4, 4],
    ],
    { auto_pad: 'SAME_UPPER', strides: [2, 2] },
  ),
  simple('MaxPool', [[2, 2, 4, 4]], { kernel_shape: [2, 2], strides: [2, 2] }),
  simple('MaxPool', [[1, 2, 5, 5]], { kernel_shape: [2, 2], strides: [2, 2] }),
  simple('MaxPool', [[1, 2, 5, 5]], { kernel_shape: [3, 3], strides: [1, 2], pads: [1, 1, 1, 1] }),
  simple('MaxPool', [[1, 1, 6, 6]], { kernel_shape: [3, 3], strides: [2, 2], ceil_mode: 1 }),
  simple('AveragePool', [[2, 2, 4, 4]], { kernel_shape: [2, 2], strides: [2, 2] }),
  simple('AveragePool', [[1, 2, 5, 5]], { kernel_shape: [3, 3], strides: [2, 1], pads: [1, 1, 1, 0] }),
  simple('AveragePool', [[1, 2, 'H', 'H']], {
    kernel_shape: [2, 2],
    strides: [1, 1],
    pads: [1, 1, 0, 0],
    count_include_pad: 1,
  }),
  simple('GlobalAveragePool', [[2, 3, 4, 4]]),
  {
    name: 'BatchNormalization, its statistics given',
    inputs: [[2, 3, 2, 2], [3], [3], [3], [3]],
    build: (g, x = '', scale = '', offset = '', mean = '', variance = '') =>
      g.op('BatchNormalization', [x, scale, offset, mean, variance], { epsilon: { float: 1e-3 } }),
    range: [0.5, 1.5],
  },
  {
    name: 'batch normalisation in training',
    inputs: [[4, 2, 2, 2], [2], [2]],
    build: (g, x = '', scale = '', offset = '') => batchNormalization(g, x, scale, offset, 4).y,
  },
  simple('LayerNormalization', [[3, 5], [5], [5]]),
  simple(
    'LayerNormalization',
    [
      [2, 3, 4],
      [3, 4],
      [3, 4],
    ],
    { axis: 1, epsilon: { float: 1e-3 } },
  ),
  {
    name: 'attention',
    inputs: [
      [2, 3, 4],
      [2, 3, 4],
      [2, 3, 4],
    ],
    build: (g, q = '', k = '', v = '') => {
      const products = g.op('MatMul', [q, g.op('Transpose', [k], { perm: [0, 2, 1] })]);
      return g.op('MatMul', [g.op('Softmax', [g.op('Mul', [products, g.float(0.5)])], { axis: -1 }), v]);
    },
  },
];
