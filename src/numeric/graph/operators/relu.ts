// Relu: the gradient passes where the output is positive.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Relu',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Where', [g.op('Greater', [output, g.float(0)]), dy, g.float(0)])],
};
