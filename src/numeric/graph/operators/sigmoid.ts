// Sigmoid: derivative y (1 - y).
import type { Operator } from '../operator.ts';

export const operator: Operator = {
  type: 'Sigmoid',
  shapes: (_, [x]) => [x],
  gradient: ({ g, output, dy }) => [g.op('Mul', [dy, g.op('Mul', [output, g.op('Sub', [g.float(1), output])])])],
};
