// Reshape: the gradient takes the shape of the input.
import { type Dim, type Shape, unknownSizes } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Reshape',
  shapes: (node, [x, target], g) => {
    const [name = ''] = node.outputs;
    const numbers = g.constantOf(node.inputs[1] ?? '');
    if (numbers !== undefined) return [reshaped(name, x, numbers)];
    // The target is computed: how many sizes it has is the rank.
    const rank = target?.[0];
    return [typeof rank === 'number' && target?.length === 1 ? unknownSizes(name, rank) : undefined];
  },
  gradient: ({ g, inputs: [x = ''], dy }) => [g.op('Reshape', [dy, g.op('Shape', [x])])],
};

/** 0 keeps a size; -1 is what is left, where that can be told. */
function reshaped(name: string, x: Shape | undefined, target: readonly number[]): Shape {
  const dims = target.map((size, i): Dim => (size === 0 ? (x?.[i] ?? `${name}/${i}`) : size));
  const at = dims.indexOf(-1);
  if (at < 0) return dims;
  return dims.with(at, whatIsLeft(x, dims) ?? `${name}/${at}`);
}

/** The size that stands for -1; undefined where it cannot be told. */
function whatIsLeft(x: Shape | undefined, dims: Shape): Dim | undefined {
  if (x === undefined) return undefined;
  // Names that stand on both sides cancel.
  const names = x.filter((dim) => typeof dim === 'string');
  const kept = dims.filter((dim) => typeof dim === 'string');
  const open = names.filter((dim) => !kept.includes(dim));
  if (kept.some((dim) => !names.includes(dim))) return undefined;
  const size = product(x) / product(dims.filter((dim) => dim !== -1));
  if (open.length === 0) return Number.isInteger(size) ? size : undefined;
  return open.length === 1 && size === 1 ? open[0] : undefined;
}

/** Of the sizes that are numbers. */
function product(dims: Shape): number {
  return dims.reduce<number>((sum, dim) => (typeof dim === 'number' ? sum * dim : sum), 1);
}
