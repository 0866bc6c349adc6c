// Split: the gradients of the pieces, put together; a piece that nothing uses has gradient zero.
import { integerOf, type Shape, unknownSizes } from '../graph.ts';
import type { Operator } from '../operator.ts';
import { zerosLike } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Split',
  shapes: (node, [x]) => node.outputs.map((name) => pieceOf(name, x, integerOf(node, 'axis', 0))),
  gradient: ({ g, node, dys }) => {
    const parts = node.outputs.map((output, i) => dys[i] ?? zerosLike(g, output));
    return [g.op('Concat', parts, { axis: integerOf(node, 'axis', 0) })];
  },
};

/** All sizes but the one that was split. */
function pieceOf(name: string, x: Shape | undefined, axis: number): Shape | undefined {
  const at = axis < 0 ? axis + (x?.length ?? 0) : axis;
  return x?.with(at, unknownSizes(name, x.length)[at] ?? '');
}
