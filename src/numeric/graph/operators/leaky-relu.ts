// LeakyRelu: x where it is positive, alpha x elsewhere.
import { floatOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'LeakyRelu',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, inputs: [x = ''], dy }) => {
    const less = g.op('Mul', [dy, g.float(floatOf(node, 'alpha', 0.01))]);
    return [g.op('Where', [g.op('Greater', [x, g.float(0)]), dy, less])];
  },
};
