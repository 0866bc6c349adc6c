// HardSwish: x max(0, min(1, x / 6 + 1 / 2)). The derivative is 0 below -3, 1 above 3, x / 3 + 1 / 2 between.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'HardSwish',
  shapes: (_, [x]) => [x],
  gradient: ({ g, inputs: [x = ''], dy }) => {
    const middle = g.op('Add', [g.op('Mul', [x, g.float(1 / 3)]), g.float(0.5)]);
    const upper = g.op('Where', [g.op('Less', [x, g.float(3)]), middle, g.float(1)]);
    return [g.op('Mul', [dy, g.op('Where', [g.op('Greater', [x, g.float(-3)]), upper, g.float(0)])])];
  },
};
