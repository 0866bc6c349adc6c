// Reshape: the gradient takes the shape of the input.
import type { Dim, Shape } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Reshape',
  shapes: (node, [x], g) => [reshaped(x, g.constantOf(node.inputs[1] ?? ''))],
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};

/** 0 keeps a size; -1 is what is left, where all the others are known. */
function reshaped(x: Shape | undefined, target: readonly number[] | undefined): Shape | undefined {
  if (target === undefined) return undefined;
  if (!target.some((size) => size === 0 || size === -1)) return target;
  if (x === undefined) return undefined;
  const dims = target.map((size, i): Dim => (size === 0 ? (x[i] ?? '?') : size));
  const at = dims.indexOf(-1);
  if (at < 0) return dims;
  // Sizes that stand on both sides, names among them, leave the rest.
  const left = [...x];
  for (const dim of dims) if (left.includes(dim)) left.splice(left.indexOf(dim), 1);
  const others = dims.filter((dim) => dim !== -1 && !x.includes(dim));
  const count = product([...left]);
  const divisor = product(others);
  if (count === undefined || divisor === undefined || divisor === 0 || count % divisor !== 0) return undefined;
  return dims.map((dim) => (dim === -1 ? count / divisor : dim));
}

function product(dims: readonly Dim[]): number | undefined {
  let result = 1;
  for (const dim of dims) {
    if (typeof dim === 'string') return undefined;
    result *= dim;
  }
  return result;
}
