// Split: the gradients of the pieces, put together; a piece that nothing uses has gradient zero.
import { integerOf } from '../graph.ts';
import type { Operator } from '../operator.ts';
import { zerosLike } from '../opset-forms.ts';

export const operator: Operator = {
  type: 'Split',
  gradient: ({ g, node, dys }) => {
    const parts = node.outputs.map((output, i) => dys[i] ?? zerosLike(g, output));
    return [g.op('Concat', parts, { axis: integerOf(node, 'axis', 0) })];
  },
};
