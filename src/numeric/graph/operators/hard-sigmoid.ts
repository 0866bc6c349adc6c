// HardSigmoid: max(0, min(1, alpha x + beta)).
import { floatOf } from '../graph.ts';
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'HardSigmoid',
  shapes: (_, [x]) => [x],
  gradient: ({ g, node, output, dy }) => {
    const zero = g.float(0);
    const slope = g.op('Mul', [dy, g.float(floatOf(node, 'alpha', 0.2))]);
    const above = g.op('Where', [g.op('Greater', [output, zero]), slope, zero]);
    return [g.op('Where', [g.op('Less', [output, g.float(1)]), above, zero])];
  },
};
