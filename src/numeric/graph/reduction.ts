// What sums and means over axes have in common.
import { type Builder, type Dim, type GraphNode, integerOf, integersOf, type Shape } from './graph.ts';
import { type GradientCall, unsupported } from './operator.ts';
import { unsqueeze } from './opset-forms.ts';

/** Version from which the axes are an input; they were an attribute before. */
const axesAreInputSince: Readonly<Record<string, number>> = { ReduceSum: 13, ReduceMean: 18 };

/** The shape after reducing, where it is known. */
export function reducedShape(g: Builder, node: GraphNode, x: Shape | undefined): Shape | undefined {
  const axes = axesOf(g, node, x);
  if (x === undefined || axes === undefined) return undefined;
  const reduced = (axis: number): boolean => axes === 'all' || axes.includes(axis);
  if (integerOf(node, 'keepdims', 1) === 0) return x.filter((_, axis) => !reduced(axis));
  return x.map((dim, axis): Dim => (reduced(axis) ? 1 : dim));
}

/**
 * Repeats a gradient along the axes over which the input was reduced.
 * @throws {NumericError} NUMERIC_OPERATOR when the reduced dimensions were dropped and are not known
 */
export function repeatReduced({ g, node, inputs: [x = ''] }: GradientCall, dy: string): string {
  const axes = axesOf(g, node, g.shapeOf(x));
  const dropped = integerOf(node, 'keepdims', 1) === 0;
  if (axes === undefined && dropped) return unsupported(node, 'the axes are not known');
  // A single number is repeated everywhere whatever its rank is, below the rank of `x`.
  const wide = dropped && axes !== undefined && axes !== 'all' ? unsqueezed(g, dy, axes) : dy;
  return g.op('Expand', [wide, g.op('Shape', [x])]);
}

function unsqueezed(g: Builder, dy: string, axes: readonly number[]): string {
  return axes.length === 0
    ? dy
    : unsqueeze(
        g,
        dy,
        [...axes].sort((a, b) => a - b),
      );
}

/** The axes that a node reduces, counted from the front; undefined where they are not known. */
function axesOf(g: Builder, node: GraphNode, x: Shape | undefined): readonly number[] | 'all' | undefined {
  const asInput = g.opset >= (axesAreInputSince[node.type] ?? 0);
  const named = node.inputs[1] ?? '';
  const axes = asInput ? g.constantOf(named) : integersOf(node, 'axes');
  if (axes === undefined && asInput && named !== '') return undefined;
  if (axes === undefined || axes.length === 0) return integerOf(node, 'noop_with_empty_axes', 0) === 1 ? [] : 'all';
  if (axes.every((axis) => axis >= 0)) return axes;
  return x === undefined ? undefined : axes.map((axis) => (axis < 0 ? axis + x.length : axis));
}
