// Tanh: derivative 1 - y^2.
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Tanh',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Mul', [dy, g.op('Sub', [g.float(1), g.op('Mul', [output, output])])])],
};
