// Expand: broadcasting to a given shape; the gradient is summed over what was repeated.
import { broadcastShape, unbroadcast } from '../broadcast.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Expand',
  shapes: (node, [x], g) => {
    const target = g.constantOf(node.inputs[1] ?? '');
    return [target === undefined ? undefined : broadcastShape([x, target])];
  },
  gradient: ({ g, inputs: [x = ''], output, dy }) => [unbroadcast(g, dy, x, output)],
};
