// Operators that take each number for itself, with broadcasting.
import { floatOf, type GraphNode, textOf } from '../../graph/graph.ts';
import { floatsOf, like, placeIn, placesOf, type Value } from './array.ts';
import { given, type Kernel, type Kernels } from './kernel.ts';

type Scalar = (x: number, node: GraphNode) => number;

const scalars: Readonly<Record<string, Scalar>> = {
  Neg: (x) => -x,
  Exp: Math.exp,
  Log: Math.log,
  Sqrt: Math.sqrt,
  Reciprocal: (x) => 1 / x,
  Cos: Math.cos,
  Sin: Math.sin,
  Abs: Math.abs,
  Sign: Math.sign,
  Relu: (x) => Math.max(0, x),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Tanh: Math.tanh,
  Softplus: (x) => Math.log1p(Math.exp(x)),
  Identity: (x) => x,
  Dropout: (x) => x,
  Erf: erf,
  LeakyRelu: (x, node) => (x < 0 ? x * floatOf(node, 'alpha', 0.01) : x),
  HardSigmoid: (x, node) => Math.max(0, Math.min(1, floatOf(node, 'alpha', 0.2) * x + floatOf(node, 'beta', 0.5))),
  HardSwish: (x) => x * Math.max(0, Math.min(1, x / 6 + 0.5)),
  Gelu: (x, node) =>
    textOf(node, 'approximate', 'none') === 'tanh'
      ? (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
      : (x / 2) * (1 + erf(x * Math.SQRT1_2)),
};

const pairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Greater: (a, b) => (a > b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  Equal: (a, b) => (a === b ? 1 : 0),
};

const comparisons: ReadonlySet<string> = new Set(['Greater', 'Less', 'Equal']);

export const elementwise: Kernels = {
  ...Object.fromEntries(
    Object.entries(scalars).map(([type, run]): [string, Kernel] => [
      type,
      (node, inputs) => {
        const x = given(inputs, 0);
        return [like(x, x.dims, (i) => run(x.data[i] ?? 0, node))];
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(pairs).map(([type, run]): [string, Kernel] => [
      type,
      (_, inputs) => {
        const [a, b] = [given(inputs, 0), given(inputs, 1)];
        // Whole numbers are divided without a rest.
        const whole = type === 'Div' && a.type !== 'float32';
        const result = broadcast([a, b], a, ([x = 0, y = 0]) => (whole ? Math.trunc(x / y) : run(x, y)));
        return [comparisons.has(type) ? { ...result, type: 'bool' } : result];
      },
    ]),
  ),
  Where: (_, inputs) => {
    const a = given(inputs, 1);
    return [
      broadcast([given(inputs, 0), a, given(inputs, 2)], a, ([condition = 0, x = 0, y = 0]) => (condition ? x : y)),
    ];
  },
  Clip: (_, inputs) => {
    const x = given(inputs, 0);
    const low = inputs[1]?.data[0] ?? -Infinity;
    const high = inputs[2]?.data[0] ?? Infinity;
    return [like(x, x.dims, (i) => Math.min(high, Math.max(low, x.data[i] ?? 0)))];
  },
  Cast: (node, inputs) => {
    const x = given(inputs, 0);
    // The casts that are made here: whole numbers to float32.
    return [node.attributes.to === 1 ? floatsOf(x.dims, (i) => x.data[i] ?? 0) : x];
  },
};

function broadcast(values: readonly Value[], type: Value, run: (numbers: readonly number[]) => number): Value {
  const dims = joined(values.map((value) => value.dims));
  return like(type, dims, (i) => {
    const places = placesOf(i, dims);
    return run(values.map((value) => value.data[placeIn(value, places)] ?? 0));
  });
}

export function joined(shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(...shapes.map((dims) => dims.length));
  return Array.from({ length: rank }, (_, i) => {
    const sizes = shapes.map((dims) => dims[i - rank + dims.length] ?? 1).filter((size) => size !== 1);
    const [size = 1] = sizes;
    if (sizes.some((other) => other !== size)) throw new Error(`shapes do not fit: ${shapes.join(' and ')}`);
    return size;
  });
}

/** Abramowitz, Stegun 7.1.5 (series) for small numbers, 7.1.14 (continued fraction) for large ones. */
function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 60; n++) {
      term *= -(z * z) / n;
      sum += term / (2 * n + 1);
    }
    return Math.sign(x) * sum * (2 / Math.sqrt(Math.PI));
  }
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-z * z) / fraction / Math.sqrt(Math.PI));
}
